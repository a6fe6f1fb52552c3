//! botocore's protocol test files: suites of a description, metadata, shapes and cases.
//!
//! A suite is a model but for its operations, of which each case has one as `given`. Cases that give an operation of
//! one name in two ways are put into models of their own.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source};
use farrier_codegen::frontend::ModelFiles;
use farrier_codegen::ir::{Model, Operation};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::caller;
use super::compare::{
    Sameness, control_character, has_query_map, header, same_body, same_header, same_query,
    with_lower_prefixed,
};
use super::convert::{Converter, Input, Notation};
use super::trial::{Answer, Case, Made, Mismatch, Received, Task, Trial};

/// The protocols that are generated, by botocore's names.
const PROTOCOLS: [&str; 2] = ["json", "rest-json"];

/// The token that cases have where a client fills one in.
const TOKEN: &str = "00000000-0000-4000-8000-000000000000";

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

/// A request as a case expects it.
#[derive(Clone, Deserialize)]
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

/// A reply that a case gives.
#[derive(Clone, Deserialize)]
struct Response {
    status_code: u16,
    #[serde(default)]
    headers: Map<String, Value>,
    #[serde(default)]
    body: String,
}

/// The trials of a file; none if its suites are of other protocols.
///
/// # Errors
///
/// Fails if it is no file of suites.
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

/// A model in the making, with the cases that its operations are for.
struct Draft {
    operations: Map<String, Value>,
    cases: Vec<Box<dyn Case>>,
}

fn trials_of(source: &Arc<Source>, number: usize, suite: &Suite) -> Vec<Trial> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut shapes = suite.shapes.clone();
    for shape in shapes.values_mut() {
        // One suite calls a map a string.
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
        draft.cases.push(Box::new(SuiteCase {
            name: case
                .id
                .clone()
                .unwrap_or_else(|| format!("{} #{}", suite.description, index + 1)),
            operation: name.to_owned(),
            // Cases that have an id are Smithy's, where text that is JSON is text.
            notation: Notation { blobs_are_base64: false, json_is_text: case.id.is_some() },
            endpoint: suite.client_endpoint.clone(),
            case: case.clone(),
        }));
    }
    let metadata = metadata(&suite.metadata);
    let label = format!("{}, suite {number}: {}", source.path, suite.description);
    let trial = |draft: Draft| {
        let model =
            json!({ "metadata": metadata, "operations": draft.operations, "shapes": shapes });
        let path = format!("{}[{number}]", source.path);
        let files = ModelFiles::only(Source::new(path, model.to_string()));
        Trial { label: label.clone(), input: files.into(), cases: draft.cases }
    };
    drafts.into_iter().map(trial).collect()
}

/// The metadata with what every model has and suites leave out.
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

/// The operation of a case with what every operation has. botocore knows every error of a service in each of its
/// operations, and cases may answer one that their operation does not list.
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

/// Marks the lists and maps that a case has a `null` in: suites do not have the trait that says so.
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

/// A case of a suite.
struct SuiteCase {
    name: String,
    operation: String,
    notation: Notation,
    endpoint: Option<String>,
    case: RawCase,
}

impl Case for SuiteCase {
    fn name(&self) -> &str {
        &self.name
    }

    fn operation(&self) -> &str {
        &self.operation
    }

    fn task(&self, model: &Model) -> Result<Task, String> {
        if let Some(response) = &self.case.response {
            let body = response.body.clone().into_bytes();
            return Ok(Task::Reply(Received::new(response.status_code, &response.headers, body)));
        }
        Ok(Task::Request {
            input: self.input(model)?.members,
            token: TOKEN.to_owned(),
            endpoint: self.endpoint.clone(),
        })
    }

    fn judge(&self, model: &Model, answer: &Answer) -> Result<(), Mismatch> {
        match (&self.case.serialized, answer) {
            (Some(expected), Answer::Request(made)) => self.judge_request(model, expected, made),
            (Some(expected), _) => {
                Err(Mismatch::new(expected.uri.as_deref().unwrap_or("a request"), answer.shown()))
            }
            (None, _) => self.judge_reply(model, answer),
        }
    }
}

