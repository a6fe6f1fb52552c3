//! What can be waited for: an operation that is asked again and again, and what its replies mean.

use super::path::{Meaning, equals, resolve};
use super::{Condition, Literal, Part, Path, Problem, State};
use crate::ir::{Comparison, Expected, ReplyMatch, ShapeId, ShapeKind, Waitable, WaitablePart};
use crate::slice::Slice;

/// Something that can be waited for.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiter {
    /// The operation to ask.
    pub operation: String,
    /// How long to wait between two requests, in seconds.
    pub delay: u64,
    /// How often to ask, if the model says it.
    pub max_attempts: Option<u32>,
    /// What replies mean. The first that matches counts.
    pub acceptors: Vec<Acceptor>,
    /// The values that it looks for and that the model does not have, each with the enum. A service may have them
    /// nevertheless: models leave out values, and waiters are written by others.
    pub unknown_values: Vec<(String, ShapeId)>,
}

/// What a reply means, if it is like this.
#[derive(Clone, Debug, PartialEq)]
pub struct Acceptor {
    /// What it means.
    pub state: State,
    /// What it is like.
    pub matcher: Matcher,
}

impl Acceptor {
    /// Takes the texts of the acceptor that follows, if that looks for others of the same and means the same.
    fn takes_in(&mut self, next: &Self) -> bool {
        if self.state != next.state {
            return false;
        }
        match (&mut self.matcher, &next.matcher) {
            (Matcher::OneOf(path, texts), Matcher::OneOf(other, more))
            | (Matcher::Any(path, texts), Matcher::Any(other, more))
                if path == other =>
            {
                texts.extend(more.iter().cloned());
                true
            }
            _ => false,
        }
    }
}

/// What a reply may be like.
#[derive(Clone, Debug, PartialEq)]
pub enum Matcher {
    /// The operation succeeded, and this holds of its output.
    Output(Condition),
    /// The operation succeeded, and what is there is one of these texts.
    OneOf(Path, Vec<String>),
    /// The operation succeeded, and some of the values there are one of these texts.
    Any(Path, Vec<String>),
    /// The operation succeeded, and there are values there that all are this text.
    All(Path, String),
    /// The operation succeeded.
    Success,
    /// The operation failed.
    AnyError,
    /// The operation failed with this error.
    Error(String),
    /// The operation failed with this status.
    Status(u16),
}

/// The waiter that a model describes.
pub(super) fn waiter(slice: &Slice, waitable: &Waitable) -> Result<Waiter, Problem> {
    if waitable.max_attempts == Some(0) {
        return Err(Problem::wrong("it never asks", Part::Waitable(WaitablePart::MaxAttempts))
            .help("1 is to ask once; without `maxAttempts`, there is no end"));
    }
    if waitable.acceptors.is_empty() {
        let part = Part::Waitable(WaitablePart::Acceptors);
        return Err(Problem::wrong("no reply ends the wait with success", part)
            .help("an acceptor whose `state` is `success` says which reply does"));
    }
    let operation = slice.model.operations.get(&waitable.operation);
    let output = operation.and_then(|operation| operation.output.as_ref());
    let acceptors = waitable.acceptors.iter().enumerate().map(|(index, acceptor)| {
        let matcher = matcher(slice, output, &acceptor.reply, index)?;
        Ok(Acceptor { state: acceptor.state, matcher })
    });
    let mut joined: Vec<Acceptor> = Vec::new();
    let mut unknown_values = Vec::new();
    for acceptor in acceptors {
        let acceptor = acceptor?;
        unknown_values.extend(unknown_value(slice, &acceptor.matcher));
        if !joined.last_mut().is_some_and(|last| last.takes_in(&acceptor)) {
            joined.push(acceptor);
        }
    }
    Ok(Waiter {
        acceptors: joined,
        operation: waitable.operation.clone(),
        delay: waitable.delay,
        max_attempts: waitable.max_attempts,
        unknown_values,
    })
}

/// The text that is looked for, if it is not a value of the enum where it is looked for.
fn unknown_value(slice: &Slice, matcher: &Matcher) -> Option<(String, ShapeId)> {
    let (path, text) = match matcher {
        Matcher::OneOf(path, texts) | Matcher::Any(path, texts) => (path, texts.first()?),
        Matcher::All(path, text) => (path, text),
        _ => return None,
    };
    let Some(ShapeKind::Enum(values)) = slice.model.kind(&path.target) else { return None };
    (!values.contains(text)).then(|| (text.clone(), path.target.clone()))
}

fn matcher(
    slice: &Slice,
    output: Option<&ShapeId>,
    reply: &ReplyMatch,
    index: usize,
) -> Result<Matcher, Problem> {
    match reply {
        ReplyMatch::Success => Ok(Matcher::Success),
        ReplyMatch::AnyError => Ok(Matcher::AnyError),
        ReplyMatch::Error(code) => Ok(Matcher::Error(code.clone())),
        ReplyMatch::Status(status) => Ok(Matcher::Status(*status)),
        ReplyMatch::Output { path, comparison, expected } => {
            let part = Part::Waitable(WaitablePart::Path(index));
            let output =
                output.ok_or_else(|| Problem::wrong("the operation has no output", part))?;
            let meaning = resolve(slice, output, path, part)?;
            of_output(slice, (path, part), meaning, *comparison, literal(expected))
        }
        ReplyMatch::Unknown(matcher) => Err(Problem::Beyond(format!("the matcher `{matcher}`"))),
    }
}

/// What is expected of an output.
fn of_output(
    slice: &Slice,
    (text, part): (&str, Part),
    meaning: Meaning,
    comparison: Comparison,
    expected: Literal,
) -> Result<Matcher, Problem> {
    let beyond = |reason: &str| Problem::Beyond(format!("`{text}`: {reason}"));
    match (comparison, meaning, expected) {
        (Comparison::Equals, Meaning::Condition(condition), Literal::Boolean(true)) => {
            Ok(Matcher::Output(condition))
        }
        (Comparison::Equals, Meaning::Condition(condition), Literal::Boolean(false)) => {
            Ok(Matcher::Output(Condition::Not(Box::new(condition))))
        }
        (Comparison::Equals, Meaning::Path(path), Literal::Text(expected)) if !path.is_many => {
            equals(slice, path.clone(), (text, part), Literal::Text(expected.clone()))?;
            Ok(Matcher::OneOf(path, vec![expected]))
        }
        (Comparison::Equals, Meaning::Path(path), expected) if !path.is_many => {
            equals(slice, path, (text, part), expected).map(Matcher::Output)
        }
        (Comparison::Any | Comparison::All, Meaning::Path(path), Literal::Text(expected))
            if path.is_many =>
        {
            // Each of the values must be what the text can be compared with.
            let one = Path { is_many: false, ..path.clone() };
            equals(slice, one, (text, part), Literal::Text(expected.clone()))?;
            Ok(if comparison == Comparison::All {
                Matcher::All(path, expected)
            } else {
                Matcher::Any(path, vec![expected])
            })
        }
        (comparison, ..) => {
            Err(beyond(&format!("it is not what `{}` looks at", comparison.word())))
        }
    }
}

fn literal(expected: &Expected) -> Literal {
    match expected {
        Expected::Text(text) => Literal::Text(text.clone()),
        Expected::Boolean(is) => Literal::Boolean(*is),
        Expected::Number(number) => Literal::Number(*number),
    }
}
