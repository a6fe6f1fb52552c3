//! Waiters: the `waitable` trait of operations.

use super::{Lowering, local};
use crate::frontend::smithy::shapes::{ResolvedShape, path_of};
use crate::frontend::smithy::traits::{AcceptorTrait, MatcherTrait, PathMatcher, WAITABLE};
use crate::ir::{
    ExpectedValue, PathComparison, WaitState, Waitable, WaitableAcceptor, WaitableMatcher,
};

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
                match self::acceptor(acceptor) {
                    Ok(acceptor) => acceptors.push(acceptor),
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
fn acceptor(acceptor: &AcceptorTrait) -> Result<WaitableAcceptor, String> {
    let state = match acceptor.state.as_str() {
        "success" => WaitState::Success,
        "failure" => WaitState::Failure,
        "retry" => WaitState::Retry,
        other => return Err(format!("unknown acceptor state: `{other}`")),
    };
    let MatcherTrait { output, input_output, error_type, success } = &acceptor.matcher;
    let matcher = match (output, input_output, error_type, success) {
        (Some(matcher), ..) => output_match(matcher),
        (_, Some(matcher), ..) => match output_match(matcher) {
            WaitableMatcher::Output { comparison, .. } => {
                WaitableMatcher::Unknown(format!("inputOutput {}", comparison.name()))
            }
            unknown => unknown,
        },
        (_, _, Some(error), _) => WaitableMatcher::Error(local(error).to_owned()),
        (_, _, _, Some(true)) => WaitableMatcher::Success,
        (_, _, _, Some(false)) => WaitableMatcher::AnyError,
        (None, None, None, None) => {
            return Err("the matcher of an acceptor is empty".to_owned());
        }
    };
    Ok(WaitableAcceptor { state, matcher })
}

fn output_match(matcher: &PathMatcher) -> WaitableMatcher {
    let PathMatcher { path, expected, comparator } = matcher;
    let text = || ExpectedValue::Text(expected.clone());
    let (comparison, expected) = match comparator.as_str() {
        "stringEquals" => (PathComparison::Equals, text()),
        "booleanEquals" => (PathComparison::Equals, ExpectedValue::Boolean(expected == "true")),
        "allStringEquals" => (PathComparison::All, text()),
        "anyStringEquals" => (PathComparison::Any, text()),
        other => return WaitableMatcher::Unknown(other.to_owned()),
    };
    WaitableMatcher::Output { path: path.clone(), comparison, expected }
}
