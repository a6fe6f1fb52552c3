//! Tests of requests: the task that makes one, and the expected properties.

use farrier_codegen::ir::{HttpLocation, ShapeKind};
use serde_json::Value;

use super::body::ExpectedBody;
use super::caller;
use super::case::Subject;
use super::compare::{control_character, header, same_list};
use super::query::Query;
use super::trial::{Answer, BuiltRequest, Mismatch, Task};

/// An input and the expected request.
pub struct RequestTest {
    /// The input, as an object with the members' names.
    pub params: Value,
    /// The token for idempotency members that are not set.
    pub token: String,
    /// The endpoint. Without an endpoint the host is not checked.
    pub endpoint: Option<String>,
    /// The region whose endpoint is used, in the form of the driver.
    pub region: Option<Value>,
    /// The expected result.
    pub expected: ExpectedOutcome,
}

/// The expected result of making a request.
pub enum ExpectedOutcome {
    /// A request.
    Sent(Box<ExpectedRequest>),
    /// An error.
    Refused {
        /// A part of the error message; empty for any.
        reason: &'static str,
        /// The description in failures.
        shown: String,
        /// Whether farrier may also send the request.
        or_sent: bool,
    },
}

/// The expected properties of a request. Unset fields are not checked.
#[derive(Default)]
pub struct ExpectedRequest {
    /// The method.
    pub method: Option<String>,
    /// The path, including the endpoint's path.
    pub path: Option<String>,
    /// The query string.
    pub query: Query,
    /// The host.
    pub host: Option<String>,
    /// The prefix of the host; empty for none.
    pub host_prefix: Option<String>,
    /// The headers.
    pub headers: Headers,
    /// The body.
    pub body: Option<ExpectedBody>,
}

/// The expected headers.
#[derive(Default)]
pub struct Headers {
    /// Headers with these values.
    pub sent: Vec<(String, String)>,
    /// Headers with any value.
    pub required: Vec<String>,
    /// Headers that must not be sent.
    pub forbidden: Vec<String>,
    /// Whether no other header may be sent, except for `Content-Type`.
    pub exhaustive: bool,
    /// Whether `Content-Type` may be omitted without a body (RFC 9110, section 8.3).
    pub typed_body_only: bool,
}

impl RequestTest {
    /// The task for the driver.
    ///
    /// # Errors
    ///
    /// Names a part of the input that is missing in the model.
    pub fn task(&self, subject: &Subject<'_>) -> Result<Task, String> {
        let input = subject.converter.input(subject.operation.input.as_ref(), &self.params)?;
        let (token, endpoint) = (self.token.clone(), self.endpoint.clone());
        Ok(Task::Request { input: input.members, token, endpoint, region: self.region.clone() })
    }

    /// Compares the answer with the expectation.
    ///
    /// # Errors
    ///
    /// Returns the first difference.
    pub fn check(&self, subject: &Subject<'_>, answer: &Answer) -> Result<(), Mismatch> {
        match (&self.expected, answer) {
            (ExpectedOutcome::Sent(expected), Answer::Request(made)) => {
                let input = subject.converter.input(subject.operation.input.as_ref(), &self.params);
                let stream = input.ok().and_then(|input| input.stream);
                let sent = caller::send(made, stream.as_deref())
                    .map_err(|error| Mismatch::new("a request that can be sent", error))?;
                expected.check(subject, &sent)
            }
            (ExpectedOutcome::Sent(expected), _) => {
                Err(Mismatch::new(expected.line(), answer.shown()))
            }
            (
                ExpectedOutcome::Refused { reason, .. },
                Answer::Refused(why) | Answer::Unreadable(why),
            ) if why.contains(reason) => Ok(()),
            (ExpectedOutcome::Refused { or_sent: true, .. }, Answer::Request(_)) => Ok(()),
            (ExpectedOutcome::Refused { shown, .. }, _) => {
                Err(Mismatch::new(shown, answer.shown()))
            }
        }
    }
}

impl ExpectedRequest {
    /// The request line, for failures.
    fn line(&self) -> String {
        let method = self.method.as_ref().map(|method| format!("{method} ")).unwrap_or_default();
        let query = self.query.to_string();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{method}{}{mark}{query}", self.path.as_deref().unwrap_or_default())
    }

