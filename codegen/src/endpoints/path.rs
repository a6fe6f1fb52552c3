//! The `JMESPath` expressions of `operationContextParams`: paths through an input.

use crate::ir::{Member, Model, ShapeId, ShapeKind};
use crate::jmespath::MAX_LENGTH;

/// The maximum number of names in a path, three times that of any service.
const MAX_NAMES: usize = 32;

/// A step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputStep {
    /// A member of a structure.
    Member(ShapeId, Box<Member>),
    /// The elements of a list.
    Elements,
    /// The keys of a map.
    Keys,
    /// The first of several paths that has a value.
    FirstOf(Vec<Vec<InputStep>>),
}

/// The steps to the texts at a path, or `None` if the path is not supported.
///
/// The forms are `keys(A)`, `A[*].B.C` and `A[*].[B.C, D.E][]`, in which each name is that of a member.
pub fn steps(model: &Model, input: &ShapeId, path: &str) -> Option<Vec<InputStep>> {
    if path.len() > MAX_LENGTH || path.split(['.', ',']).count() > MAX_NAMES {
        return None;
    }
    let (path, keys) = match path.strip_prefix("keys(") {
        Some(path) => (path.strip_suffix(')')?, true),
        None => (path, false),
    };
    let (path, choices) = match path.split_once(".[") {
        Some((path, choices)) => (path, Some(choices.strip_suffix("][]")?)),
        None => (path, None),
    };
    let (mut steps, end) = members(model, input, path)?;
    if keys {
        let ShapeKind::Map { key, .. } = model.kind(&end)? else { return None };
        steps.push(InputStep::Keys);
        return is_text(model, key).then_some(steps);
    }
    let Some(choices) = choices else { return is_text(model, &end).then_some(steps) };
    let choices = choices.split(',').map(|choice| {
        let (steps, end) = members(model, &end, choice.trim())?;
        is_text(model, &end).then_some(steps)
    });
    steps.push(InputStep::FirstOf(choices.collect::<Option<_>>()?));
    Some(steps)
}

/// The steps of `A[*].B.C`, and the shape at the end.
fn members(model: &Model, start: &ShapeId, path: &str) -> Option<(Vec<InputStep>, ShapeId)> {
    let mut steps = Vec::new();
    let mut at = start.clone();
    for name in path.split('.') {
        let (name, is_list) = match name.strip_suffix("[*]") {
            Some(name) => (name, true),
            None => (name, false),
        };
        let member = model.members(&at).iter().find(|member| member.name == name)?;
        steps.push(InputStep::Member(at.clone(), Box::new(member.clone())));
        at = member.target.clone();
        if is_list {
            let ShapeKind::List(element) = model.kind(&at)? else { return None };
            steps.push(InputStep::Elements);
            at = element.clone();
        }
    }
    Some((steps, at))
}

fn is_text(model: &Model, id: &ShapeId) -> bool {
    model.kind(id) == Some(&ShapeKind::String)
}
