//! botocore's protocol tests: suites with a description, metadata, shapes and cases. A suite is a model without
//! operations; each case has one in `given`. Cases that define the same operation differently go into separate
//! models.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source};
use farrier_codegen::frontend::ModelFiles;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::body::{BodyFormat, CBOR, ExpectedBody, FORM, bytes};
use super::case::{Case, TOKEN, Test, Trial};
use super::compare::Equality;
use super::convert::Notation;
use super::events::{ExpectedEnd, ReceivedEvents};
use super::form::without_charset;
use super::query::Query;
use super::reply::{Detail, ExpectedError, ExpectedReply, Reading, ReplyTest};
use super::request::{ExpectedOutcome, ExpectedRequest, Headers, RequestTest, authority};
use super::trial::{Received, pairs};

/// The supported protocols, by botocore's names.
const PROTOCOLS: [&str; 6] =
    ["json", "rest-json", "rest-xml", "smithy-rpc-v2-cbor", "query", "ec2"];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Suite {
    description: String,
    metadata: Map<String, Value>,
    #[serde(default)]
    shapes: Map<String, Value>,
    client_endpoint: Option<String>,
    cases: Vec<RawCase>,
}

#[derive(Clone, Deserialize)]
struct RawCase {
    id: Option<String>,
    given: Map<String, Value>,
    params: Option<Value>,
    serialized: Option<Serialized>,
    response: Option<Response>,
    result: Option<Value>,
    error: Option<Value>,
    #[serde(rename = "errorCode")]
    error_code: Option<String>,
    #[serde(rename = "errorMessage")]
    error_message: Option<String>,
}

/// An expected request.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Serialized {
    method: Option<String>,
    uri: Option<String>,
    body: Option<String>,
    #[serde(default)]
    headers: Map<String, Value>,
    #[serde(default)]
    require_headers: Vec<String>,
    #[serde(default)]
    forbid_headers: Vec<String>,
    host: Option<String>,
}

/// A response.
#[derive(Clone, Deserialize)]
struct Response {
    status_code: u16,
    #[serde(default)]
    headers: Map<String, Value>,
    #[serde(default)]
    body: String,
}

/// The trials of a file; none if its suites use other protocols.
///
/// # Errors
///
/// Fails if the file is not a list of suites.
pub fn trials(source: &Arc<Source>) -> Result<Vec<Trial>, Diagnostics> {
    let suites: Vec<Suite> = serde_json::from_str(&source.text).map_err(|error| {
        Diagnostic::error(format!("{} is not a file of protocol tests: {error}", source.path))
            .help("it is an array of suites with `description`, `metadata`, `shapes` and `cases`")
    })?;
    let mut trials = Vec::new();
    for (number, suite) in suites.into_iter().enumerate() {
        if is_generated(&suite.metadata) {
            trials.extend(trials_of(source, number, &suite)?);
        }
    }
    Ok(trials)
}

fn is_generated(metadata: &Map<String, Value>) -> bool {
    let listed = metadata.get("protocols").and_then(Value::as_array).cloned();
    let names = listed.unwrap_or_else(|| metadata.get("protocol").cloned().into_iter().collect());
    names.iter().filter_map(Value::as_str).any(|name| PROTOCOLS.contains(&name))
}

/// A model under construction, with the cases of its operations.
struct Draft {
    operations: Map<String, Value>,
    cases: Vec<Case>,
}

