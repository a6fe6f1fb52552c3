//! The additions of a new model, by the rules of the published page.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::document::{MessageChanges, OperationChange, OperationStatus};
use super::walk::ShapeWalk;
use crate::diagnostic::Diagnostic;
use crate::ir::{Model, ShapeId, ShapeKind};

/// The operations that are new or have additions in `new`: first the new ones, then the updated ones, sorted by name.
///
/// # Errors
///
/// Fails if the trees contain too many shapes, or nest too deep.
pub fn changes<'new>(old: &Model, new: &'new Model) -> Result<Vec<OperationChange>, Diagnostic> {
    let (updated, added): (Vec<_>, Vec<_>) =
        new.operations.values().partition(|operation| old.operations.contains_key(&operation.name));
    let added = added.into_iter().map(|operation| OperationChange {
        operation: operation.name.clone(),
        status: OperationStatus::New,
        changes: MessageChanges::default(),
    });
    let mut all: Vec<OperationChange> = added.collect();
    let mut builder = TreeBuilder { walk: ShapeWalk::new(new), changed: changed(old, new) };
    for operation in updated {
        // Shapes are compared by name, even if the operation had another input or output before.
        let mut additions = |id: &'new Option<ShapeId>| {
            id.as_ref().map_or(Ok(None), |id| builder.additions(old, id, id))
        };
        let (input, output) = (additions(&operation.input)?, additions(&operation.output)?);
        let changes = match (input, output) {
            (None, None) => continue,
            (Some(request), Some(response)) if request == response => {
                MessageChanges { both: Some(request), ..MessageChanges::default() }
            }
            (request, response) => MessageChanges { request, response, both: None },
        };
        all.push(OperationChange {
            operation: operation.name.clone(),
            status: OperationStatus::Updated,
            changes,
        });
    }
    Ok(all)
}

/// The tree of a whole shape. `left` is the number of shapes that the tree may contain; the used ones are subtracted.
///
/// # Errors
///
/// Fails if the tree contains more than `left` shapes, or nests too deep.
pub fn type_tree(model: &Model, id: &ShapeId, left: &mut usize) -> Result<Value, Diagnostic> {
    let mut builder = TreeBuilder { walk: ShapeWalk::new(model), changed: BTreeSet::new() };
    builder.walk.left = *left;
    let tree = builder.tree(id);
    *left = builder.walk.left;
    tree
}

/// The shapes that differ, and the shapes that contain one of them.
fn changed(old: &Model, new: &Model) -> BTreeSet<ShapeId> {
    let mut parents: BTreeMap<&ShapeId, Vec<&ShapeId>> = BTreeMap::new();
    let mut open: Vec<&ShapeId> = Vec::new();
    for (id, shape) in &new.shapes {
        if old.kind(id) != Some(&shape.kind) {
            open.push(id);
        }
        for target in shape.kind.targets() {
            parents.entry(target).or_default().push(id);
        }
    }
    let mut changed = BTreeSet::new();
    while let Some(id) = open.pop() {
        if changed.insert(id.clone()) {
            open.extend(parents.get(id).into_iter().flatten());
        }
    }
    changed
}

/// Whether models define the kind as a structure.
fn has_members(kind: &ShapeKind) -> bool {
    matches!(kind, ShapeKind::Structure(_) | ShapeKind::Union(_) | ShapeKind::Document)
}

/// Builds the trees of shapes.
struct TreeBuilder<'a> {
    walk: ShapeWalk<'a>,
    /// The shapes that may have additions.
    changed: BTreeSet<ShapeId>,
}

impl<'a> TreeBuilder<'a> {
    /// The tree of the additions of `after`. Lists and maps are transparent. Removals are left out, and so are changed
    /// types, unless the new type is a structure.
    fn additions(
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
        let additions = match (old_kind, new_kind) {
            (ShapeKind::List(before), ShapeKind::List(after))
            | (ShapeKind::Map { value: before, .. }, ShapeKind::Map { value: after, .. }) => {
                self.additions(old, before, after)?
            }
            (old_kind, ShapeKind::Enum(values)) if old_kind.name() == new_kind.name() => {
                let known: BTreeSet<_> = old_kind.values().iter().collect();
                let mut added: Vec<_> =
                    values.iter().filter(|value| !known.contains(value)).collect();
                added.sort_unstable();
                added.dedup();
                (!added.is_empty()).then(|| json!({ "$added": added }))
            }
            // The shape became a structure: all members are new.
            _ if has_members(new_kind) && !has_members(old_kind) => {
                let tree = type_tree(self.walk.model, after, &mut self.walk.left)?;
                Some(tree).filter(|tree| tree.as_object().is_some_and(|tree| !tree.is_empty()))
            }
            _ if has_members(new_kind) => {
                let mut additions = Map::new();
                for member in new_kind.members() {
                    let known = old_kind.members();
                    let tree = match known.iter().find(|old| old.name == member.name) {
                        None => {
                            Some(type_tree(self.walk.model, &member.target, &mut self.walk.left)?)
                        }
                        Some(before) => self.additions(old, &before.target, &member.target)?,
                    };
                    additions.extend(tree.map(|tree| (member.name.clone(), tree)));
                }
                (!additions.is_empty()).then_some(Value::Object(additions))
            }
            _ => None,
        };
        self.walk.leave();
        Ok(additions)
    }

    /// The tree of a shape within the shapes that the walk has entered.
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
            // Models define a document as a structure without members.
            ShapeKind::Document => Value::Object(Map::new()),
            scalar => Value::String(scalar.name().to_owned()),
        };
        self.walk.leave();
        Ok(tree)
    }
}
