//! What one model has that another has not, by the rules of the published page.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::document::{Changes, OperationChange, Status};
use super::walk::Walk;
use crate::diagnostic::Diagnostic;
use crate::ir::{Model, ShapeId, ShapeKind};

/// What `new` has that `old` has not: new operations first, then updated ones, each in order of name.
///
/// # Errors
///
/// Fails if the change is too large to be told.
pub fn changes<'new>(old: &Model, new: &'new Model) -> Result<Vec<OperationChange>, Diagnostic> {
    let (updated, added): (Vec<_>, Vec<_>) =
        new.operations.values().partition(|operation| old.operations.contains_key(&operation.name));
    let added = added.into_iter().map(|operation| OperationChange {
        operation: operation.name.clone(),
        status: Status::New,
        changes: Changes::default(),
    });
    let mut all: Vec<OperationChange> = added.collect();
    let mut teller = Teller { walk: Walk::new(new), changed: changed(old, new) };
    for operation in updated {
        // Found by its name: what the operation took or gave before does not matter.
        let mut gained = |id: &'new Option<ShapeId>| {
            id.as_ref().map_or(Ok(None), |id| teller.gained(old, id, id))
        };
        let (input, output) = (gained(&operation.input)?, gained(&operation.output)?);
        let changes = match (input, output) {
            (None, None) => continue,
            (Some(request), Some(response)) if request == response => {
                Changes { both: Some(request), ..Changes::default() }
            }
            (request, response) => Changes { request, response, both: None },
        };
        all.push(OperationChange {
            operation: operation.name.clone(),
            status: Status::Updated,
            changes,
        });
    }
    Ok(all)
}

/// The tree of a whole shape, of which no more than `left` shapes are told; what it took of them is subtracted.
///
/// # Errors
///
/// Fails if it is too large to be told.
pub fn type_tree(model: &Model, id: &ShapeId, left: &mut usize) -> Result<Value, Diagnostic> {
    let mut teller = Teller { walk: Walk::new(model), changed: BTreeSet::new() };
    teller.walk.left = *left;
    let tree = teller.tree(id);
    *left = teller.walk.left;
    tree
}

/// The shapes that differ, and those that hold one which does.
fn changed(old: &Model, new: &Model) -> BTreeSet<ShapeId> {
    let mut holders: BTreeMap<&ShapeId, Vec<&ShapeId>> = BTreeMap::new();
    let mut open: Vec<&ShapeId> = Vec::new();
    for (id, shape) in &new.shapes {
        if old.kind(id) != Some(&shape.kind) {
            open.push(id);
        }
        for target in shape.kind.targets() {
            holders.entry(target).or_default().push(id);
        }
    }
    let mut changed = BTreeSet::new();
    while let Some(id) = open.pop() {
        if changed.insert(id.clone()) {
            open.extend(holders.get(id).into_iter().flatten());
        }
    }
    changed
}

/// Whether models write it as a structure.
fn has_members(kind: &ShapeKind) -> bool {
    matches!(kind, ShapeKind::Structure(_) | ShapeKind::Union(_) | ShapeKind::Document)
}

/// Writes the trees of shapes.
struct Teller<'a> {
    walk: Walk<'a>,
    /// The shapes to look at for what they gained.
    changed: BTreeSet<ShapeId>,
}

impl<'a> Teller<'a> {
    /// What one shape has that another has not. Lists and maps are transparent; removals do not show, nor does a
    /// type that became another one, unless that is a structure.
    fn gained(
        &mut self,
        old: &Model,
        before: &ShapeId,
        after: &'a ShapeId,
    ) -> Result<Option<Value>, Diagnostic> {
        let Some((old_kind, new_kind)) = old.kind(before).zip(self.walk.model.kind(after)) else {
            return Ok(None);
        };
        let is_same = before == after && !self.changed.contains(after);
        if is_same || !self.walk.enter(after)? {
            return Ok(None);
        }
        let gained = match (old_kind, new_kind) {
            (ShapeKind::List(before), ShapeKind::List(after)) => self.gained(old, before, after)?,
            (ShapeKind::Map { value: before, .. }, ShapeKind::Map { value: after, .. }) => {
                self.gained(old, before, after)?
            }
            (old_kind, ShapeKind::Enum(values)) if old_kind.name() == new_kind.name() => {
                let known: BTreeSet<_> = old_kind.values().iter().collect();
                let mut added: Vec<_> =
                    values.iter().filter(|value| !known.contains(value)).collect();
                added.sort_unstable();
                added.dedup();
                (!added.is_empty()).then(|| json!({ "$added": added }))
            }
            // All the members of what became a structure are new.
            _ if has_members(new_kind) && !has_members(old_kind) => {
                let tree = type_tree(self.walk.model, after, &mut self.walk.left)?;
                Some(tree).filter(|tree| tree.as_object().is_some_and(|tree| !tree.is_empty()))
            }
            _ if has_members(new_kind) => {
                let mut gained = Map::new();
                for member in new_kind.members() {
                    let known = old_kind.members();
                    let tree = match known.iter().find(|old| old.name == member.name) {
                        None => {
                            Some(type_tree(self.walk.model, &member.target, &mut self.walk.left)?)
                        }
                        Some(before) => self.gained(old, &before.target, &member.target)?,
                    };
                    gained.extend(tree.map(|tree| (member.name.clone(), tree)));
                }
                (!gained.is_empty()).then_some(Value::Object(gained))
            }
            _ => None,
        };
        self.walk.leave();
        Ok(gained)
    }

    /// The tree of a shape that stands within those that are open.
    fn tree(&mut self, id: &'a ShapeId) -> Result<Value, Diagnostic> {
        let Some(shape) = self.walk.model.shapes.get(id) else {
            return Ok(Value::Null);
        };
        if !self.walk.enter(id)? {
            return Ok(json!({ "$recursive": true }));
        }
        let tree = match &shape.kind {
            kind @ (ShapeKind::Structure(_) | ShapeKind::Union(_)) => {
                let mut tree = Map::new();
                for member in kind.members() {
                    tree.insert(member.name.clone(), self.tree(&member.target)?);
                }
                Value::Object(tree)
            }
            ShapeKind::List(element) => Value::Array(vec![self.tree(element)?]),
            ShapeKind::Map { key, value } => {
                let key = self.tree(key)?;
                let key = key.as_str().unwrap_or("string").to_owned();
                Value::Object(Map::from_iter([(key, self.tree(value)?)]))
            }
            ShapeKind::Enum(values) => Value::String(values.join(" | ")),
            // Models have it as a structure without members.
            ShapeKind::Document => Value::Object(Map::new()),
            scalar => Value::String(scalar.name().to_owned()),
        };
        self.walk.leave();
        Ok(tree)
    }
}
