//! Paging and waiting.

use super::{Lowering, local};
use crate::frontend::smithy::shapes::{Shape, path_of};
use crate::frontend::smithy::traits::{Acceptor, Matcher, PAGINATED, PathMatcher, WAITABLE};
use crate::ir::{Acceptance, Comparison, Expected, Paginated, ReplyMatch, WaitState, Waitable};

/// The delay of a waiter that does not say any, in seconds.
const DELAY: u32 = 2;

impl Lowering<'_> {
    /// How the list of an operation is paged. What it does not say, the service says for all.
    pub(super) fn paginator(&mut self, operation: &Shape<'_>) -> Option<Paginated> {
        let own = self.read(&operation.traits, PAGINATED, || path_of(operation.id, &[]))?;
        let service = std::rc::Rc::clone(&self.service);
        let path = || path_of(service.id, &[]);
        let usual = self.read(&service.traits, PAGINATED, path).unwrap_or_default();
        let of_either = |own: Option<String>, usual| own.or(usual).into_iter().collect();
        Some(Paginated {
            input_tokens: of_either(own.input_token, usual.input_token),
            output_tokens: of_either(own.output_token, usual.output_token),
            more_results: None,
            results: of_either(own.items, usual.items),
            page_size: own.page_size.or(usual.page_size),
        })
    }

    /// What can be waited for with an operation.
    pub(super) fn waiters(&mut self, operation: &Shape<'_>, name: &str) -> Vec<(String, Waitable)> {
        let waiters = self.read(&operation.traits, WAITABLE, || path_of(operation.id, &[]));
        let waiters = waiters.into_iter().flatten();
        let mut told = Vec::new();
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
            self.file.waiters.insert(waiter.clone(), name.to_owned());
            told.push((
                waiter,
                Waitable {
                    operation: name.to_owned(),
                    delay: u64::from(waitable.min_delay.unwrap_or(DELAY)),
                    max_attempts: None,
                    acceptors,
                },
            ));
        }
        told
    }
}

/// What an acceptor says, or why that cannot be told.
fn acceptance(acceptor: &Acceptor) -> Result<Acceptance, String> {
    let state = match acceptor.state.as_str() {
        "success" => WaitState::Success,
        "failure" => WaitState::Failure,
        "retry" => WaitState::Retry,
        other => return Err(format!("a reply cannot mean `{other}`")),
    };
    let Matcher { output, input_output, error_type, success } = &acceptor.matcher;
    let reply = match (output, input_output, error_type, success) {
        (Some(matcher), ..) => of_output(matcher),
        (_, Some(matcher), ..) => match of_output(matcher) {
            ReplyMatch::Output { comparison, .. } => {
                ReplyMatch::Unknown(format!("inputOutput {}", comparison.word()))
            }
            unknown => unknown,
        },
        (_, _, Some(error), _) => ReplyMatch::Error(local(error).to_owned()),
        (_, _, _, Some(true)) => ReplyMatch::Success,
        (_, _, _, Some(false)) => ReplyMatch::AnyError,
        (None, None, None, None) => {
            return Err("an acceptor does not say what it looks at".to_owned());
        }
    };
    Ok(Acceptance { state, reply })
}

fn of_output(matcher: &PathMatcher) -> ReplyMatch {
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
