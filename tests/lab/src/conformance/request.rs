//! Requests: the task that makes one, and what is asserted of it.

use farrier_codegen::ir::{Location, ShapeKind};
use serde_json::Value;

use super::body::ExpectedBody;
use super::caller;
use super::case::Subject;
use super::compare::{control_character, header, same_list};
use super::query::Query;
use super::trial::{Answer, Made, Mismatch, Task};

/// A request of an input, and what is expected of it.
pub struct RequestTest {
    /// The input, by the names of members.
    pub params: Value,
    /// The token that a client fills in.
    pub token: String,
    /// Where the request goes; without an endpoint, its host is not known.
    pub endpoint: Option<String>,
    /// What comes of it.
    pub expected: ExpectedOutcome,
}

/// What comes of an input.
pub enum ExpectedOutcome {
    /// A request.
    Sent(Box<ExpectedRequest>),
    /// A refusal.
    Refused {
        /// Part of the reason; empty for any.
        reason: &'static str,
        /// What failures show.
        shown: String,
        /// Whether the request may be sent all the same.
        or_sent: bool,
    },
}

/// What is asserted of a request. Nothing is asserted of what is not set.
#[derive(Default)]
pub struct ExpectedRequest {
    /// The method.
    pub method: Option<String>,
    /// The path, with that of the endpoint.
    pub path: Option<String>,
    /// The query.
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

/// What is asserted of headers.
#[derive(Default)]
pub struct Headers {
    /// Names and values that are sent.
    pub sent: Vec<(String, String)>,
    /// Names that are sent, with any value.
    pub required: Vec<String>,
    /// Names that are not sent.
    pub forbidden: Vec<String>,
    /// Whether nothing else is sent but a `Content-Type`.
    pub exhaustive: bool,
    /// Whether a request without a body may do without its `Content-Type` (RFC 9110, section 8.3).
    pub typed_body_only: bool,
}

impl RequestTest {
    /// The task.
    ///
    /// # Errors
    ///
    /// Names a part of the input that the model does not have.
    pub fn task(&self, subject: &Subject<'_>) -> Result<Task, String> {
        let input = subject.converter.input(subject.operation.input.as_ref(), &self.params)?;
        let (token, endpoint) = (self.token.clone(), self.endpoint.clone());
        Ok(Task::Request { input: input.members, token, endpoint })
    }

    /// Compares the answer with the expectation.
    ///
    /// # Errors
    ///
    /// The first difference.
    pub fn judge(&self, subject: &Subject<'_>, answer: &Answer) -> Result<(), Mismatch> {
        match (&self.expected, answer) {
            (ExpectedOutcome::Sent(expected), Answer::Request(made)) => {
                let input = subject.converter.input(subject.operation.input.as_ref(), &self.params);
                let stream = input.ok().and_then(|input| input.stream);
                let sent = caller::send(made, stream.as_deref())
                    .map_err(|error| Mismatch::new("a request that can be sent", error))?;
                expected.judge(subject, &sent)
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
    /// The request line as failures show it.
    fn line(&self) -> String {
        let method = self.method.as_ref().map(|method| format!("{method} ")).unwrap_or_default();
        let query = self.query.to_string();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{method}{}{mark}{query}", self.path.as_deref().unwrap_or_default())
    }

    fn judge(&self, subject: &Subject<'_>, sent: &Made) -> Result<(), Mismatch> {
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
        self.headers.judge(subject, sent)?;
        if let Some(body) = &self.body {
            body.judge(&sent.body)?;
        }
        if let Some(c) = control_character(&sent.uri, &sent.headers) {
            return Err(Mismatch::new("no control character", format!("{c:?}")));
        }
        if sent.same_again {
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
    fn judge(&self, subject: &Subject<'_>, sent: &Made) -> Result<(), Mismatch> {
        // The HTTP client adds the length.
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

/// Whether two values of a header are the same; those of a list may differ in white space.
fn same_header(subject: &Subject<'_>, name: &str, seen: &str, wanted: &str) -> bool {
    let is_list = subject.input_members().iter().any(|member| {
        member.location == Location::Header
            && member.wire_name.eq_ignore_ascii_case(name)
            && matches!(subject.converter.model.kind(&member.target), Some(ShapeKind::List(_)))
    });
    seen == wanted || is_list && same_list(seen, wanted)
}

/// Whether a member of the input is a map that spreads over the query.
fn has_query_map(subject: &Subject<'_>) -> bool {
    subject.input_members().iter().any(|member| {
        member.location == Location::Query
            && matches!(subject.converter.model.kind(&member.target), Some(ShapeKind::Map { .. }))
    })
}
