//! What one model has that another has not, by the rules of the published page.

use serde_json::{Map, Value, json};

use super::document::{Changes, OperationChange, Status};
use crate::ir::{Model, ShapeId, ShapeKind};

/// How deep a tree may go. No service comes near it, and hostile models must not exhaust the stack.
const MAX_DEPTH: usize = 128;

/// What `new` has that `old` has not: new operations first, then updated ones, each in order of name.
pub fn changes(old: &Model, new: &Model) -> Vec<OperationChange> {
    let (updated, added): (Vec<_>, Vec<_>) =
        new.operations.values().partition(|operation| old.operations.contains_key(&operation.name));
    let added = added.into_iter().map(|operation| OperationChange {
        operation: operation.name.clone(),
        status: Status::New,
        changes: Changes::default(),
    });
    let updated = updated.into_iter().filter_map(|operation| {
        let gained = |id: &Option<ShapeId>| delta(old, new, id.as_ref()?, &mut Vec::new());
        let changes = match (gained(&operation.input), gained(&operation.output)) {
            (None, None) => return None,
            (Some(request), Some(response)) if request == response => {
                Changes { both: Some(request), ..Changes::default() }
            }
            (request, response) => Changes { request, response, both: None },
        };
        Some(OperationChange {
            operation: operation.name.clone(),
            status: Status::Updated,
            changes,
        })
    });
    added.chain(updated).collect()
}

/// What a shape gained under its own name. Lists and maps are transparent; removals do not show.
fn delta<'a>(
    old: &Model,
    new: &'a Model,
    id: &'a ShapeId,
    open: &mut Vec<&'a ShapeId>,
) -> Option<Value> {
    let (before, after) = (&old.shapes.get(id)?.kind, &new.shapes.get(id)?.kind);
    if open.contains(&id) || open.len() > MAX_DEPTH {
        return None;
    }
    open.push(id);
    let gained = match (before, after) {
        (ShapeKind::Structure(before), ShapeKind::Structure(after)) => {
            let mut gained = Map::new();
            for member in &after.members {
                let tree = match before.members.iter().find(|old| old.name == member.name) {
                    None => Some(open_tree(new, &member.target, open)),
                    Some(_) => delta(old, new, &member.target, open),
                };
                gained.extend(tree.map(|tree| (member.name.clone(), tree)));
            }
            (!gained.is_empty()).then_some(Value::Object(gained))
        }
        (ShapeKind::List(_), ShapeKind::List(element)) => delta(old, new, element, open),
        (ShapeKind::Map { .. }, ShapeKind::Map { value, .. }) => delta(old, new, value, open),
        (ShapeKind::Enum(before), ShapeKind::Enum(after)) => {
            let mut added: Vec<_> = after.iter().filter(|value| !before.contains(value)).collect();
            added.sort_unstable();
            (!added.is_empty()).then(|| json!({ "$added": added }))
        }
        _ => None,
    };
    open.pop();
    gained
}

/// The tree of a whole shape.
pub fn type_tree(model: &Model, id: &ShapeId) -> Value {
    open_tree(model, id, &mut Vec::new())
}

/// The tree of a shape that stands within the shapes of `open`.
fn open_tree<'a>(model: &'a Model, id: &'a ShapeId, open: &mut Vec<&'a ShapeId>) -> Value {
    if open.contains(&id) || open.len() > MAX_DEPTH {
        return json!({ "$recursive": true });
    }
    let Some(shape) = model.shapes.get(id) else {
        return Value::Null;
    };
    open.push(id);
    let tree = match &shape.kind {
        ShapeKind::Structure(structure) => structure
            .members
            .iter()
            .map(|member| (member.name.clone(), open_tree(model, &member.target, open)))
            .collect(),
        ShapeKind::List(element) => Value::Array(vec![open_tree(model, element, open)]),
        ShapeKind::Map { key, value } => {
            let key = open_tree(model, key, open);
            let key = key.as_str().unwrap_or("string").to_owned();
            Value::Object(Map::from_iter([(key, open_tree(model, value, open))]))
        }
        ShapeKind::Enum(values) => Value::String(values.join(" | ")),
        scalar => Value::String(scalar.name().to_owned()),
    };
    open.pop();
    tree
}
