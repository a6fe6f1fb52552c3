//! botocore's protocol tests: suites with a description, metadata, shapes and cases. A suite is a model without
//! operations; each case has one in `given`. Cases that define the same operation differently go into separate
//! models.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source};
use farrier_codegen::frontend::ModelFiles;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::body::{BodyFormat, ExpectedBody};
use super::case::{Case, TOKEN, Test, Trial};
use super::compare::Equality;
use super::convert::Notation;
use super::query::Query;
use super::reply::{Detail, ExpectedError, ExpectedReply, Reading, ReplyTest};
use super::request::{ExpectedOutcome, ExpectedRequest, Headers, RequestTest, authority};
use super::trial::{Received, pairs};

/// The supported protocols, by botocore's names.
const PROTOCOLS: [&str; 2] = ["json", "rest-json"];

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
            trials.extend(trials_of(source, number, &suite));
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

fn trials_of(source: &Arc<Source>, number: usize, suite: &Suite) -> Vec<Trial> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut shapes = suite.shapes.clone();
    for shape in shapes.values_mut() {
        // One suite declares a map as a string.
        if shape.get("key").is_some() && shape.get("value").is_some() {
            shape["type"] = "map".into();
        }
    }
    for (index, case) in suite.cases.iter().enumerate() {
        let name = case.given.get("name").and_then(Value::as_str).unwrap_or("OperationName");
        let operation = operation(case, &suite.shapes);
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
            test: test(case, suite.client_endpoint.as_ref()),
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
    drafts.into_iter().map(trial).collect()
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
fn operation(case: &RawCase, shapes: &Map<String, Value>) -> Value {
    let mut operation = case.given.clone();
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
fn test(case: &RawCase, endpoint: Option<&String>) -> Test {
    if let Some(response) = &case.response {
        let body = response.body.clone().into_bytes();
        return Test::Reply(ReplyTest {
            received: Received::new(response.status_code, &response.headers, body),
            expected: expected_reply(case),
            reading: Reading::Exact,
        });
    }
    Test::Request(RequestTest {
        params: case.params.clone().unwrap_or_else(|| json!({})),
        token: TOKEN.to_owned(),
        endpoint: endpoint.cloned(),
        expected: ExpectedOutcome::Sent(Box::new(expected_request(
            case.serialized.clone().unwrap_or_default(),
        ))),
    })
}

fn expected_request(serialized: Serialized) -> ExpectedRequest {
    let uri = serialized.uri.as_deref().map(|uri| uri.split_once('?').unwrap_or((uri, "")));
    ExpectedRequest {
        method: serialized.method,
        path: uri.map(|(path, _)| path.to_owned()),
        query: uri.map_or(Query::Any, |(_, query)| Query::Exact(query.to_owned())),
        // Some cases repeat the endpoint's path in the host; only the authority is compared.
        host: serialized.host.map(|host| authority(&host).to_owned()),
        host_prefix: None,
        headers: Headers {
            sent: pairs(&serialized.headers),
            required: serialized.require_headers,
            forbidden: serialized.forbid_headers,
            exhaustive: false,
            typed_body_only: true,
        },
        body: serialized.body.map(|body| ExpectedBody {
            bytes: body.into_bytes(),
            format: BodyFormat::Json(Equality::EXACT),
        }),
    }
}

fn expected_reply(case: &RawCase) -> ExpectedReply {
    let Some(error) = &case.error else {
        return ExpectedReply::Output(case.result.clone().unwrap_or_else(|| json!({})));
    };
    ExpectedReply::Error(ExpectedError {
        code: Some(case.error_code.clone().unwrap_or_default()),
        message: case.error_message.clone(),
        request_id: None,
        detail: Detail::Members(error.clone()),
    })
}

/// The path of a suite in botocore, such as `input/rest-json.json`, or else the file name.
pub fn shown(path: &str) -> &str {
    let name = Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or(path);
    path.split_once("protocols/").map_or(name, |(_, within)| within)
}
