//! Cuts a model to some operations, and to the shapes that these need.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::diagnostic::Diagnostics;
use crate::discovery::with_discovery;
use crate::frontend::botocore::Merged;
use crate::frontend::key_table::KeyLevel;
use crate::frontend::{Format, ModelFiles};
use crate::ir::Model;
use crate::selection::{OperationName, Selection};

/// The keys of a Smithy resource whose value is an operation.
const LIFECYCLE: [&str; 6] = ["create", "put", "read", "update", "delete", "list"];

/// The keys of a Smithy service or resource whose value is a list of operations.
const OPERATION_LISTS: [&str; 2] = ["operations", "collectionOperations"];

/// The kept operations and shapes, by their names in the files.
#[derive(Debug)]
pub struct Cut {
    operations: BTreeSet<String>,
    shapes: BTreeSet<String>,
}

impl Cut {
    /// The cut of a model to the operations `names`.
    ///
    /// # Errors
    ///
    /// Fails if the model does not have the operations, or has none.
    pub fn new(
        files: &ModelFiles,
        model: &Model,
        names: &BTreeSet<String>,
    ) -> Result<Self, Diagnostics> {
        let selection = Selection::Named(names.iter().map(OperationName::from).collect());
        let operations = with_discovery(model, selection.resolve(model, BTreeSet::new())?);
        let api = Merged::new(&files.api)?.value()?;
        let shapes = match Format::of(files) {
            Format::Botocore => botocore_shapes(&api, &operations),
            Format::Smithy => smithy_shapes(&api, &operations),
        };
        Ok(Self { operations, shapes })
    }

    /// Removes everything else from a file of the model.
    pub fn apply(&self, file: &mut Map<String, Value>, top: KeyLevel) {
        match top {
            KeyLevel::Top | KeyLevel::Docs => {
                self.keep_operations(file, "operations");
                self.keep_operations(file, "examples");
                let shapes = file.get_mut("shapes").and_then(Value::as_object_mut);
                if let Some(shapes) = shapes {
                    shapes.retain(|name, _| self.shapes.contains(name));
                    shapes.values_mut().for_each(|docs| self.keep_references(docs));
                }
            }
            KeyLevel::Paginators => self.keep_operations(file, "pagination"),
            KeyLevel::Waiters => {
                if let Some(waiters) = file.get_mut("waiters").and_then(Value::as_object_mut) {
                    let operation =
                        |waiter: &Value| waiter.get("operation")?.as_str().map(str::to_owned);
                    waiters.retain(|_, waiter| {
                        operation(waiter).is_some_and(|name| self.operations.contains(&name))
                    });
                }
            }
            KeyLevel::SmithyModel => {
                if let Some(shapes) = file.get_mut("shapes").and_then(Value::as_object_mut) {
                    // The target of an `apply` statement may be a member.
                    let target = |id: &str| id.split('$').next().unwrap_or_default().to_owned();
                    shapes.retain(|id, _| self.shapes.contains(&target(id)));
                    shapes.values_mut().for_each(|shape| keep_targets(shape, &self.shapes));
                }
            }
            _ => {}
        }
    }

    /// Keeps the entries of the operations in an object.
    fn keep_operations(&self, file: &mut Map<String, Value>, key: &str) {
        if let Some(entries) = file.get_mut(key).and_then(Value::as_object_mut) {
            entries.retain(|name, _| self.operations.contains(name));
        }
    }

    /// Keeps the documentation of members of kept shapes, which is under `Shape$member`.
    fn keep_references(&self, docs: &mut Value) {
        if let Some(references) = docs.get_mut("refs").and_then(Value::as_object_mut) {
            let shape = |member: &str| member.split('$').next().unwrap_or_default().to_owned();
            references.retain(|member, _| self.shapes.contains(&shape(member)));
        }
    }
}

/// The shapes of a botocore model that the operations need.
fn botocore_shapes(api: &Map<String, Value>, operations: &BTreeSet<String>) -> BTreeSet<String> {
    let entry = |key: &str, name: &str| api.get(key)?.get(name);
    let mut open = Vec::new();
    for operation in operations.iter().filter_map(|name| entry("operations", name)) {
        references(operation, "shape", &mut open);
    }
    let mut reached = BTreeSet::new();
    while let Some(name) = open.pop() {
        if let Some(shape) = entry("shapes", &name)
            && reached.insert(name)
        {
            references(shape, "shape", &mut open);
        }
    }
    reached
}

