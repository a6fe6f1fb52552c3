//! Waiters: resolves the conditions under which a model's waiters succeed, fail or retry.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::ir::{
    ExpectedValue, PathComparison, ShapeId, ShapeKind, WaitState, Waitable, WaitableMatcher,
    WaitablePart,
};
use crate::jmespath::{Literal, OutputCondition, OutputPath, ResolvedExpression, equals, resolve};
use crate::resolve_error::{self, ResolveError, Unsupported, UsageKey};
use crate::slice::Slice;

/// The waiters of a slice, by name.
pub type ResolvedWaiters = BTreeMap<String, Result<Waiter, Unsupported>>;

/// A waiter: an operation that is polled until an acceptor decides success or failure.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiter {
    /// The polled operation.
    pub operation: String,
    /// The delay between two requests, in seconds.
    pub delay: u64,
    /// The maximum number of requests, if the model limits it.
    pub max_attempts: Option<u32>,
    /// The acceptors. The first match decides.
    pub acceptors: Vec<Acceptor>,
    /// Expected values that are missing from the enum, each with the enum. The service may still return them, since
    /// models are incomplete.
    pub unknown_values: Vec<(String, ShapeId)>,
}

/// The state that follows from a matching response.
#[derive(Clone, Debug, PartialEq)]
pub struct Acceptor {
    /// The state of the waiter after a match.
    pub state: WaitState,
    /// The condition on the response.
    pub matcher: Matcher,
}

