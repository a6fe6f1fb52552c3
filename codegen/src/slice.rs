//! The slice: the chosen operations and every shape that they reach.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::ir::{Docs, Model, ShapeId};

/// A model that holds nothing but what some operations need.
#[derive(Clone, Debug)]
pub struct Slice {
    /// The operations and shapes that are left.
    pub model: Model,
    /// What each of the shapes is used for.
    pub usage: BTreeMap<ShapeId, Usage>,
}

/// What a shape is used for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// What it is, or is part of.
    pub parts: BTreeSet<Part>,
    /// Another shape refers to it, or it is an error; else it is only the input or output of operations.
    pub shared: bool,
    /// The first path that reaches it, such as `ListBackupJobs.output.BackupJobs[]`.
    pub because: String,
}

/// What operations are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// An input.
    Input,
    /// An output.
    Output,
    /// An error.
    Error,
}

/// Takes the slice of `operations` out of `model`.
///
/// # Errors
///
/// Names of operations that the model does not have.
pub fn slice(model: &Model, operations: &BTreeSet<String>) -> Result<Slice, Diagnostics> {
    let mut errors = Diagnostics::default();
    for name in operations {
        if !model.operations.contains_key(name) {
            let known = model.operations.keys().map(String::as_str);
            let mut error =
                Diagnostic::error(format!("{} has no operation `{name}`", model.service.full_name));
            if let Some(known) = did_you_mean(name, known) {
                error = error.help(format!("did you mean `{known}`?"));
            }
            errors.push(error);
        }
    }
    if operations.is_empty() {
        errors.push(Diagnostic::error("no operation is selected"));
    }
    errors.finish(())?;

    let mut usage = BTreeMap::new();
    let selected = model.operations.iter().filter(|(name, _)| operations.contains(*name));
    for (name, operation) in selected.clone() {
        let mut reach = |id: &ShapeId, path: &str, part: Part| {
            closure(model, id, &format!("{name}.{path}"), part, &mut usage);
        };
        operation.input.iter().for_each(|id| reach(id, "input", Part::Input));
        operation.output.iter().for_each(|id| reach(id, "output", Part::Output));
        operation.errors.iter().for_each(|id| reach(id, &format!("errors.{id}"), Part::Error));
        for id in &operation.errors {
            usage.entry(id.clone()).or_insert_with(Usage::default).shared = true;
        }
    }
    let kept = |id: &ShapeId| usage.contains_key(id);
    let docs = Docs {
        service: model.docs.service.clone(),
        operations: keep(&model.docs.operations, |name| operations.contains(name)),
        shapes: keep(&model.docs.shapes, kept),
    };
    let model = Model {
        service: model.service.clone(),
        operations: selected.map(|(name, operation)| (name.clone(), operation.clone())).collect(),
        shapes: keep(&model.shapes, kept),
        docs,
        origin: model.origin.clone(),
    };
    Ok(Slice { model, usage })
}

fn keep<K: Ord + Clone, V: Clone>(
    map: &BTreeMap<K, V>,
    kept: impl Fn(&K) -> bool,
) -> BTreeMap<K, V> {
    map.iter()
        .filter(|(key, _)| kept(key))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// Marks `id` and everything that it refers to. Without recursion, since models may nest deeply.
fn closure(
    model: &Model,
    id: &ShapeId,
    path: &str,
    part: Part,
    usage: &mut BTreeMap<ShapeId, Usage>,
) {
    let mut open = vec![(id.clone(), path.to_owned(), false)];
    let mut seen = BTreeSet::new();
    while let Some((id, path, shared)) = open.pop() {
        let entry = usage
            .entry(id.clone())
            .or_insert_with(|| Usage { because: path.clone(), ..Usage::default() });
        entry.shared |= shared;
        entry.parts.insert(part);
        if !seen.insert(id.clone()) {
            continue;
        }
        // Pushed in reverse, so that shapes are reached in the order of the model.
        let children = children(model, &id, &path);
        open.extend(children.into_iter().rev().map(|(id, path)| (id, path, true)));
    }
}

/// The shapes that `id` refers to, each with its path.
fn children(model: &Model, id: &ShapeId, path: &str) -> Vec<(ShapeId, String)> {
    use crate::ir::ShapeKind::{List, Map, Structure};
    match model.shapes.get(id).map(|shape| &shape.kind) {
        Some(Structure(structure)) => structure
            .members
            .iter()
            .map(|member| (member.target.clone(), format!("{path}.{}", member.name)))
            .collect(),
        Some(List(element)) => vec![(element.clone(), format!("{path}[]"))],
        Some(Map { key, value }) => {
            vec![(key.clone(), format!("{path}{{key}}")), (value.clone(), format!("{path}{{}}"))]
        }
        _ => Vec::new(),
    }
}
