//! Applies a change document to a model, and proves that it says all that changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::delta::{changes, type_tree};
use super::document::{ChangeDocument, Changes, OperationChange, Status};
use super::walk::MAX_SHAPES;
use crate::diagnostic::{Diagnostic, Diagnostics, Guesses, Location, Source, did_you_mean};
use crate::ir::{Member, Model, Shape, ShapeId, ShapeKind, Structure};

/// The model with everything that the document says was added. A model that has it all comes back as it
/// was; the document is checked against it all the same.
///
/// # Errors
///
/// Claims that contradict the model or each other, claims that only the new model can back (new
/// operations, members of an input of which the page does not say how they travel), and documents that
/// leave out an operation which the change reaches.
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
            "the change is to {}, the model is of {}",
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
        prove(document, source, old, &model)?;
    }
    Ok(model)
}

/// The difference of the two models must be the document: nothing more and nothing less.
fn prove(
    document: &ChangeDocument,
    source: &Arc<Source>,
    old: &Model,
    new: &Model,
) -> Result<(), Diagnostics> {
    let mut errors = Diagnostics::default();
    let real = changes(old, new)?;
    for (index, claimed) in document.operations.iter().enumerate() {
        if !real.contains(claimed) {
            let location = Location::new(
                source,
                vec!["operations".to_owned(), index.to_string(), "changes".to_owned()],
            );
            let error = match real.iter().find(|change| change.operation == claimed.operation) {
                Some(change) => Diagnostic::error(format!(
                    "`{}` gains something else than this",
                    claimed.operation
                ))
                .help(format!(
                    "applied to the model, the document adds {}",
                    shown(&change.changes)
                )),
                None => Diagnostic::error(format!(
                    "the model already has part of the document: all of `{}`",
                    claimed.operation
                ))
                .help("apply it to a model from before the change, or to one from after it"),
            };
            errors.push(error.at(location));
        }
    }
    for change in &real {
        if !document.operations.iter().any(|claimed| claimed.operation == change.operation) {
            let error = Diagnostic::error(format!(
                "the change also reaches `{}`, which the document leaves out",
                change.operation
            ))
            .at(Location::new(source, vec!["operations".to_owned()]))
            .help(format!("it gains {}", shown(&change.changes)));
            errors.push(error);
        }
    }
    errors.finish(())
}

fn shown(changes: &Changes) -> String {
    serde_json::to_string(changes).unwrap_or_default()
}

struct Application<'a> {
    model: Model,
    source: &'a Arc<Source>,
    /// What the document added so far, by shape and member, with the tree that was claimed.
    added: BTreeMap<(ShapeId, String), Value>,
    errors: Diagnostics,
    guesses: Guesses,
    /// How many more shapes may be told in trees.
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
                (Status::New, _) => error.help("a page does not say how a new operation is bound to HTTP: import the new model"),
                (Status::Updated, guess) => error.or_meant(guess),
            };
            self.errors.push(error.at(Location::new(self.source, path)));
            return;
        };
        let (input, output) = (operation.input.clone(), operation.output.clone());
        path.push("changes".to_owned());
        let Changes { request, response, both } = &change.changes;
        let claims = [
            ("request", request, &input),
            ("response", response, &output),
            ("both", both, &input),
            ("both", both, &output),
        ];
        for (key, tree, shape) in claims {
            let path = [&*path, &[key.to_owned()]].concat();
            match (tree, shape) {
                (None, _) => {}
                (Some(tree), Some(shape)) => self.claim(shape, tree, &path),
                (Some(_), None) => {
                    self.error(format!("`{}` has no {key}", change.operation), &path);
                }
            }
        }
    }

    /// Applies what the document says that `id` gained.
    fn claim(&mut self, id: &ShapeId, tree: &Value, path: &[String]) {
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
            (ShapeKind::Enum(_), Value::Object(claim)) if claim.contains_key("$added") => {
                self.enum_values(id, claim.get("$added"), &[path, &["$added".to_owned()]].concat());
            }
            (kind, _) => {
                let message =
                    format!("`{id}` is a {} in the model, and cannot gain this", kind.name());
                self.error(message, path);
            }
        }
    }

    /// What the lists and maps of `id` hold in the end; themselves, if they hold nothing but each other.
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
        let place = (owner.clone(), name.to_owned());
        if let Some(claimed) = self.added.get(&place) {
            if claimed != tree {
                let message =
                    format!("`{owner}.{name}` was said to be {claimed} above, and {tree} here");
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
                Value::Object(_) => self.claim(&target, tree, path),
                _ => self.error(
                    format!("`{owner}.{name}` is {known} in the model, and {tree} here"),
                    path,
                ),
            }
            return;
        }
        if self.model.operations.values().any(|operation| operation.input.as_ref() == Some(owner)) {
            let message = format!(
                "the change does not say how `{owner}.{name}` travels: in path, query, header or body"
            );
            let error = Diagnostic::error(message).at(Location::new(self.source, path.to_vec()));
            self.errors.push(error.help("import the model that has this member"));
            return;
        }
        let Some(target) = self.shape_of(tree, &joined(owner.as_str(), name), path) else {
            return;
        };
        let shape = self.model.shapes.get_mut(owner);
        if let Some(members) = shape.and_then(|shape| Arc::make_mut(shape).kind.members_mut()) {
            members.push(Member::new(name, target));
        }
        self.added.insert(place, tree.clone());
    }

    fn enum_values(&mut self, id: &ShapeId, claimed: Option<&Value>, path: &[String]) {
        let claimed: Option<Vec<&str>> = claimed
            .and_then(Value::as_array)
            .and_then(|values| values.iter().map(Value::as_str).collect());
        let Some(claimed) = claimed else {
            self.error("added values are an array of strings".to_owned(), path);
            return;
        };
        let shape = self.model.shapes.get_mut(id).map(Arc::make_mut);
        if let Some(Shape { kind: ShapeKind::Enum(values), .. }) = shape {
            for value in claimed {
                if !values.iter().any(|known| known == value) {
                    values.push(value.to_owned());
                    self.added.insert((id.clone(), value.to_owned()), Value::Null);
                }
            }
        }
    }

    /// A shape for the type that a tree describes: one that the model has, where it has such a scalar
    /// without traits of its own, else a new one called `name`.
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
                    "the change does not say which shape recurs here: import the new model"
                        .to_owned(),
                    path,
                );
                return None;
            }
            // The page prints a map of strings and a structure with one member `string` alike; no public
            // model has such a structure.
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
                format!("the model has a shape `{name}`, which the new type would be called"),
                path,
            );
            return None;
        }
        self.model.shapes.insert(id.clone(), Arc::new(Shape::new(kind)));
        Some(id)
    }

    /// A word alone is the name of a type. It could be an enum of one value, too, but a mistake is likelier.
    fn unknown_type(&mut self, text: &str, path: &[String]) {
        let mut error = Diagnostic::error(format!("`{text}` is not a type"))
            .at(Location::new(self.source, path.to_vec()));
        let known = SCALARS.iter().map(ShapeKind::name);
        error = match did_you_mean(text, known) {
            Some(known) => error.help(format!("did you mean `{known}`?")),
            None => error.help("if it is an enum of one value, import the model that has it"),
        };
        self.errors.push(error);
    }

    fn error(&mut self, message: String, path: &[String]) {
        self.errors.push(Diagnostic::error(message).at(Location::new(self.source, path.to_vec())));
    }
}

/// The name of a shape that a change brings: what it belongs to, and its member.
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
