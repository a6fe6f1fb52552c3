//! What can be waited for: an operation that is asked again and again, and what its replies mean.

use serde::Deserialize;
use serde_json::Value;

use super::path::{Meaning, equals, resolve};
use super::{Condition, Literal, Path, Problem};
use crate::ir::{ShapeId, ShapeKind};
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

/// What a reply means for who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It has come about.
    Success,
    /// It will not.
    Failure,
    /// It may yet.
    Retry,
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

/// `waiters-2.json`, of one waiter.
#[derive(Deserialize)]
struct Words {
    operation: String,
    delay: u64,
    #[serde(rename = "maxAttempts")]
    max_attempts: Option<u32>,
    acceptors: Vec<AcceptorWords>,
}

#[derive(Deserialize)]
struct AcceptorWords {
    state: State,
    matcher: String,
    argument: Option<String>,
    expected: Value,
}

/// The waiter that the words of the model mean.
pub(super) fn waiter(slice: &Slice, words: &Value) -> Result<Waiter, Problem> {
    let words: Words = super::words(words)?;
    if words.max_attempts == Some(0) {
        return Err(Problem::wrong("it never asks", &["maxAttempts"])
            .help("1 is to ask once; without `maxAttempts`, there is no end"));
    }
    if words.acceptors.is_empty() {
        return Err(Problem::wrong("no reply ends the wait with success", &["acceptors"])
            .help("an acceptor whose `state` is `success` says which reply does"));
    }
    let operation = slice.model.operations.get(&words.operation);
    let output = operation.and_then(|operation| operation.output.as_ref());
    let acceptors = words.acceptors.iter().enumerate().map(|(index, acceptor)| {
        let matcher = matcher(slice, output, acceptor, &index.to_string())?;
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
        operation: words.operation,
        delay: words.delay,
        max_attempts: words.max_attempts,
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
    words: &AcceptorWords,
    index: &str,
) -> Result<Matcher, Problem> {
    let wrong = |reason: &str, key: &str| Problem::wrong(reason, &["acceptors", index, key]);
    let unexpected = || wrong("nothing that this matcher looks at is like this", "expected");
    match (words.matcher.as_str(), &words.expected) {
        ("error", Value::Bool(true)) => Ok(Matcher::AnyError),
        ("error", Value::Bool(false)) => Ok(Matcher::Success),
        ("error", Value::String(code)) => Ok(Matcher::Error(code.clone())),
        ("status", Value::Number(status)) => {
            let status = status.as_u64().and_then(|status| u16::try_from(status).ok());
            let status = status.filter(|status| (100..600).contains(status));
            let status = status.ok_or_else(unexpected)?;
            Ok(if (200..300).contains(&status) {
                Matcher::Success
            } else {
                Matcher::Status(status)
            })
        }
        ("error" | "status", _) => Err(unexpected()),
        ("path" | "pathAny" | "pathAll", expected) => {
            let text = words.argument.as_deref();
            let text = text.ok_or_else(|| wrong("it does not say what it looks at", "matcher"))?;
            let output = output.ok_or_else(|| wrong("the operation has no output", "argument"))?;
            let meaning = resolve(slice, output, text, &["acceptors", index, "argument"])?;
            of_output(slice, words, text, meaning, literal(expected).ok_or_else(unexpected)?)
        }
        (matcher, _) => Err(Problem::Beyond(format!("the matcher `{matcher}`"))),
    }
}

/// What is expected of an output.
fn of_output(
    slice: &Slice,
    words: &AcceptorWords,
    text: &str,
    meaning: Meaning,
    expected: Literal,
) -> Result<Matcher, Problem> {
    let beyond = |reason: &str| Problem::Beyond(format!("`{text}`: {reason}"));
    match (words.matcher.as_str(), meaning, expected) {
        ("path", Meaning::Condition(condition), Literal::Boolean(true)) => {
            Ok(Matcher::Output(condition))
        }
        ("path", Meaning::Condition(condition), Literal::Boolean(false)) => {
            Ok(Matcher::Output(Condition::Not(Box::new(condition))))
        }
        ("path", Meaning::Path(path), Literal::Text(expected)) if !path.is_many => {
            equals(slice, path.clone(), text, Literal::Text(expected.clone()))?;
            Ok(Matcher::OneOf(path, vec![expected]))
        }
        ("path", Meaning::Path(path), expected) if !path.is_many => {
            equals(slice, path, text, expected).map(Matcher::Output)
        }
        ("pathAny" | "pathAll", Meaning::Path(path), Literal::Text(expected)) if path.is_many => {
            // Each of the values must be what the text can be compared with.
            let one = Path { is_many: false, ..path.clone() };
            equals(slice, one, text, Literal::Text(expected.clone()))?;
            Ok(if words.matcher == "pathAll" {
                Matcher::All(path, expected)
            } else {
                Matcher::Any(path, vec![expected])
            })
        }
        (matcher, ..) => Err(beyond(&format!("it is not what `{matcher}` looks at"))),
    }
}

fn literal(value: &Value) -> Option<Literal> {
    match value {
        Value::String(text) => Some(Literal::Text(text.clone())),
        Value::Bool(is) => Some(Literal::Boolean(*is)),
        value => value.as_i64().map(Literal::Number),
    }
}