fn trials_of(source: &Arc<Source>, number: usize, suite: &Suite) -> Result<Vec<Trial>, Diagnostic> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut shapes = suite.shapes.clone();
    shapes.values_mut().for_each(repair);
    for (index, case) in suite.cases.iter().enumerate() {
        let name = case.given.get("name").and_then(Value::as_str).unwrap_or("OperationName");
        let operation = operation(case, suite, name);
        let roots = [("input", &case.params), ("output", &case.result)];
        for (key, value) in roots {
            let root = case.given.get(key).and_then(|given| given["shape"].as_str());
            if let (Some(root), Some(value)) = (root, value) {
                mark_sparse(&mut shapes, root, value);
            }
        }
        let fits =
            |draft: &Draft| draft.operations.get(name).is_none_or(|known| *known == operation);
        let position = drafts.iter().position(fits).unwrap_or_else(|| {
            drafts.push(Draft { operations: Map::new(), cases: Vec::new() });
            drafts.len() - 1
        });
        let Some(draft) = drafts.get_mut(position) else { continue };
        draft.operations.insert(name.to_owned(), operation);
        let unnamed = || format!("{} #{}", suite.description, index + 1);
        let test = test(case, suite).map_err(|error| {
            Diagnostic::error(format!("{}: {}: {error}", source.path, unnamed()))
        })?;
        draft.cases.push(Case {
            name: case.id.clone().unwrap_or_else(unnamed),
            operation: name.to_owned(),
            notation: Notation {
                blobs_are_base64: false,
                // Cases with an id come from Smithy, where JSON text is text.
                json_is_text: case.id.is_some(),
                empty_payload_is_unset: false,
                equality: Equality::EXACT,
            },
            applies_to: None,
            test,
        });
    }
    let metadata = metadata(&suite.metadata);
    let label = format!("{}, suite {number}: {}", source.path, suite.description);
    let trial = |draft: Draft| {
        let model =
            json!({ "metadata": metadata, "operations": draft.operations, "shapes": shapes });
        let path = format!("{}[{number}]", source.path);
        let files = ModelFiles::only(Source::new(path, model.to_string()));
        Trial {
            label: label.clone(),
            suite: suite.description.clone(),
            input: files.into(),
            operations: Vec::new(),
            cases: draft.cases,
        }
    };
    Ok(drafts.into_iter().map(trial).collect())
}

/// Repairs mistakes of suites, which botocore overlooks.
fn repair(part: &mut Value) {
    if part.get("key").is_some() && part.get("value").is_some() {
        part["type"] = "map".into();
    }
    let Some(keys) = part.as_object_mut() else { return };
    // The key is `locationName`, which botocore does not find here.
    keys.remove("LocationName");
    keys.remove("resultWrapper");
    if let Some(namespace) = keys.get_mut("xmlNamespace").filter(|it| it.is_string()) {
        *namespace = json!({ "uri": namespace });
    }
    keys.values_mut().for_each(repair);
}

/// The metadata of a suite, with the required keys that suites omit.
fn metadata(given: &Map<String, Value>) -> Map<String, Value> {
    let defaults = [
        ("apiVersion", "2014-01-01"),
        ("serviceFullName", "Protocol tests"),
        ("targetPrefix", "com.amazonaws.foo"),
    ];
    let mut metadata = given.clone();
    for (key, value) in defaults {
        metadata.entry(key).or_insert_with(|| value.into());
    }
    metadata
}

/// The operation of a case with its required keys. botocore accepts every error of the service in each operation, and
/// a case may use an error that the operation does not list.
fn operation(case: &RawCase, Suite { metadata, shapes, .. }: &Suite, name: &str) -> Value {
    let mut operation = case.given.clone();
    // As in botocore's own test, the wrapper of an output of `query` is named after the operation.
    let wrapper = format!("{name}Result");
    let is_wrapped = case.response.as_ref().is_some_and(|it| it.body.contains(&wrapper));
    if is_wrapped
        && metadata.get("protocol").is_some_and(|protocol| protocol == "query")
        && let Some(output) = operation.get_mut("output").and_then(Value::as_object_mut)
    {
        output.insert("resultWrapper".to_owned(), wrapper.into());
    }
    let http = operation.entry("http").or_insert_with(|| json!({}));
    if let Some(http) = http.as_object_mut() {
        http.entry("method").or_insert_with(|| "POST".into());
        http.entry("requestUri").or_insert_with(|| "/".into());
    }
    if case.error.is_some() {
        let listed = operation.get("errors").and_then(Value::as_array).cloned();
        let mut errors = listed.unwrap_or_default();
        let known: BTreeSet<String> =
            errors.iter().filter_map(|error| error["shape"].as_str()).map(str::to_owned).collect();
        let exceptions = shapes.iter().filter(|(_, shape)| shape["exception"] == true);
        let others = exceptions.filter(|(name, _)| !known.contains(*name));
        errors.extend(others.map(|(name, _)| json!({ "shape": name })));
        operation.insert("errors".to_owned(), Value::Array(errors));
    }
    Value::Object(operation)
}

/// Marks lists and maps with a `null` in a case as sparse, because suites lack this trait.
fn mark_sparse(shapes: &mut Map<String, Value>, name: &str, value: &Value) {
    let Some(shape) = shapes.get(name).cloned() else { return };
    let of = |key: &str| shape[key]["shape"].as_str().map(str::to_owned);
    let (element, values): (Option<String>, Vec<&Value>) = match value {
        Value::Array(elements) => (of("member"), elements.iter().collect()),
        Value::Object(entries) if shape["type"] == "map" => {
            (of("value"), entries.values().collect())
        }
        Value::Object(entries) => {
            for (member, value) in entries {
                if let Some(target) = shape["members"][member]["shape"].as_str() {
                    mark_sparse(shapes, target, value);
                }
            }
            return;
        }
        _ => return,
    };
    if values.iter().any(|value| value.is_null())
        && let Some(shape) = shapes.get_mut(name).and_then(Value::as_object_mut)
    {
        shape.insert("sparse".to_owned(), true.into());
    }
    if let Some(element) = element {
        for value in values {
            mark_sparse(shapes, &element, value);
        }
    }
}

