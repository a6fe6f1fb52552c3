//! Smithy's protocol tests: a model in the JSON AST whose operations and errors have test cases as traits. The traits
//! are `smithy.test#httpRequestTests`, `#httpResponseTests` and `#eventStreamTests`. Two of them may use the same id,
//! so the names of cases start with `request`, `reply` or `events`.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source};
use farrier_codegen::frontend::ModelFiles;
use farrier_codegen::ir::{Model, Operation, ShapeId};
use farrier_codegen::{Input, Request, Selection, prepare, survey};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::body::{BodyFormat, ExpectedBody, bytes};
use super::case::{Case, Side, TOKEN, Test, Trial};
use super::compare::Equality;
use super::convert::Notation;
use super::events::{ExpectedEnd, ReceivedEvents, SentEvent};
use super::query::Query;
use super::reply::{Detail, ExpectedError, ExpectedReply, Reading, ReplyTest};
use super::request::{ExpectedOutcome, ExpectedRequest, Headers, RequestTest, authority};
use super::trial::{Received, pairs};
use crate::s3::settings::Settings;

/// Smithy's cases write bytes as text, and JSON text as text.
pub const NOTATION: Notation = Notation {
    blobs_are_base64: false,
    json_is_text: true,
    empty_payload_is_unset: false,
    equality: Equality::EXACT,
};

/// Ignored keys of cases. `forbidHeaders` of a response is for servers.
const NOT_READ: [&str; 8] = [
    "authScheme",
    "documentation",
    "forbidHeaders",
    "initialRequestShape",
    "initialResponseShape",
    "protocol",
    "tags",
    "vendorParamsShape",
];

#[derive(Deserialize)]
struct Suite {
    shapes: BTreeMap<String, Shape>,
}

#[derive(Deserialize)]
struct Shape {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    traits: Traits,
}

#[derive(Default, Deserialize)]
struct Traits {
    #[serde(rename = "smithy.test#httpRequestTests", default)]
    requests: Vec<RawCase<RawRequest>>,
    #[serde(rename = "smithy.test#httpResponseTests", default)]
    replies: Vec<RawCase<RawReply>>,
    #[serde(rename = "smithy.test#eventStreamTests", default)]
    events: Vec<RawCase<RawEvents>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawCase<T> {
    id: String,
    applies_to: Option<Side>,
    #[serde(flatten)]
    test: T,
}

/// A test of an event stream: events, or the message before them.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawEvents {
    #[serde(default)]
    events: Vec<RawEvent>,
    initial_request_params: Option<Value>,
    initial_request: Option<RawInitialRequest>,
    initial_response_params: Option<Value>,
    initial_response: Option<RawInitialResponse>,
    expectation: Option<RawExpectation>,
    #[serde(flatten)]
    other: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawEvent {
    #[serde(rename = "type")]
    kind: String,
    params: Option<Value>,
    #[serde(default)]
    headers: Map<String, Value>,
    #[serde(default)]
    body: String,
    body_media_type: Option<String>,
    bytes: String,
}

#[derive(Deserialize)]
struct RawInitialRequest {
    method: String,
    uri: String,
    #[serde(default)]
    headers: Map<String, Value>,
}

#[derive(Deserialize)]
struct RawInitialResponse {
    code: u16,
    #[serde(default)]
    headers: Map<String, Value>,
    #[serde(default)]
    body: String,
}

#[derive(Deserialize)]
struct RawExpectation {
    failure: Option<RawFailure>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawFailure {
    error_id: Option<String>,
}

/// A test of a request.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawRequest {
    method: String,
    uri: String,
    host: Option<String>,
    resolved_host: Option<String>,
    #[serde(default)]
    query_params: Vec<String>,
    #[serde(default)]
    forbid_query_params: Vec<String>,
    #[serde(default)]
    require_query_params: Vec<String>,
    #[serde(default)]
    headers: Map<String, Value>,
    #[serde(default)]
    forbid_headers: Vec<String>,
    #[serde(default)]
    require_headers: Vec<String>,
    body: Option<String>,
    body_media_type: Option<String>,
    params: Option<Value>,
    /// Settings of the client.
    #[serde(default)]
    vendor_params: Map<String, Value>,
    #[serde(flatten)]
    other: Map<String, Value>,
}

/// A test of a response.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawReply {
    code: u16,
    #[serde(default)]
    headers: Map<String, Value>,
    #[serde(default)]
    body: String,
    body_media_type: Option<String>,
    params: Option<Value>,
    /// The error code.
    #[serde(default)]
    vendor_params: Map<String, Value>,
    #[serde(flatten)]
    other: Map<String, Value>,
}

