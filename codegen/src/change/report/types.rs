//! Rust types that are added or removed together with a shape, member or operation.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;

use super::{ItemStatus, RustItem};
use crate::change::compare::Subject;
use crate::change::pairs::Pairs;
use crate::change::surface::NamedSlice;
use crate::ir::{Model, Operation, ShapeId, ShapeKind};

/// The Rust types that only one of the slices has, without those that a change explains.
pub struct TypeChanges {
    added: BTreeMap<ShapeId, String>,
    removed: BTreeMap<ShapeId, String>,
}

impl TypeChanges {
    pub fn of([old, new]: [&NamedSlice; 2]) -> Self {
        let (before, after) = (old.types(), new.types());
        let only = |types: &BTreeMap<&ShapeId, &Ident>, others: &BTreeMap<&ShapeId, &Ident>| {
            let only = types.iter().filter(|(id, _)| !others.contains_key(*id));
            only.map(|(id, name)| ((*id).clone(), name.to_string())).collect()
        };
        Self { added: only(&after, &before), removed: only(&before, &after) }
    }

    /// Takes the types that are added or removed together with a subject.
    pub fn take_at(
        &mut self,
        subject: Subject<'_>,
        pairs: &Pairs<'_>,
        sides: [&NamedSlice; 2],
    ) -> Vec<RustItem> {
        let pair = subject.pair().and_then(|number| pairs.get(number));
        let [old, new] = sides;
        let mut items = Vec::new();
        for (status, side, other, shape) in [
            (ItemStatus::Removed, old, new, pair.map(|pair| pair.old)),
            (ItemStatus::Added, new, old, pair.map(|pair| pair.new)),
        ] {
            let model = &side.slice.model;
            if let Subject::Operation(name) = subject
                && model.operations.contains_key(name)
            {
                let names = side.names.operation(name);
                let own = [names.request, names.output, names.error];
                items.extend(own.map(|name| RustItem::new(name.to_string(), status)));
            }
            let roots = roots(model, subject, shape);
            items.extend(self.take(status, [model, &other.slice.model], roots));
        }
        items
    }

    /// Takes the types within the shapes `roots`. Structures that the `other` slice has, too, are not entered: their
    /// members explain the types within them.
    fn take(
        &mut self,
        status: ItemStatus,
        [model, other]: [&Model; 2],
        roots: Vec<&ShapeId>,
    ) -> Vec<RustItem> {
        let types = self.types_mut(status);
        let (mut taken, mut seen, mut open) = (Vec::new(), BTreeSet::new(), roots);
        while let Some(id) = open.pop() {
            if types.is_empty() {
                break;
            }
            if seen.insert(id) {
                taken.extend(
                    types.remove(id).map(|name| RustItem::new(format!("types::{name}"), status)),
                );
                let is_known = other.kind(id).is_some_and(|kind| !kind.members().is_empty());
                let kind = model.kind(id).filter(|_| !is_known);
                open.extend(kind.map_or_else(Vec::new, ShapeKind::targets));
            }
        }
        taken
    }

    /// Takes all remaining types.
    pub fn take_remaining(&mut self, status: ItemStatus) -> BTreeMap<ShapeId, String> {
        std::mem::take(self.types_mut(status))
    }

    fn types_mut(&mut self, status: ItemStatus) -> &mut BTreeMap<ShapeId, String> {
        if status == ItemStatus::Added { &mut self.added } else { &mut self.removed }
    }
}

/// The shapes that a subject consists of. `shape` is the model's shape of the subject's pair.
fn roots<'m>(
    model: &'m Model,
    subject: Subject<'_>,
    shape: Option<&'m ShapeId>,
) -> Vec<&'m ShapeId> {
    let operation = |name: &str| model.operations.get(name);
    match subject {
        Subject::Operation(name) => {
            operation(name).into_iter().flat_map(Operation::messages).collect()
        }
        Subject::Input(name) => {
            operation(name).and_then(|it| it.input.as_ref()).into_iter().collect()
        }
        Subject::Output(name) => {
            operation(name).and_then(|it| it.output.as_ref()).into_iter().collect()
        }
        Subject::Error(name, id) => {
            let errors = operation(name).into_iter().flat_map(|operation| &operation.errors);
            errors.filter(|error| error.as_str() == id).collect()
        }
        Subject::Member(_, name) => {
            let members = shape.into_iter().flat_map(|id| model.members(id));
            members.filter(|member| member.name == name).map(|member| &member.target).collect()
        }
        Subject::Shape(_) => shape.into_iter().collect(),
        Subject::Service | Subject::Value(..) => Vec::new(),
    }
}

impl RustItem {
    /// A type or module that was added or removed.
    pub(super) fn new(name: String, status: ItemStatus) -> Self {
        Self { name, status, old: None, new: None }
    }
}