/// The test of a case.
fn test(case: &RawCase, suite: &Suite) -> Result<Test, String> {
    if let Some(test) = events(case, suite) {
        return Ok(Test::Received(test));
    }
    let media_type = media_type(&suite.metadata);
    if let Some(response) = &case.response {
        let body = bytes(response.body.clone(), Some(media_type))?;
        return Ok(Test::Reply(ReplyTest {
            received: Received::new(response.status_code, &response.headers, body),
            expected: expected_reply(case),
            reading: Reading::Exact,
        }));
    }
    Ok(Test::Request(RequestTest {
        params: case.params.clone().unwrap_or_else(|| json!({})),
        token: TOKEN.to_owned(),
        endpoint: suite.client_endpoint.clone(),
        region: None,
        expected: ExpectedOutcome::Sent(Box::new(expected_request(
            case.serialized.clone().unwrap_or_default(),
            media_type,
        )?)),
    }))
}

/// The test of a response with events, whose body is base64.
fn events(case: &RawCase, suite: &Suite) -> Option<ReceivedEvents> {
    let output = suite.shapes.get(case.given.get("output")?["shape"].as_str()?)?;
    let is_stream = |(_, member): &(&String, &Value)| {
        let target = member["shape"].as_str().and_then(|target| suite.shapes.get(target));
        target.is_some_and(|target| target["eventstream"] == true)
    };
    let (stream, _) = output["members"].as_object()?.iter().find(is_stream)?;
    let response = case.response.as_ref()?;
    let body = STANDARD.decode(&response.body).ok()?;
    let events = case.result.as_ref().and_then(|result| result[stream].as_array().cloned());
    Some(ReceivedEvents {
        received: Received::new(response.status_code, &response.headers, body),
        output: None,
        events: events.unwrap_or_default(),
        end: ExpectedEnd::Whole,
        may_be_refused: false,
    })
}

/// The media type of a suite's bodies.
fn media_type(metadata: &Map<String, Value>) -> &'static str {
    match metadata.get("protocol").and_then(Value::as_str) {
        Some("query" | "ec2") => FORM,
        Some("rest-xml") => "application/xml",
        Some("smithy-rpc-v2-cbor") => CBOR,
        _ => "application/json",
    }
}

fn expected_request(serialized: Serialized, media_type: &str) -> Result<ExpectedRequest, String> {
    let uri = serialized.uri.as_deref().map(|uri| uri.split_once('?').unwrap_or((uri, "")));
    let body = serialized.body.map(|body| bytes(body, Some(media_type))).transpose()?;
    Ok(ExpectedRequest {
        method: serialized.method,
        path: uri.map(|(path, _)| path.to_owned()),
        query: uri.map_or(Query::Any, |(_, query)| Query::Exact(query.to_owned())),
        // Some cases repeat the endpoint's path in the host; only the authority is compared.
        host: serialized.host.map(|host| authority(&host).to_owned()),
        host_prefix: None,
        headers: Headers {
            sent: pairs(&serialized.headers).into_iter().map(without_charset).collect(),
            required: serialized.require_headers,
            forbidden: serialized.forbid_headers,
            exhaustive: false,
            typed_body_only: true,
        },
        body: body.map(|bytes| ExpectedBody { bytes, format: BodyFormat::of(Some(media_type)) }),
    })
}

fn expected_reply(case: &RawCase) -> ExpectedReply {
    let Some(error) = &case.error else {
        return ExpectedReply::Output(case.result.clone().unwrap_or_else(|| json!({})));
    };
    ExpectedReply::Error(ExpectedError {
        code: Some(case.error_code.clone().unwrap_or_default()),
        // Cases with an id come from Smithy, where a missing message asserts nothing.
        message: case.error_message.clone().or(case.id.is_none().then(String::new)),
        request_id: None,
        detail: Detail::Members(error.clone()),
    })
}

/// The path of a suite in botocore, such as `input/rest-json.json`, or else the file name.
pub fn shown(path: &str) -> &str {
    let name = Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or(path);
    path.split_once("protocols/").map_or(name, |(_, within)| within)
}
