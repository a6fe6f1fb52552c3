//! Corpora: requests and replies that were recorded of a service's operations, one JSON object in each line.

use std::collections::BTreeSet;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Location as Place, Source};
use farrier_codegen::ir::{Location, Model, ShapeId};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::caller;
use super::compare::{
    Sameness, control_character, has_query_map, header, same_body, same_header, same_query,
    with_lower_prefixed,
};
use super::convert::{Converter, Input, Notation};
use super::trial::{Answer, Case, Failed, Made, Mismatch, Received, Task};

/// Bytes are base64 in corpora, and text that is JSON is the value that it means.
const NOTATION: Notation = Notation { blobs_are_base64: true, json_is_text: false };

/// A line of either kind.
#[derive(Clone, Deserialize)]
struct Line {
    operation: String,
    case: Value,
    #[serde(default)]
    class: String,
    #[serde(default)]
    tags: Vec<String>,
    input: Option<Value>,
    auto_token: Option<String>,
    request: Option<Recorded>,
    request_new: Option<Recorded>,
    modelled_in: Option<String>,
    response: Option<Response>,
    expected: Option<Expected>,
    expected_new: Option<Expected>,
    kind: Option<String>,
}

/// A request that was recorded, or why there was none.
#[derive(Clone, Deserialize)]
struct Recorded {
    #[serde(default)]
    method: String,
    #[serde(default)]
    path: String,
    #[serde(default)]
    query: String,
    #[serde(default)]
    headers: Map<String, Value>,
    body: Option<String>,
    body_b64: Option<String>,
    host_prefix: Option<String>,
    raises: Option<String>,
}

/// A reply that was recorded.
#[derive(Clone, Deserialize)]
struct Response {
    status: u16,
    #[serde(default)]
    headers: Map<String, Value>,
    body: Option<String>,
    body_b64: Option<String>,
}

/// What botocore made of a reply.
#[derive(Clone, Deserialize)]
struct Expected {
    ok: Option<Value>,
    error: Option<ExpectedError>,
}

#[derive(Clone, Deserialize)]
struct ExpectedError {
    code: String,
    message: Option<String>,
    request_id: Option<String>,
    modeled: Option<String>,
    #[serde(default)]
    fields: Value,
}

/// The cases of corpora, each with the name that failures show.
///
/// # Errors
///
/// Fails if a line is not of a corpus.
pub fn cases(corpora: &[Arc<Source>]) -> Result<Vec<Box<dyn Case>>, Diagnostics> {
    let mut cases: Vec<Box<dyn Case>> = Vec::new();
    let mut errors = Diagnostics::default();
    for source in corpora {
        let mut start = 0;
        for line in source.text.split_inclusive('\n') {
            let range = start..start + line.trim_end().len();
            start += line.len();
            if line.trim().is_empty() {
                continue;
            }
            match case(line, source) {
                Ok(case) => cases.push(Box::new(case)),
                Err(error) => {
                    let message = format!("this is not a line of a corpus: {error}");
                    errors.push(Diagnostic::error(message).at(Place::span(source, range)));
                }
            }
        }
    }
    errors.finish(cases)
}

fn case(line: &str, source: &Source) -> Result<CorpusCase, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let number = line.case.as_str().map_or_else(|| line.case.to_string(), str::to_owned);
    let kind = line.kind.as_ref().map_or_else(String::new, |kind| format!(" {kind}"));
    let name = format!("{} {} {number}{kind}", source.path, line.operation);
    let is_request = line.request.is_some() && line.input.is_some();
    let is_reply = line.response.is_some() && line.expected.is_some();
    if is_request == is_reply {
        return Err(
            "it has neither `input` with `request` nor `response` with `expected`".to_owned()
        );
    }
    Ok(CorpusCase { name, line })
}

/// A line of a corpus.
struct CorpusCase {
    name: String,
    line: Line,
}

