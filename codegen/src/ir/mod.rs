//! The intermediate representation: what a model means, free of the format it was written in.
//!
//! Plain data in maps ordered by name, so that the order of keys in a model file has no effect. Shapes
//! refer to each other by [`ShapeId`]. Nothing here knows Rust names or the wire text of values.

mod docs;
mod http;
mod member;
mod operation;
mod place;
mod refusal;
mod service;
mod shape;
mod uri;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic;

pub use docs::{Docs, ShapeDocs};
pub use http::HttpBinding;
pub use member::{Location, Member};
pub use operation::Operation;
pub use place::{Origin, Place};
pub use refusal::Refusal;
pub use service::{Protocol, Service};
pub use shape::{Shape, ShapeId, ShapeKind, Structure, TimestampFormat};
pub use uri::{Segment, UriTemplate, UriTemplateError};

/// A service model, or the slice of one.
#[derive(Clone, Debug)]
pub struct Model {
    /// The service itself.
    pub service: Service,
    /// Operations by name.
    pub operations: BTreeMap<String, Operation>,
    /// Every shape that an operation, or another shape, may refer to.
    pub shapes: BTreeMap<ShapeId, Shape>,
    /// Documentation of all of the above, as Markdown.
    pub docs: Docs,
    /// Where the model was read from, for diagnostics.
    pub origin: Arc<dyn Origin>,
}

impl Model {
    /// Where a part of the model was written.
    pub fn locate(&self, place: &Place) -> diagnostic::Location {
        self.origin.locate(place, &[])
    }

    /// The code by which replies name an error.
    pub fn error_code<'a>(&'a self, id: &'a ShapeId) -> &'a str {
        match self.shapes.get(id).map(|shape| &shape.kind) {
            Some(ShapeKind::Structure(Structure { error_code: Some(code), .. })) => code,
            _ => id.as_str(),
        }
    }

    /// The members of a structure; none for any other shape.
    pub fn members(&self, id: &ShapeId) -> &[Member] {
        match self.shapes.get(id).map(|shape| &shape.kind) {
            Some(ShapeKind::Structure(structure)) => &structure.members,
            _ => &[],
        }
    }
}
