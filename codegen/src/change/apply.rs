//! Applies a change document to a model, and checks that the document is complete.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::delta::{changes, type_tree};
use super::document::{ChangeDocument, MessageChanges, OperationChange, OperationStatus};
use super::walk::MAX_SHAPES;
use crate::diagnostic::{Diagnostic, Diagnostics, Guesses, Location, Source, did_you_mean};
use crate::ir::{Member, Model, Shape, ShapeId, ShapeKind, Structure};

/// Adds everything in the document to the model. A model that already has all additions is returned unchanged, after
/// the same checks.
///
/// # Errors
///
/// - Additions that contradict the model or each other.
/// - Additions that need the new model: new operations, and input members, whose HTTP binding a page does not contain.
/// - A document that omits an operation which the additions affect.
pub fn apply(
    document: &ChangeDocument,
    source: &Arc<Source>,
    old: &Model,
) -> Result<Model, Diagnostics> {
    let mut application = Application {
        model: old.clone(),
        source,
        added: BTreeMap::new(),
        errors: Diagnostics::default(),
        guesses: Guesses::default(),
        left: MAX_SHAPES,
    };
    if document.service != old.service.full_name {
        let message = format!(
            "the change document is for {}, and the model is of {}",
            document.service, old.service.full_name
        );
        application.error(message, &["service".to_owned()]);
    }
    for (index, change) in document.operations.iter().enumerate() {
        application.operation(change, vec!["operations".to_owned(), index.to_string()]);
    }
    let Application { model, added, errors, .. } = application;
    let model = errors.finish(model)?;
    if !added.is_empty() {
        check(document, source, old, &model)?;
    }
    Ok(model)
}

/// Checks that the differences of the two models are exactly the additions of the document.
fn check(
    document: &ChangeDocument,
    source: &Arc<Source>,
    old: &Model,
    new: &Model,
) -> Result<(), Diagnostics> {
    let mut errors = Diagnostics::default();
    let actual = changes(old, new)?;
    for (index, listed) in document.operations.iter().enumerate() {
        if !actual.contains(listed) {
            let location = Location::new(
                source,
                vec!["operations".to_owned(), index.to_string(), "changes".to_owned()],
            );
            let error = match actual.iter().find(|change| change.operation == listed.operation) {
                Some(change) => Diagnostic::error(format!(
                    "the additions to `{}` differ from the document",
                    listed.operation
                ))
                .help(format!(
                    "correct the document: the additions to this model are {}",
                    shown(&change.changes)
                )),
                None => Diagnostic::error(format!(
                    "the model already has a part of the change: all additions to `{}`",
                    listed.operation
                ))
                .help("apply the document to a model that has none or all of its additions"),
            };
            errors.push(error.at(location));
        }
    }
    for change in &actual {
        if !document.operations.iter().any(|listed| listed.operation == change.operation) {
            let error = Diagnostic::error(format!(
                "the change also affects `{}`, which the document omits",
                change.operation
            ))
            .at(Location::new(source, vec!["operations".to_owned()]))
            .help(format!(
                "add the operation to the document, with the changes {}",
                shown(&change.changes)
            ));
            errors.push(error);
        }
    }
    errors.finish(())
}

fn shown(changes: &MessageChanges) -> String {
    serde_json::to_string(changes).unwrap_or_default()
}

struct Application<'a> {
    model: Model,
    source: &'a Arc<Source>,
    /// The trees of the members added so far, by shape and member.
    added: BTreeMap<(ShapeId, String), Value>,
    errors: Diagnostics,
    guesses: Guesses,
    /// The number of shapes that trees may still contain.
    left: usize,
}

