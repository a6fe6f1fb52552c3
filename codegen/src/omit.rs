//! Omits members of outputs, as the manifest's `omit` lists them.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Location, did_you_mean};
use crate::ir::{self, Model, ShapeId, ShapeKind};
use crate::slice::{self, MessageKind, Omitted, Slice};

/// The path of a member, such as `ListBackupJobs.output.BackupJobs[].CreatedBy`.
#[derive(Clone, Debug)]
pub struct MemberPath {
    /// The path: an operation, `output`, and members, with `[]` for list elements and `{}` for map values.
    pub text: String,
    /// Its location, if it was read from a file.
    pub location: Option<Location>,
}

/// Resolves the paths of omitted members.
///
/// # Errors
///
/// Paths without a member, and members that cannot be omitted.
pub fn find(slice: &Slice, paths: &[MemberPath]) -> Result<Omitted, Diagnostics> {
    let mut errors = Diagnostics::default();
    let mut omitted = Omitted::new();
    for path in paths {
        let found =
            resolve(&slice.model, &path.text).and_then(|found| check_omittable(slice, found));
        let found = found.map_err(|error| Diagnostics::from(error).or_at(path.location.as_ref()));
        if let Some((id, member)) = errors.collect(found) {
            omitted.entry(id).or_default().insert(member);
        }
    }
    errors.finish(omitted)
}

/// Removes omitted members from a copy of a model. Paths without a member are ignored: only another version of the
/// model may have the member.
pub fn without(model: &Model, operations: &BTreeSet<String>, paths: &[MemberPath]) -> Model {
    let mut trimmed = model.clone();
    let slice = slice::slice(model, operations);
    for path in paths {
        if let Ok(omitted) = find(&slice, std::slice::from_ref(path)) {
            remove(&mut trimmed, &omitted);
        }
    }
    trimmed
}

/// Removes members from a model.
pub fn remove(model: &mut Model, omitted: &Omitted) {
    for (id, names) in omitted {
        if let Some(shape) = model.shapes.get_mut(id)
            && let ShapeKind::Structure(structure) = &mut Arc::make_mut(shape).kind
        {
            structure.members.retain(|member| !names.contains(&member.name));
        }
    }
}

/// The structure and the member at the end of a path.
fn resolve(model: &Model, path: &str) -> Result<(ShapeId, String), Diagnostic> {
    let not_found = |reason: String, guess: Option<&str>| {
        let error = Diagnostic::error(format!("`{path}` is not the path of a member: {reason}"));
        match guess {
            Some(guess) => error.help(format!("did you mean `{guess}`?")),
            None => error.help("write a path such as `ListJobs.output.Jobs[].Owner`"),
        }
    };
    let mut steps = path.split('.');
    let name = steps.next().unwrap_or_default();
    let Some(operation) = model.operations.get(name) else {
        let known = model.operations.keys().map(String::as_str);
        let message = format!("operation `{name}` is not selected");
        return Err(not_found(message, did_you_mean(name, known)));
    };
    if steps.next() != Some("output") {
        return Err(not_found(format!("`{name}` must be followed by `.output`"), None));
    }
    let mut at = operation.output.clone();
    let mut last = None;
    for step in steps {
        let name = step.split(['[', '{']).next().unwrap_or_default();
        let Some(id) = at else {
            return Err(not_found(format!("there is no shape before `{step}`"), None));
        };
        let members = model.members(&id);
        let Some(member) = members.iter().find(|member| member.name == name) else {
            let known = members.iter().map(|member| member.name.as_str());
            let message = format!("`{id}` has no member `{name}`");
            return Err(not_found(message, did_you_mean(name, known)));
        };
        let target =
            follow_marks(model, member.target.clone(), step.get(name.len()..).unwrap_or(""));
        last = Some((id, member.name.clone(), step.len() == name.len()));
        at = target;
    }
    match last {
        Some((id, member, true)) => Ok((id, member)),
        _ => Err(not_found("the path does not end in a member".to_owned(), None)),
    }
}

/// The shape after the marks `[]` and `{}`.
fn follow_marks(model: &Model, from: ShapeId, mut marks: &str) -> Option<ShapeId> {
    let mut at = from;
    while !marks.is_empty() {
        let (to, mark) = match model.kind(&at)? {
            ShapeKind::List(element) => (element, "[]"),
            ShapeKind::Map { value, .. } => (value, "{}"),
            _ => return None,
        };
        marks = marks.strip_prefix(mark)?;
        at = to.clone();
    }
    Some(at)
}

/// Rejects members that requests, unions or bodies need.
fn check_omittable(
    slice: &Slice,
    (id, name): (ShapeId, String),
) -> Result<(ShapeId, String), Diagnostic> {
    let refuse = |reason: &str| {
        Err(Diagnostic::error(format!("member `{name}` of `{id}` cannot be omitted: {reason}")))
    };
    if let Some(ShapeKind::Union(_)) = slice.model.kind(&id) {
        return refuse("the member is a variant of a union");
    }
    if slice.usage.get(&id).is_some_and(|usage| usage.message_kinds.contains(&MessageKind::Input)) {
        return refuse("requests also contain the member");
    }
    let mut members = slice.model.members(&id).iter();
    let is_payload =
        |member: &ir::Member| member.location == ir::HttpLocation::Payload || member.is_events();
    if members.any(|member| member.name == name && is_payload(member)) {
        return refuse("the member is the whole body of the response");
    }
    Ok((id, name))
}
