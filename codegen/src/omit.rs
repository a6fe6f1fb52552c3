//! Leaves members of outputs out, because somebody who owns the code does not want them.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Location, did_you_mean};
use crate::ir::{self, Model, ShapeId, ShapeKind};
use crate::slice::{self, Omitted, Part, Slice};

/// The path of a member, such as `ListBackupJobs.output.BackupJobs[].CreatedBy`.
#[derive(Clone, Debug)]
pub struct MemberPath {
    /// The path: an operation, `output`, and members, `[]` for what is in a list, `{}` for what is in a map.
    pub text: String,
    /// Where it was written, if it was in a file.
    pub location: Option<Location>,
}

/// Finds the members of a slice that paths lead to.
///
/// # Errors
///
/// Paths that lead to nothing that can be left out, each with the reason.
pub fn find(slice: &Slice, paths: &[MemberPath]) -> Result<Omitted, Diagnostics> {
    let mut errors = Diagnostics::default();
    let mut omitted = Omitted::new();
    for path in paths {
        let found = resolve(&slice.model, &path.text).and_then(|found| allowed(slice, found));
        let found = found.map_err(|error| Diagnostics::from(error).or_at(path.location.as_ref()));
        if let Some((id, member)) = errors.collect(found) {
            omitted.entry(id).or_default().insert(member);
        }
    }
    errors.finish(omitted)
}

/// A model without the members that paths lead to from some operations. What is not there need not be left out, since
/// another version of the model may have it.
pub fn without(model: &Model, operations: &BTreeSet<String>, paths: &[MemberPath]) -> Model {
    let mut rest = model.clone();
    let slice = slice::slice(model, operations);
    for path in paths {
        if let Ok(omitted) = find(&slice, std::slice::from_ref(path)) {
            remove(&mut rest, &omitted);
        }
    }
    rest
}

/// Takes members out of a model.
pub fn remove(model: &mut Model, omitted: &Omitted) {
    for (id, names) in omitted {
        if let Some(shape) = model.shapes.get_mut(id)
            && let ShapeKind::Structure(structure) = &mut Arc::make_mut(shape).kind
        {
            structure.members.retain(|member| !names.contains(&member.name));
        }
    }
}

/// The structure and the member that a path leads to.
fn resolve(model: &Model, path: &str) -> Result<(ShapeId, String), Diagnostic> {
    let nothing = |message: String, guess: Option<&str>| {
        let error = Diagnostic::error(format!("`{path}` leads to nothing: {message}"));
        match guess {
            Some(guess) => error.help(format!("did you mean `{guess}`?")),
            None => error.help("such a path is `ListJobs.output.Jobs[].Owner`"),
        }
    };
    let mut steps = path.split('.');
    let name = steps.next().unwrap_or_default();
    let Some(operation) = model.operations.get(name) else {
        let known = model.operations.keys().map(String::as_str);
        let message = format!("no operation `{name}` is generated here");
        return Err(nothing(message, did_you_mean(name, known)));
    };
    if steps.next() != Some("output") {
        return Err(nothing(format!("after `{name}` comes `.output`"), None));
    }
    let mut at = operation.output.clone();
    let mut last = None;
    for step in steps {
        let name = step.split(['[', '{']).next().unwrap_or_default();
        let Some(id) = at else { return Err(nothing(format!("`{step}` is in nothing"), None)) };
        let members = model.members(&id);
        let Some(member) = members.iter().find(|member| member.name == name) else {
            let known = members.iter().map(|member| member.name.as_str());
            let message = format!("`{id}` has no member `{name}`");
            return Err(nothing(message, did_you_mean(name, known)));
        };
        let within = within(model, member.target.clone(), step.get(name.len()..).unwrap_or(""));
        last = Some((id, member.name.clone(), step.len() == name.len()));
        at = within;
    }
    match last {
        Some((id, member, true)) => Ok((id, member)),
        _ => Err(nothing("it does not end in a member".to_owned(), None)),
    }
}

/// The shape that `[]` and `{}` lead to from another.
fn within(model: &Model, from: ShapeId, mut marks: &str) -> Option<ShapeId> {
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

/// Refuses what callers, or the wire, would miss.
fn allowed(slice: &Slice, (id, name): (ShapeId, String)) -> Result<(ShapeId, String), Diagnostic> {
    let refuse = |why: String| {
        Err(Diagnostic::error(format!("`{name}` of `{id}` cannot be left out: {why}")))
    };
    if let Some(ShapeKind::Union(_)) = slice.model.kind(&id) {
        return refuse("it is a variant of a union".to_owned());
    }
    if slice.usage.get(&id).is_some_and(|usage| usage.parts.contains(&Part::Input)) {
        return refuse("requests have it, too".to_owned());
    }
    let mut members = slice.model.members(&id).iter();
    let is_payload = |member: &ir::Member| member.location == ir::Location::Payload;
    if members.any(|member| member.name == name && is_payload(member)) {
        return refuse("it is the whole body of the reply".to_owned());
    }
    Ok((id, name))
}
