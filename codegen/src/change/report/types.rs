//! Rust types that come and go with what holds them.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;

use super::{Item, ItemStatus};
use crate::change::compare::Place;
use crate::change::pairs::Pairs;
use crate::change::surface::Side;
use crate::ir::{Model, Operation, ShapeId, ShapeKind};

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

    /// Those that come or go with what is at a place.
    pub fn take_at(&mut self, place: Place<'_>, pairs: &Pairs<'_>, sides: [&Side; 2]) -> Vec<Item> {
        let pair = place.number().and_then(|number| pairs.get(number));
        let [old, new] = sides;
        let mut items = Vec::new();
        for (status, side, other, shape) in [
            (ItemStatus::Removed, old, new, pair.map(|pair| pair.old)),
            (ItemStatus::Added, new, old, pair.map(|pair| pair.new)),
        ] {
            let model = &side.slice.model;
            if let Place::Operation(name) = place
                && model.operations.contains_key(name)
            {
                let names = side.names.operation(name);
                let own = [names.request, names.output, names.error];
                items.extend(own.map(|name| Item::new(name.to_string(), status)));
            }
            let roots = roots(model, place, shape);
            items.extend(self.take(status, [model, &other.slice.model], roots));
        }
        items
    }

    /// Those that the shapes at `roots` hold. What a structure holds that the `other` slice has, too, came or went with
    /// a member of that.
    fn take(
        &mut self,
        status: ItemStatus,
        [model, other]: [&Model; 2],
        roots: Vec<&ShapeId>,
    ) -> Vec<Item> {
        let types = self.of_status(status);
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
        std::mem::take(self.of_status(status))
    }

    fn of_status(&mut self, status: ItemStatus) -> &mut BTreeMap<ShapeId, String> {
        if status == ItemStatus::Added { &mut self.added } else { &mut self.removed }
    }
}

/// The shapes at a place, of which `shape` is the one of its pair.
fn roots<'m>(model: &'m Model, place: Place<'_>, shape: Option<&'m ShapeId>) -> Vec<&'m ShapeId> {
    let operation = |name: &str| model.operations.get(name);
    match place {
        Place::Operation(name) => {
            operation(name).into_iter().flat_map(Operation::messages).collect()
        }
        Place::Input(name) => {
            operation(name).and_then(|it| it.input.as_ref()).into_iter().collect()
        }
        Place::Output(name) => {
            operation(name).and_then(|it| it.output.as_ref()).into_iter().collect()
        }
        Place::Error(name, id) => {
            let errors = operation(name).into_iter().flat_map(|operation| &operation.errors);
            errors.filter(|error| error.as_str() == id).collect()
        }
        Place::Member(_, name) => {
            let members = shape.into_iter().flat_map(|id| model.members(id));
            members.filter(|member| member.name == name).map(|member| &member.target).collect()
        }
        Place::Shape(_) => shape.into_iter().collect(),
        Place::Service | Place::Value(..) => Vec::new(),
    }
}

impl Item {
    /// A type or module, which is there or is not.
    pub(super) fn new(name: String, status: ItemStatus) -> Self {
        Self { name, status, old: None, new: None }
    }
}
