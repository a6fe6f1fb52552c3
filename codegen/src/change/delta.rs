//! What one model has that another has not, by the rules of the published page.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::document::{Changes, OperationChange, Status};
use crate::diagnostic::Diagnostic;
use crate::ir::{Model, ShapeId, ShapeKind};

/// How deep a tree may go. No service comes near it, and hostile models must not exhaust the stack.
const MAX_DEPTH: usize = 128;

/// How many shapes the trees of one change may name. A tree repeats what is used twice, so that a small
/// model can have a tree without end.
pub const MAX_SHAPES: usize = 1_000_000;

/// What `new` has that `old` has not: new operations first, then updated ones, each in order of name.
///
/// # Errors
///
/// Fails if the change is too large to be told.
pub fn changes(old: &Model, new: &Model) -> Result<Vec<OperationChange>, Diagnostic> {
    let (updated, added): (Vec<_>, Vec<_>) =
        new.operations.values().partition(|operation| old.operations.contains_key(&operation.name));
    let added = added.into_iter().map(|operation| OperationChange {
        operation: operation.name.clone(),
        status: Status::New,
        changes: Changes::default(),
    });
    let mut all: Vec<OperationChange> = added.collect();
    let mut teller = Teller { changed: changed(old, new), ..Teller::new(new) };
    for operation in updated {
        let input = operation.input.as_ref().map_or(Ok(None), |id| teller.gained(old, id))?;
        let output = operation.output.as_ref().map_or(Ok(None), |id| teller.gained(old, id))?;
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
    let mut teller = Teller { left: *left, ..Teller::new(model) };
    let tree = teller.tree(id);
    *left = teller.left;
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

/// Writes the trees of shapes.
struct Teller<'a> {
    model: &'a Model,
    /// The shapes to look at for what they gained.
    changed: BTreeSet<ShapeId>,
    /// The shapes around the one that is being told.
    open: Vec<&'a ShapeId>,
    /// How many more shapes may be told.
    left: usize,
}

impl<'a> Teller<'a> {
    fn new(model: &'a Model) -> Self {
        Self { model, changed: BTreeSet::new(), open: Vec::new(), left: MAX_SHAPES }
    }

    /// Enters a shape, unless it is within itself.
    fn enter(&mut self, id: &'a ShapeId) -> Result<bool, Diagnostic> {
        if self.open.contains(&id) {
            return Ok(false);
        }
        if self.left == 0 || self.open.len() > MAX_DEPTH {
            let name = &self.model.service.full_name;
            return Err(Diagnostic::error(format!("the trees of {name} are too large to be told"))
                .help(format!(
                    "they are deeper than {MAX_DEPTH} or name more than {MAX_SHAPES} shapes"
                )));
        }
        self.left -= 1;
        self.open.push(id);
        Ok(true)
    }

    /// What a shape gained under its own name. Lists and maps are transparent; removals do not show.
    fn gained(&mut self, old: &Model, id: &'a ShapeId) -> Result<Option<Value>, Diagnostic> {
        let shapes = old.shapes.get(id).zip(self.model.shapes.get(id));
        let Some((before, after)) = shapes.filter(|_| self.changed.contains(id)) else {
            return Ok(None);
        };
        if !self.enter(id)? {
            return Ok(None);
        }
        let gained = match (&before.kind, &after.kind) {
            (ShapeKind::Structure(_), ShapeKind::Structure(_))
            | (ShapeKind::Union(_), ShapeKind::Union(_)) => {
                let mut gained = Map::new();
                for member in after.kind.members() {
                    let known = before.kind.members();
                    let tree = match known.iter().find(|old| old.name == member.name) {
                        None => Some(self.tree(&member.target)?),
                        Some(_) => self.gained(old, &member.target)?,
                    };
                    gained.extend(tree.map(|tree| (member.name.clone(), tree)));
                }
                (!gained.is_empty()).then_some(Value::Object(gained))
            }
            (ShapeKind::List(_), ShapeKind::List(element)) => self.gained(old, element)?,
            (ShapeKind::Map { .. }, ShapeKind::Map { value, .. }) => self.gained(old, value)?,
            (ShapeKind::Enum(before), ShapeKind::Enum(after)) => {
                let known: BTreeSet<_> = before.iter().collect();
                let mut added: Vec<_> =
                    after.iter().filter(|value| !known.contains(value)).collect();
                added.sort_unstable();
                (!added.is_empty()).then(|| json!({ "$added": added }))
            }
            _ => None,
        };
        self.open.pop();
        Ok(gained)
    }

    /// The tree of a shape that stands within those that are open.
    fn tree(&mut self, id: &'a ShapeId) -> Result<Value, Diagnostic> {
        let Some(shape) = self.model.shapes.get(id) else {
            return Ok(Value::Null);
        };
        if !self.enter(id)? {
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
        self.open.pop();
        Ok(tree)
    }
}