impl Acceptor {
    /// Merges the texts of the next acceptor into this one if path and state are equal.
    fn merge(&mut self, next: &Self) -> bool {
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

/// A condition on a response.
#[derive(Clone, Debug, PartialEq)]
pub enum Matcher {
    /// The operation succeeded, and its output satisfies the condition.
    Output(OutputCondition),
    /// The operation succeeded, and the value is one of these texts.
    OneOf(OutputPath, Vec<String>),
    /// The operation succeeded, and at least one of the values is one of these texts.
    Any(OutputPath, Vec<String>),
    /// The operation succeeded, there is at least one value, and every value is this text.
    All(OutputPath, String),
    /// The operation succeeded.
    Success,
    /// The operation failed.
    AnyError,
    /// The operation failed with this error.
    Error(String),
    /// The operation failed with this status.
    Status(u16),
}

/// Resolves the waiters of a slice.
///
/// # Errors
///
/// Unknown members, invalid expressions, waiters without acceptors, and a `maxAttempts` of 0.
pub fn waiters(slice: &Slice) -> Result<ResolvedWaiters, Diagnostics> {
    let waiters = slice.model.waiters.iter();
    resolve_error::collect(slice, waiters.map(|(name, waitable)| (name, waiter(slice, waitable))))
}

/// Notes for the user, one line each: which waiters are not generated, and which expect unknown enum values.
pub fn notes(waiters: &ResolvedWaiters) -> impl Iterator<Item = String> {
    waiters.iter().flat_map(|(name, waiter)| match waiter {
        Ok(waiter) => {
            let note = |(value, id): &(String, ShapeId)| {
                format!("waiter `{name}` expects `{value}`, which is not a value of `{id}`")
            };
            waiter.unknown_values.iter().map(note).collect()
        }
        Err(Unsupported(reason)) => {
            vec![format!("waiter `{name}` is not generated: {reason}")]
        }
    })
}

/// Resolves a waiter.
fn waiter(slice: &Slice, waitable: &Waitable) -> Result<Waiter, ResolveError> {
    if waitable.max_attempts == Some(0) {
        return Err(ResolveError::invalid(
            "`maxAttempts` is 0",
            UsageKey::Waitable(WaitablePart::MaxAttempts),
        )
        .help("set at least 1, or remove `maxAttempts` to wait without a limit"));
    }
    if waitable.acceptors.is_empty() {
        let key = UsageKey::Waitable(WaitablePart::Acceptors);
        return Err(ResolveError::invalid("the waiter has no acceptors", key)
            .help("add an acceptor whose `state` is `success`"));
    }
    let operation = slice.model.operations.get(&waitable.operation);
    let output = operation.and_then(|operation| operation.output.as_ref());
    let acceptors = waitable.acceptors.iter().enumerate().map(|(index, acceptor)| {
        let matcher = matcher(slice, output, &acceptor.matcher, index)?;
        Ok(Acceptor { state: acceptor.state, matcher })
    });
    let mut joined: Vec<Acceptor> = Vec::new();
    let mut unknown_values = Vec::new();
    for acceptor in acceptors {
        let acceptor = acceptor?;
        unknown_values.extend(unknown_value(slice, &acceptor.matcher));
        if !joined.last_mut().is_some_and(|last| last.merge(&acceptor)) {
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

/// The expected text and the enum, if the enum does not have that value.
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
    matcher: &WaitableMatcher,
    index: usize,
) -> Result<Matcher, ResolveError> {
    match matcher {
        WaitableMatcher::Success => Ok(Matcher::Success),
        WaitableMatcher::AnyError => Ok(Matcher::AnyError),
        WaitableMatcher::Error(code) => Ok(Matcher::Error(code.clone())),
        WaitableMatcher::Status(status) => Ok(Matcher::Status(*status)),
        WaitableMatcher::Output { path, comparison, expected } => {
            let key = UsageKey::Waitable(WaitablePart::Path(index));
            let output =
                output.ok_or_else(|| ResolveError::invalid("the operation has no output", key))?;
            let resolved = resolve(slice, output, path, key)?;
            output_matcher(slice, (path, key), resolved, *comparison, literal(expected))
        }
        WaitableMatcher::Unknown(name) => {
            Err(ResolveError::Unsupported(format!("the matcher `{name}` is unknown")))
        }
    }
}

/// Resolves a comparison of the output with a constant.
fn output_matcher(
    slice: &Slice,
    (text, key): (&str, UsageKey),
    resolved: ResolvedExpression,
    comparison: PathComparison,
    expected: Literal,
) -> Result<Matcher, ResolveError> {
    let unsupported = |reason: &str| ResolveError::Unsupported(format!("`{text}`: {reason}"));
    match (comparison, resolved, expected) {
        (
            PathComparison::Equals,
            ResolvedExpression::Condition(condition),
            Literal::Boolean(true),
        ) => Ok(Matcher::Output(condition)),
        (
            PathComparison::Equals,
            ResolvedExpression::Condition(condition),
            Literal::Boolean(false),
        ) => Ok(Matcher::Output(OutputCondition::Not(Box::new(condition)))),
        (PathComparison::Equals, ResolvedExpression::Path(path), Literal::Text(expected))
            if !path.is_many =>
        {
            equals(slice, path.clone(), (text, key), Literal::Text(expected.clone()))?;
            Ok(Matcher::OneOf(path, vec![expected]))
        }
        (PathComparison::Equals, ResolvedExpression::Path(path), expected) if !path.is_many => {
            equals(slice, path, (text, key), expected).map(Matcher::Output)
        }
        (
            PathComparison::Any | PathComparison::All,
            ResolvedExpression::Path(path),
            Literal::Text(expected),
        ) if path.is_many => {
            // The text must be comparable with each of the values.
            let one = OutputPath { is_many: false, ..path.clone() };
            equals(slice, one, (text, key), Literal::Text(expected.clone()))?;
            Ok(if comparison == PathComparison::All {
                Matcher::All(path, expected)
            } else {
                Matcher::Any(path, vec![expected])
            })
        }
        (comparison, ..) => {
            Err(unsupported(&format!("`{}` does not apply to this value", comparison.name())))
        }
    }
}

fn literal(expected: &ExpectedValue) -> Literal {
    match expected {
        ExpectedValue::Text(text) => Literal::Text(text.clone()),
        ExpectedValue::Boolean(is) => Literal::Boolean(*is),
        ExpectedValue::Number(number) => Literal::Number(*number),
    }
}