/// The trial of a file.
///
/// # Errors
///
/// Fails if the file is not a model with cases, or if no operation can be generated.
pub fn trial(source: &Arc<Source>) -> Result<Trial, Diagnostics> {
    let suite: Suite = serde_json::from_str(&source.text).map_err(|error| {
        Diagnostic::error(format!("{} is not a model with protocol tests: {error}", source.path))
            .help("cases have the keys of the traits `httpRequestTests` and `httpResponseTests` of `smithy.test`")
    })?;
    let input = Input::from(ModelFiles::only(Arc::clone(source)));
    let (model, _) = input.load()?;
    if survey(&input.model)?.values().all(Result::is_err) {
        prepare(&Request::new(&source.path, input.clone(), Selection::All))?;
    }
    let service = suite.shapes.iter().find(|(_, shape)| shape.kind == "service");
    let name = service.map(|(id, _)| id.clone()).unwrap_or_default();
    let cases = cases(suite, &model, &source.path)?;
    if cases.is_empty() {
        let error = Diagnostic::error(format!("{} has no protocol tests", source.path));
        return Err(error
            .help("to try a model against recorded requests, name both with --model and --requests")
            .into());
    }
    let operations = model.operations.keys().cloned().collect();
    Ok(Trial { label: source.path.clone(), suite: name, input, operations, cases })
}

fn cases(suite: Suite, model: &Model, path: &str) -> Result<Vec<Case>, Diagnostics> {
    let mut cases = Vec::new();
    let mut errors = Diagnostics::default();
    for (id, Shape { kind, traits }) in suite.shapes {
        let name = id.split_once('#').map_or(id.as_str(), |(_, name)| name);
        let error = (kind != "operation").then_some(name);
        let operation = error.map_or(Some(name), |error| operation_with(model, error));
        let mut add = |word: &str, id: &str, applies_to, test: Result<Test, String>| {
            let operation = operation.ok_or_else(|| format!("no operation lists `{name}`"));
            let case = operation.and_then(|operation| {
                let (name, operation) = (format!("{word} {id}"), operation.to_owned());
                Ok(Case { name, operation, notation: NOTATION, applies_to, test: test? })
            });
            let case = case.map_err(|error| {
                Diagnostic::error(format!("{path}: case `{id}` cannot be run: {error}")).help(
                    "correct the case, or have farrier read it: tests/lab/src/conformance/smithy.rs",
                )
            });
            cases.extend(errors.collect(case));
        };
        for RawCase { id, applies_to, test } in traits.requests {
            add("request", &id, applies_to, test.test());
        }
        for RawCase { id, applies_to, test } in traits.replies {
            let code = error.map(|error| model.error_code(&ShapeId::new(error)).to_owned());
            add("reply", &id, applies_to, test.test(error, code));
        }
        for RawCase { id, applies_to, test } in traits.events {
            add("events", &id, applies_to, test.test());
        }
    }
    errors.finish(cases)
}

/// The name of an operation that lists an error.
fn operation_with<'a>(model: &'a Model, error: &str) -> Option<&'a str> {
    let lists = |operation: &&Operation| operation.errors.iter().any(|id| id.as_str() == error);
    model.operations.values().find(lists).map(|operation| operation.name.as_str())
}

/// Fails on an unknown key.
fn only_known(keys: &Map<String, Value>) -> Result<(), String> {
    match keys.keys().find(|key| !NOT_READ.contains(&key.as_str())) {
        Some(key) => Err(format!("`{key}` is not a key of its trait")),
        None => Ok(()),
    }
}

impl RawRequest {
    fn test(self) -> Result<Test, String> {
        only_known(&self.other)?;
        let host = self.resolved_host.as_ref().or(self.host.as_ref());
        let expected = ExpectedRequest {
            method: Some(self.method),
            path: Some(self.uri),
            query: Query::Params {
                sent: self.query_params,
                required: self.require_query_params,
                forbidden: self.forbid_query_params,
            },
            host: host.map(|host| authority(host).to_owned()),
            host_prefix: None,
            headers: Headers {
                sent: pairs(&self.headers),
                required: self.require_headers,
                forbidden: self.forbid_headers,
                ..Headers::default()
            },
            body: self
                .body
                .map(|body| {
                    Ok::<_, String>(ExpectedBody {
                        bytes: bytes(body, self.body_media_type.as_deref())?,
                        format: BodyFormat::of(self.body_media_type.as_deref()),
                    })
                })
                .transpose()?,
        };
        Ok(Test::Request(RequestTest {
            params: self.params.unwrap_or_else(|| json!({})),
            token: TOKEN.to_owned(),
            endpoint: self.host.map(|host| format!("https://{host}")),
            region: region(&self.vendor_params)?,
            expected: ExpectedOutcome::Sent(Box::new(expected)),
        }))
    }
}

