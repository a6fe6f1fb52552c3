//! Paging and waiting, in the words of botocore's `paginators-1.json` and `waiters-2.json`, which the IR has for both.

use serde_json::{Map, Value, json};

use super::{Lowering, local};
use crate::frontend::smithy::shapes::{Shape, path_of};
use crate::frontend::smithy::traits::{Acceptor, Matcher, PAGINATED, PathMatcher, WAITABLE};

/// The delay of a waiter that does not say any, in seconds.
const DELAY: u32 = 2;

impl Lowering<'_> {
    /// How the list of an operation is paged. What it does not say, the service says for all.
    pub(super) fn paginator(&mut self, operation: &Shape<'_>) -> Option<Value> {
        let own = self.read(&operation.traits, PAGINATED, || path_of(operation.id, &[]))?;
        let service = std::rc::Rc::clone(&self.service);
        let path = || path_of(service.id, &[]);
        let usual = self.read(&service.traits, PAGINATED, path).unwrap_or_default();
        let keys = [
            ("input_token", own.input_token.or(usual.input_token)),
            ("output_token", own.output_token.or(usual.output_token)),
            ("limit_key", own.page_size.or(usual.page_size)),
            ("result_key", own.items.or(usual.items)),
        ];
        let said = keys
            .into_iter()
            .filter_map(|(key, value)| Some((key.to_owned(), Value::String(value?))));
        Some(Value::Object(said.collect()))
    }

    /// What can be waited for with an operation.
    pub(super) fn waiters(&mut self, operation: &Shape<'_>, name: &str) -> Vec<(String, Value)> {
        let waiters = self.read(&operation.traits, WAITABLE, || path_of(operation.id, &[]));
        let waiters = waiters.into_iter().flatten();
        let mut told = Vec::new();
        for (waiter, waitable) in waiters {
            let acceptors: Vec<Value> = waitable.acceptors.iter().filter_map(acceptor).collect();
            if acceptors.len() < waitable.acceptors.len() {
                let message = format!("an acceptor of `{waiter}` does not say what it looks at");
                self.error(message, path_of(operation.id, &["traits", WAITABLE.id, &waiter]));
            }
            let waits = json!({
                "operation": name,
                "delay": waitable.min_delay.unwrap_or(DELAY),
                "acceptors": acceptors,
            });
            self.file.waiters.insert(waiter.clone(), name.to_owned());
            told.push((waiter, waits));
        }
        told
    }
}

/// An acceptor; nothing if it says nothing.
fn acceptor(acceptor: &Acceptor) -> Option<Value> {
    let Matcher { output, input_output, error_type, success } = &acceptor.matcher;
    let (matcher, argument, expected) = match (output, input_output, error_type, success) {
        (Some(path), ..) => path_matcher(path, ""),
        (_, Some(path), ..) => path_matcher(path, "inputOutput "),
        (_, _, Some(error), _) => ("error".to_owned(), None, Value::from(local(error))),
        (_, _, _, Some(true)) => ("status".to_owned(), None, Value::from(200)),
        (_, _, _, Some(false)) => ("error".to_owned(), None, Value::from(true)),
        (None, None, None, None) => return None,
    };
    let mut told = Map::new();
    told.insert("state".to_owned(), Value::from(&*acceptor.state));
    told.insert("matcher".to_owned(), Value::from(matcher));
    told.extend(argument.map(|argument| ("argument".to_owned(), Value::from(argument))));
    told.insert("expected".to_owned(), expected);
    Some(Value::Object(told))
}

/// A matcher of a path; `of` says which values the path starts from, where that is not the output.
fn path_matcher<'m>(path: &'m PathMatcher, of: &str) -> (String, Option<&'m str>, Value) {
    let (matcher, expected) = match path.comparator.as_str() {
        "booleanEquals" => ("path", Value::from(path.expected == "true")),
        "allStringEquals" => ("pathAll", Value::from(&*path.expected)),
        "anyStringEquals" => ("pathAny", Value::from(&*path.expected)),
        _ => ("path", Value::from(&*path.expected)),
    };
    (format!("{of}{matcher}"), Some(&path.path), expected)
}