impl Case for CorpusCase {
    fn name(&self) -> &str {
        &self.name
    }

    fn operation(&self) -> &str {
        &self.line.operation
    }

    fn task(&self, model: &Model) -> Result<Task, String> {
        if let Some(response) = &self.line.response {
            let body = bytes(response.body.as_deref(), response.body_b64.as_deref())?;
            return Ok(Task::Reply(Received::new(response.status, &response.headers, body)));
        }
        let input = self.input(model)?.members;
        let token = self.line.auto_token.clone().unwrap_or_default();
        Ok(Task::Request { input, token, endpoint: None })
    }

    fn judge(&self, model: &Model, answer: &Answer) -> Result<(), Mismatch> {
        let line = &self.line;
        match (line.request_new.as_ref().or(line.request.as_ref()), &line.response) {
            (Some(expected), None) => self.judge_request(model, expected, answer),
            _ => self.judge_reply(model, answer),
        }
    }
}

impl CorpusCase {
    fn has_tag(&self, tag: &str) -> bool {
        self.line.tags.iter().any(|known| known == tag)
    }

    fn input(&self, model: &Model) -> Result<Input, String> {
        let operation = model.operations.get(&self.line.operation);
        let id = operation.and_then(|operation| operation.input.as_ref());
        let none = json!({});
        let converter = Converter { model, notation: NOTATION };
        converter.input(id, self.line.input.as_ref().unwrap_or(&none))
    }

    fn judge_request(
        &self,
        model: &Model,
        expected: &Recorded,
        answer: &Answer,
    ) -> Result<(), Mismatch> {
        // botocore sends a request without its label, which is that of another operation.
        if self.has_tag("empty_label") {
            return match answer {
                Answer::Refused(error) if error.contains("must not be empty") => Ok(()),
                _ => Err(Mismatch::new("an empty label that is refused", answer.shown())),
            };
        }
        if let Some(raises) = &expected.raises {
            return match answer {
                Answer::Refused(_) | Answer::Unreadable(_) => Ok(()),
                // What the model's constraints forbid may be sent where botocore stumbles.
                Answer::Request(_) if self.line.class == "edge" => Ok(()),
                _ => Err(Mismatch::new(format!("refused: {raises}"), answer.shown())),
            };
        }
        let wanted = || format!("{} {}?{}", expected.method, expected.path, expected.query);
        let Answer::Request(made) = answer else {
            return Err(Mismatch::new(wanted(), answer.shown()));
        };
        let stream = self.input(model).ok().and_then(|input| input.stream);
        let sent = caller::send(made, stream.as_deref())
            .map_err(|error| Mismatch::new("a request that can be sent", error))?;
        let (path, query) = sent.uri.split_once('?').unwrap_or((&sent.uri, ""));
        let is_here = sent.method == expected.method && path == expected.path;
        let has_map = has_query_map(model, &self.line.operation);
        if !is_here || !same_query(query, &expected.query, has_map) {
            return Err(Mismatch::new(wanted(), format!("{} {path}?{query}", sent.method)));
        }
        let prefix = expected.host_prefix.clone().unwrap_or_default();
        let seen = sent.host_prefix.clone().unwrap_or_default();
        if seen != prefix {
            return Err(Mismatch::new(format!("the host prefix {prefix:?}"), format!("{seen:?}")));
        }
        judge_headers(model, &self.line.operation, expected, &sent)?;
        let body = bytes(expected.body.as_deref(), expected.body_b64.as_deref());
        let body = body.map_err(|error| Mismatch::new("a body that is base64", error))?;
        if !self.same_body(&sent.body, &body) {
            let text = String::from_utf8_lossy;
            return Err(Mismatch::new(text(&body), text(&sent.body)));
        }
        if let Some(c) = control_character(&sent.uri, &sent.headers) {
            return Err(Mismatch::new("no control character", format!("{c:?}")));
        }
        if made.same_again {
            Ok(())
        } else {
            Err(Mismatch::new("the same input after it was written and read", "another"))
        }
    }

