//! The Rust enum of a union, for its tables.

use proc_macro2::Ident;

use super::context::ServiceContext;
use crate::ir::{Member, ShapeId};

/// A union for which tables are emitted.
pub struct Union<'a> {
    /// The shape.
    pub id: &'a ShapeId,
    /// The name.
    pub name: Ident,
    members: &'a [Member],
    /// The names of the variants.
    names: &'a [Ident],
}

impl<'a> Union<'a> {
    /// Creates the union of a shape with these members.
    pub fn new(
        context: ServiceContext<'a>,
        id: &'a ShapeId,
        name: &Ident,
        members: &'a [Member],
    ) -> Self {
        Self { id, name: name.clone(), members, names: context.names.variants(id) }
    }

    /// The members with the names of their variants.
    pub fn variants(&self) -> impl Iterator<Item = (&'a Member, &'a Ident)> + use<'a> {
        self.members.iter().zip(self.names)
    }
}
