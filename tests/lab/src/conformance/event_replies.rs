//! Recorded responses with events, one JSON object per line. A file has operations of several services.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use farrier_codegen::Input;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Location, Source};
use farrier_xtask::Terminal;
use farrier_xtask::shared::fetch;
use farrier_xtask::shared::package::Package;
use farrier_xtask::shared::slashes;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use super::case::{Case, Test, Trial};
use super::corpus::NOTATION;
use super::events::{ExpectedEnd, ReceivedEvents};
use super::trial::Received;

/// The package with the models of the recordings.
const PACKAGE: &str = "botocore==1.44.8";

#[derive(Deserialize)]
struct Line {
    service: String,
    operation: String,
    case: Value,
    kind: String,
    class: String,
    response: Response,
    expected: Expected,
}

#[derive(Deserialize)]
struct Response {
    status: u16,
    headers: Map<String, Value>,
    body: Option<String>,
    body_b64: Option<String>,
}

/// botocore's reading: output, events and end; or an error instead of a stream.
#[derive(Deserialize)]
struct Expected {
    ok: Option<Value>,
    #[serde(default)]
    events: Vec<Value>,
    end: Option<End>,
    error: Option<Failure>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum End {
    Error(Failure),
    Raises(IgnoredAny),
}

#[derive(Deserialize)]
struct Failure {
    code: String,
    message: Option<String>,
}

/// The trials of a file, one for each service.
///
/// # Errors
///
/// Fails if a line has another form, or if a model cannot be read.
pub fn trials(
    source: &Arc<Source>,
    python: Option<&Path>,
    root: &Path,
    terminal: &mut Terminal,
) -> Result<Vec<Trial>, Diagnostics> {
    let mut errors = Diagnostics::default();
    let mut services: BTreeMap<String, Vec<Case>> = BTreeMap::new();
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        let range = start..start + line.trim_end().len();
        start += line.len();
        if line.trim().is_empty() {
            continue;
        }
        let case = case(line, source).map_err(|error| {
            Diagnostic::error(format!("the line is not a recorded response with events: {error}"))
                .at(Location::span(source, range))
        });
        if let Some((service, case)) = errors.collect(case) {
            services.entry(service).or_default().push(case);
        }
    }
    errors.finish(())?;
    let wheel = fetch::wheel(PACKAGE, python, root, terminal)?;
    let package = Package::open(&wheel, slashes(&wheel))?;
    let trials = services.into_iter().map(|(service, cases)| {
        let model = package.files(package.pick(Some(&service), None)?)?;
        let label = format!("{}, {service}", source.path);
        let input = Input { model, changes: Vec::new() };
        Ok(Trial { suite: label.clone(), label, input, operations: Vec::new(), cases })
    });
    trials.collect()
}

fn case(line: &str, source: &Source) -> Result<(String, Case), String> {
    let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let name = format!("{} {} {} {}", source.path, line.operation, line.case, line.kind);
    let Response { status, headers, body, body_b64 } = &line.response;
    let body = match (body, body_b64) {
        (Some(body), _) => body.clone().into_bytes(),
        (None, Some(base64)) => STANDARD.decode(base64).map_err(|error| error.to_string())?,
        (None, None) => Vec::new(),
    };
    let Expected { ok, events, end, error } = line.expected;
    let end = match (error, end) {
        (Some(Failure { code, message }), _)
        | (None, Some(End::Error(Failure { code, message }))) => {
            ExpectedEnd::Error(code, message.unwrap_or_default())
        }
        (None, Some(End::Raises(_))) => ExpectedEnd::Failed,
        (None, None) => ExpectedEnd::Whole,
    };
    let test = Test::Received(ReceivedEvents {
        received: Received::new(*status, headers, body),
        output: ok,
        events,
        end,
        may_be_refused: matches!(&*line.class, "lenient" | "malformed"),
    });
    let case = Case { name, operation: line.operation, notation: NOTATION, applies_to: None, test };
    Ok((line.service, case))
}