    /// botocore drops the fraction of timestamps in bodies; keeping it is right, too.
    fn same_body(&self, seen: &[u8], wanted: &[u8]) -> bool {
        let has_fractions = self.has_tag("frac_body_ts") || self.has_tag("micro_ts");
        same_body(if has_fractions { Sameness::WHOLE } else { Sameness::EXACT }, seen, wanted)
    }

    fn judge_reply(&self, model: &Model, answer: &Answer) -> Result<(), Mismatch> {
        let expected = self.line.expected_new.as_ref().or(self.line.expected.as_ref());
        let agreed = expected.map_or_else(
            || Err(Mismatch::new("an expectation", "none")),
            |expected| self.agrees(model, expected, answer),
        );
        let is_kept = match answer {
            Answer::Output(output) => output.same_again,
            _ => true,
        };
        if !is_kept {
            return Err(Mismatch::new("the same output after it was written and read", "another"));
        }
        // A lenient case of a failing reply is still an error of the same code. That of a bare server error is read
        // from its header, which botocore does not look at.
        let refused = match (answer, expected.and_then(|expected| expected.error.as_ref())) {
            (Answer::Malformed(reason), _) => reason.contains("cannot be read"),
            (Answer::Error(failed), Some(wanted)) => {
                failed.code == wanted.code
                    || self.line.kind.as_deref() == Some("error_empty_body_500_header")
            }
            (Answer::Error(_), None) => true,
            _ => false,
        };
        // Some mutations found nothing to break: such a reply is as good as before, and nothing of it is lost.
        let is_json =
            || self.body().is_ok_and(|body| serde_json::from_slice::<Value>(&body).is_ok());
        match (self.line.class.as_str(), agreed) {
            ("malformed" | "lenient", _) if refused => Ok(()),
            ("malformed", Ok(())) if is_json() => Ok(()),
            ("malformed", _) => Err(Mismatch::new("an error", answer.shown())),
            (_, agreed) => agreed,
        }
    }

    fn body(&self) -> Result<Vec<u8>, String> {
        let response = self.line.response.as_ref();
        response.map_or(Ok(Vec::new()), |response| {
            bytes(response.body.as_deref(), response.body_b64.as_deref())
        })
    }

    fn agrees(&self, model: &Model, expected: &Expected, answer: &Answer) -> Result<(), Mismatch> {
        let operation = model.operations.get(&self.line.operation);
        let converter = Converter { model, notation: NOTATION };
        match (expected, answer) {
            (Expected { ok: Some(wanted), .. }, Answer::Output(output)) => {
                let id = operation.and_then(|operation| operation.output.as_ref());
                let body = self.body().unwrap_or_default();
                let seen = converter.message(id, &output.members, &body);
                if same_members(model, id, &seen, wanted) {
                    Ok(())
                } else {
                    Err(Mismatch::new(wanted, seen))
                }
            }
            (Expected { error: Some(wanted), .. }, Answer::Error(failed)) => {
                let errors = operation.map_or(&[][..], |operation| &operation.errors);
                let id = errors.iter().find(|id| {
                    model.error_code(id) == failed.code
                        || model.error_name(id) == Some(&failed.code)
                });
                self.agrees_with_error(&converter, wanted, failed, id)
            }
            (Expected { ok: Some(wanted), .. }, _) => Err(Mismatch::new(wanted, answer.shown())),
            (Expected { error: Some(wanted), .. }, _) => Err(Mismatch::new(
                format!("{}: {}", wanted.code, wanted.message.as_deref().unwrap_or_default()),
                answer.shown(),
            )),
            // botocore raised.
            (_, Answer::Malformed(_) | Answer::Error(_)) => Ok(()),
            (_, _) => Err(Mismatch::new("a reply that cannot be read", answer.shown())),
        }
    }

