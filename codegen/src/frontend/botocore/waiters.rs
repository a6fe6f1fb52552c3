//! `waiters-2.json`: one entry for each waiter.

use serde::Deserialize;
use serde_json::Value;

use super::side_files::{Entries, Joining};
use crate::diagnostic::Diagnostic;
use crate::ir::{
    ExpectedValue, ModelPlace, PathComparison, WaitState, Waitable, WaitableAcceptor,
    WaitableMatcher,
};

/// Adds the waiters of the file to the model.
pub fn join(waiters: &Entries, joining: &mut Joining<'_>) {
    for (name, value) in waiters {
        let (title, place) = (format!("waiter `{name}`"), ModelPlace::Waiter(name.clone()));
        let operation = value.get("operation").and_then(Value::as_str);
        if joining.has_operation(&title, &place, &["operation"], operation)
            && let Some(entry) = joining.entry::<WaiterEntry>(&title, &place, value)
            && let Some(waitable) = entry.waitable(&title, &place, joining)
        {
            joining.model.waiters.insert(name.clone(), waitable);
        }
    }
}

/// An entry of `waiters`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WaiterEntry {
    operation: String,
    delay: u64,
    max_attempts: Option<u32>,
    acceptors: Vec<AcceptorEntry>,
}

impl WaiterEntry {
    /// The waiter, unless an acceptor is invalid.
    fn waitable(
        self,
        title: &str,
        place: &ModelPlace,
        joining: &mut Joining<'_>,
    ) -> Option<Waitable> {
        let mut acceptors = Vec::new();
        let count = self.acceptors.len();
        for (index, acceptor) in self.acceptors.into_iter().enumerate() {
            match acceptor.response() {
                Ok(reply) => acceptors
                    .push(WaitableAcceptor { state: acceptor.state.into(), matcher: reply }),
                Err((reason, key)) => {
                    let error = Diagnostic::error(format!("{title}: {reason}"));
                    joining.error(error, place, &["acceptors", &index.to_string(), key]);
                }
            }
        }
        (acceptors.len() == count).then_some(Waitable {
            operation: self.operation,
            delay: self.delay,
            max_attempts: self.max_attempts,
            acceptors,
        })
    }
}

/// An element of `acceptors`.
#[derive(Deserialize)]
pub struct AcceptorEntry {
    state: AcceptorState,
    matcher: String,
    argument: Option<String>,
    expected: Value,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum AcceptorState {
    Success,
    Failure,
    Retry,
}

impl From<AcceptorState> for WaitState {
    fn from(state: AcceptorState) -> Self {
        match state {
            AcceptorState::Success => Self::Success,
            AcceptorState::Failure => Self::Failure,
            AcceptorState::Retry => Self::Retry,
        }
    }
}

impl AcceptorEntry {
    /// The responses that the acceptor matches. The error is a reason and the key at fault.
    fn response(&self) -> Result<WaitableMatcher, (&'static str, &'static str)> {
        let unexpected = ("`expected` has a value that the matcher never sees", "expected");
        let comparison = match (self.matcher.as_str(), &self.expected) {
            ("error", Value::Bool(true)) => return Ok(WaitableMatcher::AnyError),
            ("error", Value::Bool(false)) => return Ok(WaitableMatcher::Success),
            ("error", Value::String(code)) => return Ok(WaitableMatcher::Error(code.clone())),
            ("status", Value::Number(status)) => {
                let status = status.as_u64().and_then(|status| u16::try_from(status).ok());
                return match status {
                    Some(200..300) => Ok(WaitableMatcher::Success),
                    Some(status @ 100..600) => Ok(WaitableMatcher::Status(status)),
                    _ => Err(unexpected),
                };
            }
            ("error" | "status", _) => return Err(unexpected),
            ("path", _) => PathComparison::Equals,
            ("pathAll", _) => PathComparison::All,
            ("pathAny", _) => PathComparison::Any,
            (matcher, _) => return Ok(WaitableMatcher::Unknown(matcher.to_owned())),
        };
        let path =
            self.argument.clone().ok_or(("the path matcher has no `argument`", "matcher"))?;
        let expected = match &self.expected {
            Value::String(text) => ExpectedValue::Text(text.clone()),
            Value::Bool(value) => ExpectedValue::Boolean(*value),
            value => ExpectedValue::Number(value.as_i64().ok_or(unexpected)?),
        };
        Ok(WaitableMatcher::Output { path, comparison, expected })
    }
}