/// The shapes of a Smithy model that the operations need: also the service, resources with one of the operations, and
/// the definitions of traits.
fn smithy_shapes(api: &Map<String, Value>, operations: &BTreeSet<String>) -> BTreeSet<String> {
    let none = Map::new();
    let shapes = api.get("shapes").and_then(Value::as_object).unwrap_or(&none);
    let kind =
        |id: &str| shapes.get(id).and_then(|shape| shape.get("type")).and_then(Value::as_str);
    let name = |id: &str| id.rsplit('#').next().unwrap_or_default().to_owned();
    let is_kept_operation = |id: &str| operations.contains(&name(id));
    let mut open: Vec<String> =
        shapes.keys().filter(|id| kind(id) == Some("service")).cloned().collect();
    open.extend(resources_of(shapes, &is_kept_operation));
    let mut reached = BTreeSet::new();
    while let Some(id) = open.pop() {
        let Some(shape) = shapes.get(&id) else { continue };
        let is_omitted = match kind(&id) {
            Some("operation") => !is_kept_operation(&id),
            Some("apply") => true,
            _ => false,
        };
        if is_omitted || !reached.insert(id) {
            continue;
        }
        let mut targets = Vec::new();
        references(shape, "target", &mut targets);
        // A resource is reached from its operations, and not from the service that lists it.
        targets.retain(|target| kind(target) != Some("resource"));
        trait_shapes(shape, &mut targets);
        open.extend(targets);
    }
    reached
}

/// The resources with a kept operation, and those around them.
fn resources_of(shapes: &Map<String, Value>, is_kept: &dyn Fn(&str) -> bool) -> BTreeSet<String> {
    let mut parents: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    let is_resource = |shape: &Value| shape.get("type") == Some(&"resource".into());
    for (id, resource) in shapes.iter().filter(|(_, shape)| is_resource(shape)) {
        let mut targets = Vec::new();
        references(resource, "target", &mut targets);
        for target in targets {
            parents.entry(target).or_default().push(id);
        }
    }
    let kept = parents.iter().filter(|(target, _)| is_kept(target));
    let mut open: Vec<&String> = kept.flat_map(|(_, ids)| ids.iter().copied()).collect();
    let mut reached = BTreeSet::new();
    while let Some(id) = open.pop() {
        if reached.insert(id.clone()) {
            open.extend(parents.get(id).into_iter().flatten());
        }
    }
    reached
}

/// The traits of a shape and its members, which may be defined by the model.
fn trait_shapes(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            if let Some(traits) = object.get("traits").and_then(Value::as_object) {
                found.extend(traits.keys().cloned());
            }
            object.values().for_each(|value| trait_shapes(value, found));
        }
        Value::Array(elements) => elements.iter().for_each(|value| trait_shapes(value, found)),
        _ => {}
    }
}

/// Removes references to operations and resources that are not kept, from a service or resource.
fn keep_targets(shape: &mut Value, kept: &BTreeSet<String>) {
    let Some(shape) = shape.as_object_mut() else { return };
    if !["service", "resource"].iter().any(|kind| shape.get("type") == Some(&(*kind).into())) {
        return;
    }
    let is_kept = |reference: &Value| {
        reference.get("target").and_then(Value::as_str).is_some_and(|id| kept.contains(id))
    };
    for key in LIFECYCLE {
        if shape.get(key).is_some_and(|reference| !is_kept(reference)) {
            shape.remove(key);
        }
    }
    for key in OPERATION_LISTS.into_iter().chain(["resources"]) {
        if let Some(references) = shape.get_mut(key).and_then(Value::as_array_mut) {
            references.retain(is_kept);
        }
    }
    if let Some(names) = shape.get_mut("rename").and_then(Value::as_object_mut) {
        names.retain(|id, _| kept.contains(id));
    }
}

/// The texts of all keys with this name. The parser of JSON limits the depth.
fn references(value: &Value, key: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                match value {
                    Value::String(text) if name == key => found.push(text.clone()),
                    value => references(value, key, found),
                }
            }
        }
        Value::Array(elements) => elements.iter().for_each(|value| references(value, key, found)),
        _ => {}
    }
}