impl RawEvents {
    fn test(self) -> Result<Test, String> {
        only_known(&self.other)?;
        if let Some(request) = self.initial_request {
            let expected = ExpectedRequest {
                method: Some(request.method),
                path: Some(request.uri),
                headers: Headers { sent: pairs(&request.headers), ..Headers::default() },
                ..ExpectedRequest::default()
            };
            return Ok(Test::Request(RequestTest {
                params: self.initial_request_params.unwrap_or_else(|| json!({})),
                token: TOKEN.to_owned(),
                endpoint: None,
                region: None,
                expected: ExpectedOutcome::Sent(Box::new(expected)),
            }));
        }
        let (sent, received): (Vec<_>, Vec<_>) =
            self.events.into_iter().partition(|event| event.kind == "request");
        match (sent.into_iter().next(), received.is_empty(), self.initial_response.is_none()) {
            (Some(event), true, true) => {
                return Ok(Test::Sent(SentEvent {
                    params: event.params.unwrap_or_default(),
                    headers: event.headers,
                    body: ExpectedBody {
                        bytes: event.body.into_bytes(),
                        format: BodyFormat::of(event.body_media_type.as_deref()),
                    },
                }));
            }
            (Some(_), ..) => return Err("it has events in both directions".to_owned()),
            (None, ..) => {}
        }
        let mut body = Vec::new();
        for event in &received {
            body.extend(STANDARD.decode(&event.bytes).map_err(|error| error.to_string())?);
        }
        let failure = self.expectation.and_then(|expectation| expectation.failure);
        let (events, end) = match failure {
            None => {
                let events = received.into_iter().filter_map(|event| event.params);
                (events.collect(), ExpectedEnd::Whole)
            }
            Some(RawFailure { error_id }) => {
                let shape =
                    error_id.as_deref().and_then(|id| Some(id.split_once('#')?.1.to_owned()));
                (Vec::new(), shape.map_or(ExpectedEnd::Failed, ExpectedEnd::Shape))
            }
        };
        let initial = self.initial_response;
        let status = initial.as_ref().map_or(200, |initial| initial.code);
        let headers = initial.as_ref().map(|initial| initial.headers.clone()).unwrap_or_default();
        body.extend(initial.map(|initial| initial.body.into_bytes()).unwrap_or_default());
        Ok(Test::Received(ReceivedEvents {
            received: Received::new(status, &headers, body),
            output: self.initial_response_params,
            events,
            end,
            may_be_refused: false,
        }))
    }
}

/// The region of a client with settings, if the case has some. Those of the operation take precedence.
fn region(settings: &Map<String, Value>) -> Result<Option<Value>, String> {
    let Some(scoped) = settings.get("scopedConfig") else { return Ok(None) };
    let mut config = Map::new();
    for of in ["client", "operation"].iter().filter_map(|scope| scoped[scope].as_object()) {
        config.extend(of.clone());
    }
    let region = serde_json::to_value(Settings::read(&config)?.region);
    region.map(Some).map_err(|error| error.to_string())
}

impl RawReply {
    /// The test of a response. `error` is the expected error shape, if there is one, with its code in the model.
    fn test(self, error: Option<&str>, code: Option<String>) -> Result<Test, String> {
        only_known(&self.other)?;
        let params = self.params.unwrap_or_else(|| json!({}));
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        let expected = match error {
            None => ExpectedReply::Output(params),
            Some(error) => ExpectedReply::Error(ExpectedError {
                code: text(self.vendor_params.get("code")).or(code),
                message: text(params.get("message").or_else(|| params.get("Message"))),
                request_id: None,
                detail: Detail::Shape(error.to_owned(), params),
            }),
        };
        let body = bytes(self.body, self.body_media_type.as_deref())?;
        let received = Received::new(self.code, &self.headers, body);
        Ok(Test::Reply(ReplyTest { received, expected, reading: Reading::Exact }))
    }
}