    /// botocore has an empty message where there is none, and no request id of a bare server error. It knows every
    /// error of the service in every operation; an enum of ours holds those that the model lists for the operation.
    fn agrees_with_error(
        &self,
        converter: &Converter<'_>,
        wanted: &ExpectedError,
        failed: &Failed,
        id: Option<&ShapeId>,
    ) -> Result<(), Mismatch> {
        let is_text = |text: &&String| !text.is_empty();
        let message = wanted.message.as_ref().filter(is_text);
        let head = failed.code == wanted.code
            && failed.message.as_ref().filter(is_text) == message
            && wanted.request_id.as_ref().is_none_or(|id| failed.request_id.as_ref() == Some(id))
            && failed.display.contains(&failed.code);
        let of_operation = self.line.modelled_in.as_deref() != Some("service");
        let modelled = wanted.modeled.as_ref().filter(|_| of_operation);
        let members = match (&failed.members, modelled) {
            (None, None) => true,
            (Some(members), Some(name)) => {
                let seen = converter.message(id, members, b"");
                id.map(ShapeId::as_str) == Some(name)
                    && same_members(converter.model, id, &seen, &wanted.fields)
            }
            _ => false,
        };
        if head && members {
            return Ok(());
        }
        let expected = json!({
            "code": wanted.code,
            "message": message,
            "request_id": wanted.request_id,
            "modeled": modelled,
            "fields": wanted.fields,
        });
        Err(Mismatch::new(expected, serde_json::to_value(failed).unwrap_or_default()))
    }
}

/// Every header that was recorded must be sent. What a body is may be said where botocore does not say it.
fn judge_headers(
    model: &Model,
    operation: &str,
    expected: &Recorded,
    sent: &Made,
) -> Result<(), Mismatch> {
    for (name, value) in &expected.headers {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let seen = header(&sent.headers, name);
        let agree =
            seen.as_deref().is_some_and(|seen| same_header(model, operation, name, seen, &value));
        if !agree {
            let seen = seen.unwrap_or_else(|| "no such header".to_owned());
            return Err(Mismatch::new(format!("{name}: {value}"), seen));
        }
    }
    let recorded: BTreeSet<String> =
        expected.headers.keys().map(|name| name.to_ascii_lowercase()).collect();
    let is_more = |name: &str| !recorded.contains(name) && name != "content-type";
    match sent.headers.iter().find(|(name, _)| is_more(name)) {
        None => Ok(()),
        Some((name, value)) => {
            Err(Mismatch::new(format!("no header {name}"), format!("{name}: {value}")))
        }
    }
}

fn bytes(text: Option<&str>, base64: Option<&str>) -> Result<Vec<u8>, String> {
    match (text, base64) {
        (Some(text), _) => Ok(text.as_bytes().to_vec()),
        (None, Some(base64)) => STANDARD.decode(base64).map_err(|error| error.to_string()),
        (None, None) => Ok(Vec::new()),
    }
}

/// Equal, but for what corpora say of themselves: timestamps are rounded to milliseconds, and what is absent is
/// `null`. A `null` element of a collection that is not sparse is absent, too. The keys of prefix headers have no case.
fn same_members(model: &Model, id: Option<&ShapeId>, seen: &Value, wanted: &Value) -> bool {
    let lower = |message| with_lower_prefixed(model, id, message);
    let (seen, mut wanted) = (lower(seen), lower(wanted));
    for member in id.map_or(&[][..], |id| model.members(id)) {
        // An empty body is no payload; botocore calls it an empty one.
        if member.location == Location::Payload && wanted[&member.name] == "" {
            let is_absent = seen.get(&member.name).is_none();
            wanted.as_object_mut().filter(|_| is_absent).map(|wanted| wanted.remove(&member.name));
        }
    }
    Sameness::ROUNDED.of(&seen, &wanted)
}