impl Application<'_> {
    fn operation(&mut self, change: &OperationChange, mut path: Vec<String>) {
        let Some(operation) = self.model.operations.get(&change.operation) else {
            path.push("operation".to_owned());
            let mut error =
                Diagnostic::error(format!("the model has no operation `{}`", change.operation));
            let known = self.model.operations.keys().map(String::as_str);
            error = match (change.status, self.guesses.guess(&change.operation, known)) {
                (OperationStatus::New, _) => error.help("import the new model: a change document does not contain the HTTP binding of a new operation"),
                (OperationStatus::Updated, guess) => error.or_meant(guess),
            };
            self.errors.push(error.at(Location::new(self.source, path)));
            return;
        };
        let (input, output) = (operation.input.clone(), operation.output.clone());
        path.push("changes".to_owned());
        let MessageChanges { request, response, both } = &change.changes;
        let trees = [
            ("request", request, &input),
            ("response", response, &output),
            ("both", both, &input),
            ("both", both, &output),
        ];
        for (key, tree, shape) in trees {
            let path = [&*path, &[key.to_owned()]].concat();
            match (tree, shape) {
                (None, _) => {}
                (Some(tree), Some(shape)) => self.apply_tree(shape, tree, &path),
                (Some(_), None) => {
                    self.error(format!("`{}` has no {key}", change.operation), &path);
                }
            }
        }
    }

    /// Applies the additions in `tree` to the shape `id`.
    fn apply_tree(&mut self, id: &ShapeId, tree: &Value, path: &[String]) {
        let id = &self.within_collections(id);
        let Some(shape) = self.model.shapes.get(id) else {
            return;
        };
        match (&shape.kind, tree) {
            (ShapeKind::Structure(_) | ShapeKind::Union(_), Value::Object(members)) => {
                for (name, tree) in members {
                    self.member(id, name, tree, &[path, std::slice::from_ref(name)].concat());
                }
            }
            (ShapeKind::Enum(_), Value::Object(object)) if object.contains_key("$added") => {
                self.enum_values(
                    id,
                    object.get("$added"),
                    &[path, &["$added".to_owned()]].concat(),
                );
            }
            (kind, _) => {
                let message = format!(
                    "`{id}` is a {} in the model, which cannot have these additions",
                    kind.name()
                );
                self.error(message, path);
            }
        }
    }

    /// The innermost element or value of nested lists and maps. Lists and maps that contain only each other have none:
    /// the result is one of them.
    fn within_collections(&self, id: &ShapeId) -> ShapeId {
        let mut within = id;
        for _ in 0..self.model.shapes.len() {
            match self.model.kind(within) {
                Some(ShapeKind::List(element)) => within = element,
                Some(ShapeKind::Map { value, .. }) => within = value,
                _ => break,
            }
        }
        within.clone()
    }

    fn member(&mut self, owner: &ShapeId, name: &str, tree: &Value, path: &[String]) {
        let key = (owner.clone(), name.to_owned());
        if let Some(earlier) = self.added.get(&key) {
            if earlier != tree {
                let message = format!(
                    "`{owner}.{name}` is {earlier} in an earlier operation, and {tree} in this one"
                );
                self.error(message, path);
            }
            return;
        }
        let existing = self.model.members(owner).iter().find(|member| member.name == name);
        if let Some(target) = existing.map(|member| member.target.clone()) {
            let Some(known) = self.errors.collect(type_tree(&self.model, &target, &mut self.left))
            else {
                return;
            };
            if known == *tree {
                return;
            }
            match tree {
                Value::Object(_) => self.apply_tree(&target, tree, path),
                _ => self.error(
                    format!("`{owner}.{name}` is {known} in the model, and {tree} in the document"),
                    path,
                ),
            }
            return;
        }
        if self.model.operations.values().any(|operation| operation.input.as_ref() == Some(owner)) {
            let message = format!(
                "the change document does not contain the location of `{owner}.{name}`: path, query, header or body"
            );
            let error = Diagnostic::error(message).at(Location::new(self.source, path.to_vec()));
            self.errors.push(error.help("import the new model, which contains the location"));
            return;
        }
        let Some(target) = self.shape_of(tree, &joined(owner.as_str(), name), path) else {
            return;
        };
        let shape = self.model.shapes.get_mut(owner);
        if let Some(members) = shape.and_then(|shape| Arc::make_mut(shape).kind.members_mut()) {
            members.push(Member::new(name, target));
        }
        self.added.insert(key, tree.clone());
    }

    fn enum_values(&mut self, id: &ShapeId, added: Option<&Value>, path: &[String]) {
        let added: Option<Vec<&str>> = added
            .and_then(Value::as_array)
            .and_then(|values| values.iter().map(Value::as_str).collect());
        let Some(added) = added else {
            self.error("`$added` must be an array of strings".to_owned(), path);
            return;
        };
        let shape = self.model.shapes.get_mut(id).map(Arc::make_mut);
        if let Some(Shape { kind: ShapeKind::Enum(values), .. }) = shape {
            for value in added {
                if !values.iter().any(|known| known == value) {
                    values.push(value.to_owned());
                    self.added.insert((id.clone(), value.to_owned()), Value::Null);
                }
            }
        }
    }

    /// The shape for a tree: the model's shape for a scalar, if it has no traits, or else a new shape called `name`.
    fn shape_of(&mut self, tree: &Value, name: &str, path: &[String]) -> Option<ShapeId> {
        let kind = match tree {
            Value::String(text) => match scalar(text) {
                Some(kind) => {
                    let plain = ShapeId::new(text);
                    let known = self.model.shapes.get(&plain);
                    if known.is_some_and(|known| **known == Shape::new(kind.clone())) {
                        return Some(plain);
                    }
                    kind
                }
                None if text.contains(" | ") => {
                    ShapeKind::Enum(text.split(" | ").map(str::to_owned).collect())
                }
                None => {
                    self.unknown_type(text, path);
                    return None;
                }
            },
            Value::Array(elements) if elements.len() == 1 => ShapeKind::List(self.shape_of(
                elements.first()?,
                &format!("{name}Element"),
                path,
            )?),
            Value::Object(members) if members.contains_key("$recursive") => {
                self.error(
                    "the change document does not contain the name of the recursive shape: import the new model"
                        .to_owned(),
                    path,
                );
                return None;
            }
            // A map with string keys and a structure with one member `string` have the same tree. No public model has
            // such a structure.
            Value::Object(members) if members.len() == 1 && members.contains_key("string") => {
                ShapeKind::Map {
                    key: self.shape_of(&Value::from("string"), &format!("{name}Key"), path)?,
                    value: self.shape_of(members.get("string")?, &format!("{name}Value"), path)?,
                }
            }
            Value::Object(members) => {
                let mut structure = Structure::default();
                for (member, tree) in members {
                    let target = self.shape_of(tree, &joined(name, member), path)?;
                    structure.members.push(Member::new(member, target));
                }
                ShapeKind::Structure(structure)
            }
            _ => {
                self.error(format!("{tree} is not a type"), path);
                return None;
            }
        };
        let id = ShapeId::new(name);
        if self.model.shapes.contains_key(&id) {
            self.error(
                format!("the name `{name}` for a new shape is already taken in the model"),
                path,
            );
            return None;
        }
        self.model.shapes.insert(id.clone(), Arc::new(Shape::new(kind)));
        Some(id)
    }

    /// Reports a single word that is not a type. An enum with one value has the same tree, but a typo is more likely.
    fn unknown_type(&mut self, text: &str, path: &[String]) {
        let mut error = Diagnostic::error(format!("`{text}` is not a type"))
            .at(Location::new(self.source, path.to_vec()));
        let known = SCALARS.iter().map(ShapeKind::name);
        error = match did_you_mean(text, known) {
            Some(known) => error.help(format!("did you mean `{known}`?")),
            None => {
                error.help(format!("if `{text}` is an enum with one value, import the new model"))
            }
        };
        self.errors.push(error);
    }

    fn error(&mut self, message: String, path: &[String]) {
        self.errors.push(Diagnostic::error(message).at(Location::new(self.source, path.to_vec())));
    }
}

/// The name of a new shape: the owner's name and the member's, such as `HorseOwner`.
fn joined(owner: &str, member: &str) -> String {
    let (first, rest) = member.split_at(member.chars().next().map_or(0, char::len_utf8));
    format!("{owner}{}{rest}", first.to_uppercase())
}

const SCALARS: [ShapeKind; 8] = [
    ShapeKind::Blob,
    ShapeKind::Boolean,
    ShapeKind::Integer,
    ShapeKind::Long,
    ShapeKind::Float,
    ShapeKind::Double,
    ShapeKind::String,
    ShapeKind::Timestamp(None),
];

fn scalar(name: &str) -> Option<ShapeKind> {
    SCALARS.into_iter().find(|kind| kind.name() == name)
}
