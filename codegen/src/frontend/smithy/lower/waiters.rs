//! Waiters: the `waitable` trait of operations.

use super::{Lowering, local};
use crate::frontend::smithy::shapes::{ResolvedShape, path_of};
use crate::frontend::smithy::traits::{PathMatcher, WAITABLE, WaitableAcceptor, WaitableMatcher};
use crate::ir::{Acceptance, Comparison, Expected, ReplyMatch, WaitState, Waitable};

/// The default delay of a waiter, in seconds.
const DELAY: u32 = 2;

impl Lowering<'_> {
    /// The waiters of an operation.
    pub(super) fn waiters(
        &mut self,
        operation: &ResolvedShape<'_>,
        name: &str,
    ) -> Vec<(String, Waitable)> {
        let waiters = self.read(&operation.traits, WAITABLE, || path_of(operation.id, &[]));
        let waiters = waiters.into_iter().flatten();
        let mut lowered = Vec::new();
        for (waiter, waitable) in waiters {
            let mut acceptors = Vec::new();
            for (index, acceptor) in waitable.acceptors.iter().enumerate() {
                match acceptance(acceptor) {
                    Ok(acceptance) => acceptors.push(acceptance),
                    Err(reason) => {
                        let keys =
                            ["traits", WAITABLE.id, &waiter, "acceptors", &index.to_string()];
                        let message = format!("waiter `{waiter}`: {reason}");
                        self.error(message, path_of(operation.id, &keys));
                    }
                }
            }
            self.origin.waiters.insert(waiter.clone(), name.to_owned());
            lowered.push((
                waiter,
                Waitable {
                    operation: name.to_owned(),
                    delay: u64::from(waitable.min_delay.unwrap_or(DELAY)),
                    max_attempts: None,
                    acceptors,
                },
            ));
        }
        lowered
    }
}

/// Lowers an acceptor. The error is a message.
fn acceptance(acceptor: &WaitableAcceptor) -> Result<Acceptance, String> {
    let state = match acceptor.state.as_str() {
        "success" => WaitState::Success,
        "failure" => WaitState::Failure,
        "retry" => WaitState::Retry,
        other => return Err(format!("unknown acceptor state: `{other}`")),
    };
    let WaitableMatcher { output, input_output, error_type, success } = &acceptor.matcher;
    let reply = match (output, input_output, error_type, success) {
        (Some(matcher), ..) => output_match(matcher),
        (_, Some(matcher), ..) => match output_match(matcher) {
            ReplyMatch::Output { comparison, .. } => {
                ReplyMatch::Unknown(format!("inputOutput {}", comparison.word()))
            }
            unknown => unknown,
        },
        (_, _, Some(error), _) => ReplyMatch::Error(local(error).to_owned()),
        (_, _, _, Some(true)) => ReplyMatch::Success,
        (_, _, _, Some(false)) => ReplyMatch::AnyError,
        (None, None, None, None) => {
            return Err("the matcher of an acceptor is empty".to_owned());
        }
    };
    Ok(Acceptance { state, reply })
}

fn output_match(matcher: &PathMatcher) -> ReplyMatch {
    let PathMatcher { path, expected, comparator } = matcher;
    let text = || Expected::Text(expected.clone());
    let (comparison, expected) = match comparator.as_str() {
        "stringEquals" => (Comparison::Equals, text()),
        "booleanEquals" => (Comparison::Equals, Expected::Boolean(expected == "true")),
        "allStringEquals" => (Comparison::All, text()),
        "anyStringEquals" => (Comparison::Any, text()),
        other => return ReplyMatch::Unknown(other.to_owned()),
    };
    ReplyMatch::Output { path: path.clone(), comparison, expected }
}
