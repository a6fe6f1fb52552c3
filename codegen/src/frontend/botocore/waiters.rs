//! `waiters-2.json`: one entry for each waiter.

use serde::Deserialize;
use serde_json::Value;

use super::side_files::{Entries, Joining};
use crate::diagnostic::Diagnostic;
use crate::ir::{Acceptance, Comparison, Expected, Place, ReplyMatch, WaitState, Waitable};

/// Adds the waiters of the file to the model.
pub fn join(waiters: &Entries, joining: &mut Joining<'_>) {
    for (name, value) in waiters {
        let (title, place) = (format!("waiter `{name}`"), Place::Waiter(name.clone()));
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
    fn waitable(self, title: &str, place: &Place, joining: &mut Joining<'_>) -> Option<Waitable> {
        let mut acceptors = Vec::new();
        let count = self.acceptors.len();
        for (index, acceptor) in self.acceptors.into_iter().enumerate() {
            match acceptor.response() {
                Ok(reply) => acceptors.push(Acceptance { state: acceptor.state.into(), reply }),
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
    fn response(&self) -> Result<ReplyMatch, (&'static str, &'static str)> {
        let unexpected = ("`expected` has a value that the matcher never sees", "expected");
        let comparison = match (self.matcher.as_str(), &self.expected) {
            ("error", Value::Bool(true)) => return Ok(ReplyMatch::AnyError),
            ("error", Value::Bool(false)) => return Ok(ReplyMatch::Success),
            ("error", Value::String(code)) => return Ok(ReplyMatch::Error(code.clone())),
            ("status", Value::Number(status)) => {
                let status = status.as_u64().and_then(|status| u16::try_from(status).ok());
                return match status {
                    Some(200..300) => Ok(ReplyMatch::Success),
                    Some(status @ 100..600) => Ok(ReplyMatch::Status(status)),
                    _ => Err(unexpected),
                };
            }
            ("error" | "status", _) => return Err(unexpected),
            ("path", _) => Comparison::Equals,
            ("pathAll", _) => Comparison::All,
            ("pathAny", _) => Comparison::Any,
            (matcher, _) => return Ok(ReplyMatch::Unknown(matcher.to_owned())),
        };
        let path =
            self.argument.clone().ok_or(("the path matcher has no `argument`", "matcher"))?;
        let expected = match &self.expected {
            Value::String(text) => Expected::Text(text.clone()),
            Value::Bool(value) => Expected::Boolean(*value),
            value => Expected::Number(value.as_i64().ok_or(unexpected)?),
        };
        Ok(ReplyMatch::Output { path, comparison, expected })
    }
}