    fn check(&self, subject: &Subject<'_>, sent: &BuiltRequest) -> Result<(), Mismatch> {
        let is = |wanted: &Option<String>, seen: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted == seen)
        };
        let (path, query) = sent.uri.split_once('?').unwrap_or((&sent.uri, ""));
        let has_line = is(&self.method, &sent.method) && is(&self.path, path);
        if !has_line || !self.query.is_met(query, has_query_map(subject)) {
            return Err(Mismatch::new(self.line(), format!("{} {}", sent.method, sent.uri)));
        }
        self.query.check_names(query)?;
        let host = sent.host.as_deref().unwrap_or_default();
        if !is(&self.host, host) {
            let wanted = self.host.as_deref().unwrap_or_default();
            return Err(Mismatch::new(format!("the host {wanted}"), format!("the host {host}")));
        }
        let prefix = sent.host_prefix.as_deref().unwrap_or_default();
        if !is(&self.host_prefix, prefix) {
            let wanted = self.host_prefix.as_deref().unwrap_or_default();
            return Err(Mismatch::new(
                format!("the host prefix {wanted:?}"),
                format!("{prefix:?}"),
            ));
        }
        self.headers.check(subject, sent)?;
        if let Some(body) = &self.body {
            body.check(&sent.body)?;
        }
        if let Some(c) = control_character(&sent.uri, &sent.headers) {
            return Err(Mismatch::new("no control character", format!("{c:?}")));
        }
        if sent.round_trips {
            Ok(())
        } else {
            Err(Mismatch::new("the same input after it was written and read", "another"))
        }
    }
}

/// The host of an endpoint that may have a path, such as `example.com/custom`.
pub fn authority(endpoint: &str) -> &str {
    endpoint.split('/').next().unwrap_or(endpoint)
}

impl Headers {
    fn check(&self, subject: &Subject<'_>, sent: &BuiltRequest) -> Result<(), Mismatch> {
        // The HTTP client adds `Content-Length`.
        let is_ours = |name: &&String| !name.eq_ignore_ascii_case("content-length");
        for (name, value) in self.sent.iter().filter(|(name, _)| is_ours(&name)) {
            let seen = header(&sent.headers, name);
            let is_type = name.eq_ignore_ascii_case("content-type");
            if self.typed_body_only && is_type && sent.body.is_empty() && seen.is_none() {
                continue;
            }
            if !seen.as_deref().is_some_and(|seen| same_header(subject, name, seen, value)) {
                let seen = seen.map(|seen| format!("{name}: {seen}"));
                let seen = seen.unwrap_or_else(|| "no such header".to_owned());
                return Err(Mismatch::new(format!("{name}: {value}"), seen));
            }
        }
        for name in self.required.iter().filter(is_ours) {
            if header(&sent.headers, name).is_none() {
                return Err(Mismatch::new(format!("a header {name}"), "none"));
            }
        }
        let is_other = |name: &str| {
            self.exhaustive
                && !name.eq_ignore_ascii_case("content-type")
                && !self.sent.iter().any(|(known, _)| known.eq_ignore_ascii_case(name))
        };
        let is_forbidden = |name: &str| {
            self.forbidden.iter().filter(is_ours).any(|known| known.eq_ignore_ascii_case(name))
        };
        match sent.headers.iter().find(|(name, _)| is_forbidden(name) || is_other(name)) {
            None => Ok(()),
            Some((name, value)) => {
                Err(Mismatch::new(format!("no header {name}"), format!("{name}: {value}")))
            }
        }
    }
}

/// Whether two values of a header are equal, ignoring white space in lists.
fn same_header(subject: &Subject<'_>, name: &str, seen: &str, wanted: &str) -> bool {
    let is_list = subject.input_members().iter().any(|member| {
        member.location == HttpLocation::Header
            && member.wire_name.eq_ignore_ascii_case(name)
            && matches!(subject.converter.model.kind(&member.target), Some(ShapeKind::List(_)))
    });
    seen == wanted || is_list && same_list(seen, wanted)
}

/// Whether a member of the input is a map that is written as query parameters.
fn has_query_map(subject: &Subject<'_>) -> bool {
    subject.input_members().iter().any(|member| {
        member.location == HttpLocation::Query
            && matches!(subject.converter.model.kind(&member.target), Some(ShapeKind::Map { .. }))
    })
}