impl SuiteCase {
    fn converter<'a>(&self, model: &'a Model) -> Converter<'a> {
        Converter { model, notation: self.notation }
    }

    fn operation_of<'a>(&self, model: &'a Model) -> Option<&'a Operation> {
        model.operations.get(&self.operation)
    }

    fn input(&self, model: &Model) -> Result<Input, String> {
        let id = self.operation_of(model).and_then(|operation| operation.input.as_ref());
        let none = json!({});
        self.converter(model).input(id, self.case.params.as_ref().unwrap_or(&none))
    }

    fn judge_request(
        &self,
        model: &Model,
        expected: &Serialized,
        made: &Made,
    ) -> Result<(), Mismatch> {
        let stream = self.input(model).ok().and_then(|input| input.stream);
        let sent = caller::send(made, stream.as_deref())
            .map_err(|error| Mismatch::new("a request that can be sent", error))?;
        if let Some(method) = expected.method.as_ref().filter(|method| **method != sent.method) {
            return Err(Mismatch::new(method, &sent.method));
        }
        if let Some(uri) = &expected.uri {
            let (path, query) = parts(&sent.uri);
            let (wanted_path, wanted_query) = parts(uri);
            let has_map = has_query_map(model, &self.operation);
            if path != wanted_path || !same_query(query, wanted_query, has_map) {
                return Err(Mismatch::new(uri, &sent.uri));
            }
        }
        // Some cases have the path of the endpoint in the host, too; that is part of the URI.
        let host = expected.host.as_deref().and_then(|host| host.split('/').next());
        if let Some(host) = host.filter(|host| sent.host.as_deref() != Some(*host)) {
            return Err(Mismatch::new(host, sent.host.unwrap_or_default()));
        }
        if let Some(body) = &expected.body
            && !same_body(Sameness::EXACT, &sent.body, body.as_bytes())
        {
            return Err(Mismatch::new(body, String::from_utf8_lossy(&sent.body)));
        }
        self.judge_headers(model, expected, &sent)?;
        if let Some(c) = control_character(&sent.uri, &sent.headers) {
            return Err(Mismatch::new("no control character", format!("{c:?}")));
        }
        if made.same_again {
            Ok(())
        } else {
            Err(Mismatch::new("the same input after it was written and read", "another"))
        }
    }

    fn judge_headers(
        &self,
        model: &Model,
        expected: &Serialized,
        sent: &Made,
    ) -> Result<(), Mismatch> {
        // The length is the HTTP client's to say.
        let is_ours = |name: &&String| !name.eq_ignore_ascii_case("content-length");
        for (name, value) in &expected.headers {
            let value = value.as_str().unwrap_or_default();
            let seen = header(&sent.headers, name);
            // What is not there has no type (RFC 9110, section 8.3).
            if sent.body.is_empty() && name.eq_ignore_ascii_case("content-type") && seen.is_none() {
                continue;
            }
            let agree = seen
                .as_deref()
                .is_some_and(|seen| same_header(model, &self.operation, name, seen, value));
            if !agree {
                let seen = seen.unwrap_or_else(|| "no such header".to_owned());
                return Err(Mismatch::new(format!("{name}: {value}"), seen));
            }
        }
        for name in expected.require_headers.iter().filter(is_ours) {
            if header(&sent.headers, name).is_none() {
                return Err(Mismatch::new(format!("a header {name}"), "none"));
            }
        }
        for name in expected.forbid_headers.iter().filter(is_ours) {
            if let Some(value) = header(&sent.headers, name) {
                return Err(Mismatch::new(format!("no header {name}"), value));
            }
        }
        Ok(())
    }

    fn judge_reply(&self, model: &Model, answer: &Answer) -> Result<(), Mismatch> {
        let body = self.case.response.as_ref().map_or("", |response| &response.body).as_bytes();
        let operation = self.operation_of(model);
        let converter = self.converter(model);
        if let Some(error) = &self.case.error {
            return self.judge_error(model, error, answer);
        }
        let wanted = self.case.result.clone().unwrap_or_else(|| json!({}));
        let Answer::Output(output) = answer else {
            return Err(Mismatch::new(wanted, answer.shown()));
        };
        let id = operation.and_then(|operation| operation.output.as_ref());
        let seen = converter.message(id, &output.members, body);
        let lower = |message| with_lower_prefixed(model, id, message);
        if !Sameness::EXACT.of(&lower(&seen), &lower(&wanted)) {
            return Err(Mismatch::new(wanted, seen));
        }
        if output.same_again {
            Ok(())
        } else {
            Err(Mismatch::new("the same output after it was written and read", "another"))
        }
    }

    fn judge_error(&self, model: &Model, wanted: &Value, answer: &Answer) -> Result<(), Mismatch> {
        let code = self.case.error_code.clone().unwrap_or_default();
        let message = self.case.error_message.clone().unwrap_or_default();
        let expected = json!({ "code": code, "message": message, "members": wanted });
        let Answer::Error(failed) = answer else {
            return Err(Mismatch::new(expected, answer.shown()));
        };
        let errors = self.operation_of(model).map_or(&[][..], |operation| &operation.errors);
        let id = errors.iter().find(|id| {
            model.error_code(id) == failed.code || model.error_name(id) == Some(&failed.code)
        });
        let members = failed.members.as_ref();
        let members = members
            .map_or_else(|| json!({}), |members| self.converter(model).message(id, members, b""));
        let seen = json!({
            "code": failed.code,
            "message": failed.message.clone().unwrap_or_default(),
            "members": members,
        });
        if Sameness::EXACT.of(&seen, &expected) {
            Ok(())
        } else {
            Err(Mismatch::new(expected, seen))
        }
    }
}

/// Path and query.
fn parts(uri: &str) -> (&str, &str) {
    uri.split_once('?').unwrap_or((uri, ""))
}

/// Where a file of suites lies among botocore's, such as `input/rest-json.json`; else its name.
pub fn shown(path: &str) -> &str {
    let name = Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or(path);
    path.split_once("protocols/").map_or(name, |(_, within)| within)
}
