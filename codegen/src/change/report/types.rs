//! Rust types that come and go with what holds them.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;

use super::{Item, ItemStatus};
use crate::change::surface::Side;
use crate::ir::{Model, ShapeId, ShapeKind};

/// The Rust types that only one of the slices has, as long as no change is the reason for them.
pub struct NewTypes {
    added: BTreeMap<ShapeId, String>,
    removed: BTreeMap<ShapeId, String>,
}

impl NewTypes {
    pub fn of([old, new]: [&Side; 2]) -> Self {
        let (before, after) = (old.types(), new.types());
        let only = |types: &BTreeMap<&ShapeId, &Ident>, others: &BTreeMap<&ShapeId, &Ident>| {
            let only = types.iter().filter(|(id, _)| !others.contains_key(*id));
            only.map(|(id, name)| ((*id).clone(), name.to_string())).collect()
        };
        Self { added: only(&after, &before), removed: only(&before, &after) }
    }

    /// Those that the shapes at `roots` hold. What a structure holds that the `other` model has, too, came or went with
    /// a member of that.
    pub fn take(
        &mut self,
        status: ItemStatus,
        [model, other]: [&Model; 2],
        roots: Vec<&ShapeId>,
    ) -> Vec<Item> {
        let types = if status == ItemStatus::Added { &mut self.added } else { &mut self.removed };
        let (mut taken, mut seen, mut open) = (Vec::new(), BTreeSet::new(), roots);
        while let Some(id) = open.pop() {
            if types.is_empty() {
                break;
            }
            if seen.insert(id) {
                taken.extend(
                    types.remove(id).map(|name| Item::new(format!("types::{name}"), status)),
                );
                let is_known = other.kind(id).is_some_and(|kind| !kind.members().is_empty());
                let kind = model.kind(id).filter(|_| !is_known);
                open.extend(kind.map_or_else(Vec::new, ShapeKind::targets));
            }
        }
        taken
    }

    /// Those that are left.
    pub fn rest(&mut self, status: ItemStatus) -> BTreeMap<ShapeId, String> {
        let types = if status == ItemStatus::Added { &mut self.added } else { &mut self.removed };
        std::mem::take(types)
    }
}
