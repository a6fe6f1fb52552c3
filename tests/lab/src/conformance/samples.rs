//! The sample responses of botocore's sdist: XML, and the values in it as JSON.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source};
use farrier_codegen::frontend;
use farrier_codegen::ir::{Model, ShapeId, ShapeKind};
use farrier_xtask::shared::package::{Package, texts};
use farrier_xtask::shared::slashes;
use serde_json::{Map, Value, json};

use super::case::{Case, Test, Trial};
use super::compare::Equality;
use super::convert::{Notation, timestamp};
use super::reply::{Detail, ExpectedError, ExpectedReply, Reading, ReplyTest};
use super::trial::Received;

/// The folder of the samples, with subfolders for outputs and errors.
const FOLDER: &str = "tests/unit/response_parsing/xml/";

/// A timestamp of samples from documentation, and one that can be read.
const PLACEHOLDER: [&str; 2] = ["YYYY-MM-DDTHH:MM:SS.000Z", "2009-10-24T15:00:00.000Z"];

/// Blobs are text. Policies and templates, which are texts in farrier, are values.
const NOTATION: Notation = Notation {
    blobs_are_base64: false,
    json_is_text: true,
    empty_payload_is_unset: true,
    equality: Equality::PARSED,
};

/// The samples of an sdist, a trial for each service with a supported protocol.
///
/// # Errors
///
/// Fails if a model or a sample cannot be read.
pub fn trials(sdist: &Path) -> Result<Vec<Trial>, Diagnostics> {
    let shown = slashes(sdist);
    let sources = texts(sdist, &shown, |path| path.contains(FOLDER))?;
    let files: BTreeMap<&str, &Arc<Source>> = sources
        .iter()
        .filter_map(|source| Some((source.path.split_once(FOLDER)?.1, source)))
        .collect();
    let mut samples: BTreeMap<&str, Vec<Sample<'_>>> = BTreeMap::new();
    for (path, body) in &files {
        let Some((service, sample)) = Sample::of(path, body, &files) else { continue };
        samples.entry(service).or_default().push(sample);
    }
    let package = Package::open(sdist, shown)?;
    let mut errors = Diagnostics::default();
    let trials = samples
        .into_iter()
        .filter_map(|(service, samples)| errors.collect(trial(&package, service, &samples)));
    let trials = trials.collect();
    errors.finish(trials)
}

/// A response with its file name, such as `ec2-describe-tags`, and the expected values.
struct Sample<'s> {
    name: &'s str,
    body: &'s Source,
    expected: &'s Source,
    is_error: bool,
}

impl<'s> Sample<'s> {
    /// The sample of an XML file and its service, which the file name starts with.
    fn of(
        path: &'s str,
        body: &'s Source,
        files: &BTreeMap<&str, &'s Arc<Source>>,
    ) -> Option<(&'s str, Self)> {
        let stem = path.strip_suffix(".xml")?;
        let expected = files.get(format!("{stem}.json").as_str())?;
        let (folder, name) = stem.split_once('/')?;
        let (service, _) = name.split_once('-')?;
        Some((service, Self { name, body, expected, is_error: folder == "errors" }))
    }

    /// The operation of the sample. A suffix such as `#2` distinguishes samples of one operation.
    fn operation<'m>(&self, model: &'m Model) -> Option<&'m String> {
        let (_, words) = self.name.split_once('-')?;
        let wanted = words.split('#').next().unwrap_or(words).replace('-', "");
        model.operations.keys().find(|name| name.eq_ignore_ascii_case(&wanted))
    }

    fn case(&self, model: &Model) -> Result<Case, Diagnostic> {
        let failure = |reason: &str| {
            Diagnostic::error(format!("{} is not a sample response: {reason}", self.body.path))
        };
        let operation =
            self.operation(model).ok_or_else(|| failure("the model has no such operation"))?;
        let filled = |source: &Source| source.text.replace(PLACEHOLDER[0], PLACEHOLDER[1]);
        let expected: Map<String, Value> = serde_json::from_str(&filled(self.expected))
            .map_err(|error| failure(&error.to_string()))?;
        let output = model.operations.get(operation).and_then(|it| it.output.as_ref());
        let status = if self.is_error { 400 } else { 200 };
        let body = filled(self.body).into_bytes();
        Ok(Case {
            name: self.name.to_owned(),
            operation: operation.clone(),
            notation: NOTATION,
            applies_to: None,
            test: Test::Reply(ReplyTest {
                received: Received::new(status, &Map::new(), body),
                expected: expected_reply(model, output, expected, self.is_error),
                reading: Reading::Exact,
            }),
        })
    }
}

fn trial(package: &Package, service: &str, samples: &[Sample<'_>]) -> Result<Trial, Diagnostics> {
    let files = package.files(package.pick(Some(service), None)?)?;
    let model = frontend::load(&files)?;
    let mut errors = Diagnostics::default();
    let cases = samples
        .iter()
        .filter_map(|sample| errors.collect(sample.case(&model).map_err(Diagnostics::from)));
    let cases = cases.collect();
    errors.finish(Trial {
        label: format!("samples of {service}"),
        suite: format!("samples of {service}"),
        input: files.into(),
        operations: Vec::new(),
        cases,
    })
}

fn expected_reply(
    model: &Model,
    output: Option<&ShapeId>,
    mut expected: Map<String, Value>,
    is_error: bool,
) -> ExpectedReply {
    let metadata = expected.remove("ResponseMetadata").unwrap_or_default();
    if !is_error {
        let output = output.map_or(json!({}), |id| in_seconds(model, id, expected.into()));
        return ExpectedReply::Output(output);
    }
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let error = expected.get("Error").unwrap_or(&Value::Null);
    ExpectedReply::Error(ExpectedError {
        code: text(&error["Code"]),
        message: text(&error["Message"]),
        request_id: text(&metadata["RequestId"]),
        detail: Detail::Any,
    })
}

/// The value of a shape with timestamps in seconds. In samples they are text in any format.
fn in_seconds(model: &Model, id: &ShapeId, value: Value) -> Value {
    match (model.kind(id), value) {
        (Some(ShapeKind::Timestamp(_)), Value::String(text)) => {
            timestamp(&text).map_or(Value::String(text), Value::from)
        }
        (Some(ShapeKind::List(element)), Value::Array(elements)) => {
            elements.into_iter().map(|value| in_seconds(model, element, value)).collect()
        }
        (Some(ShapeKind::Map { value: of, .. }), Value::Object(entries)) => {
            let entries = entries.into_iter();
            Value::Object(entries.map(|(key, value)| (key, in_seconds(model, of, value))).collect())
        }
        (Some(ShapeKind::Structure(_)), Value::Object(entries)) => {
            let members = model.members(id);
            let entry = |(name, value): (String, Value)| {
                let member = members.iter().find(|member| member.name == name);
                match member {
                    Some(member) => (name, in_seconds(model, &member.target, value)),
                    None => (name, value),
                }
            };
            Value::Object(entries.into_iter().map(entry).collect())
        }
        (_, value) => value,
    }
}
