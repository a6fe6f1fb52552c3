//! Comparison of results.

use farrier_codegen::ir::Model;
use serde::Deserialize;
use serde_json::{Value, json};

use super::NOTATION;
use super::line::{CallError, CallLine};
use crate::conformance::case::Subject;
use crate::conformance::compare::same_message;
use crate::conformance::convert::{Converter, timestamp};
use crate::conformance::trial::Mismatch;

/// The member with the text of a header that may not be a date.
const TEXT_OF_DATE: &str = "ExpiresString";

const DATE: &str = "Expires";

/// The result of a call in the driver.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Outcome {
    /// The output, and the body of the response.
    Output { output: Value, body: Vec<u8> },
    /// The body has another checksum.
    Damaged { damaged: String },
    /// The response contradicts the model.
    Malformed { malformed: String },
    /// An error of the service.
    Error { error: ServiceError },
}

/// An error of the service.
#[derive(Clone, Debug, Deserialize)]
pub struct ServiceError {
    code: String,
    message: Option<String>,
    /// The variant of the error enum, if the operation lists the error.
    variant: Option<String>,
}

impl Outcome {
    fn shown(&self) -> String {
        match self {
            Self::Output { output, .. } => output.to_string(),
            Self::Damaged { damaged: reason } | Self::Malformed { malformed: reason } => {
                reason.clone()
            }
            Self::Error { error } => format!("{error:?}"),
        }
    }
}

/// Compares the result of a call with the recorded one.
///
/// # Errors
///
/// Returns both if they differ.
pub fn check(model: &Model, line: &CallLine, outcome: &Outcome) -> Result<(), Mismatch> {
    let expected = &line.expected;
    match (&expected.ok, &expected.error, outcome) {
        _ if is_right_date(model, line, outcome) => Ok(()),
        (Some(wanted), _, Outcome::Output { output, body }) => {
            same_output(model, line, wanted, output, body)
        }
        (None, Some(wanted), Outcome::Error { error }) => same_error(model, line, wanted, error),
        // A lenient response may be refused.
        (None, Some(_), Outcome::Malformed { .. })
        | (_, None, Outcome::Malformed { .. } | Outcome::Error { .. })
            if line.is_lenient() =>
        {
            Ok(())
        }
        (None, None, Outcome::Damaged { .. } | Outcome::Malformed { .. }) => Ok(()),
        _ => Err(Mismatch::new(shown(line), outcome.shown())),
    }
}

fn shown(line: &CallLine) -> String {
    let expected = &line.expected;
    let error = |error: &CallError| format!("{:?}: {:?}", error.code, error.message);
    let output = expected.ok.as_ref().map(Value::to_string);
    let error = output.or_else(|| expected.error.as_ref().map(error));
    error.or_else(|| expected.raises.clone()).unwrap_or_default()
}

fn subject<'m>(model: &'m Model, line: &CallLine) -> Option<Subject<'m>> {
    let operation = model.operations.get(&line.operation)?;
    Some(Subject { operation, converter: Converter { model, notation: NOTATION } })
}

/// An output by member name.
fn message(model: &Model, line: &CallLine, output: &Value, body: &[u8]) -> Value {
    let Some(Subject { operation, converter }) = subject(model, line) else { return json!({}) };
    converter.message(operation.output.as_ref(), output, body)
}

fn same_output(
    model: &Model,
    line: &CallLine,
    wanted: &Value,
    output: &Value,
    body: &[u8],
) -> Result<(), Mismatch> {
    let seen = message(model, line, output, body);
    let Some(Subject { operation, converter }) = subject(model, line) else {
        return Err(Mismatch::new(wanted, "no such operation"));
    };
    let id = operation.output.as_ref();
    if same_message(converter, id, &seen, &without_empty_maps(wanted, &seen)) {
        Ok(())
    } else {
        Err(Mismatch::new(wanted, seen))
    }
}

/// An expected output without the empty maps that botocore makes of headers that are not there.
fn without_empty_maps(wanted: &Value, seen: &Value) -> Value {
    let mut wanted = wanted.clone();
    if let Some(members) = wanted.as_object_mut() {
        members.retain(|name, value| *value != json!({}) || seen.get(name).is_some());
    }
    wanted
}

/// Whether the text of a header that may not be a date is right by the specification, where botocore fails or finds a date.
fn is_right_date(model: &Model, line: &CallLine, outcome: &Outcome) -> bool {
    let is_about = line.spec.as_ref().is_some_and(|spec| spec.contains(TEXT_OF_DATE));
    let Outcome::Output { output, body } = outcome else { return false };
    let sent = line.responses.first().and_then(|response| response.headers.get(DATE));
    let Some(sent) = sent.filter(|_| is_about).and_then(Value::as_str) else { return false };
    if timestamp(sent).is_some() {
        return false;
    }
    let seen = message(model, line, output, body);
    let mut wanted = line.expected.ok.clone().unwrap_or_else(|| seen.clone());
    if let Some(members) = wanted.as_object_mut() {
        members.remove(DATE);
        members.insert(TEXT_OF_DATE.to_owned(), json!(sent));
    }
    seen.get(TEXT_OF_DATE) == Some(&json!(sent))
        && same_output(model, line, &wanted, output, body).is_ok()
}

fn same_error(
    model: &Model,
    line: &CallLine,
    wanted: &CallError,
    error: &ServiceError,
) -> Result<(), Mismatch> {
    // Without a code in the response, farrier's is the status.
    let is_status = error.code.len() == 3 && error.code.bytes().all(|byte| byte.is_ascii_digit());
    let has_code = wanted.code.as_deref().is_some_and(|code| !code.is_empty());
    let is_code = match wanted.code.as_deref().filter(|_| has_code) {
        None => is_status,
        Some(code) if line.is_lenient() => code.trim() == error.code,
        Some(code) => code == error.code,
    };
    // botocore's message of a response without a code is the phrase of the status.
    let is_phrase = is_status && wanted.code.as_ref() == Some(&error.code);
    // farrier's is the body, if the body is not an error.
    let is_body = line.is_lenient() && !has_code;
    let message = |message: &Option<String>| message.clone().unwrap_or_default();
    let is_message = is_phrase || is_body || message(&wanted.message) == message(&error.message);
    let is_listed =
        subject(model, line).is_some_and(|subject| subject.error(&error.code).is_some());
    if is_code && is_message && is_listed == error.variant.is_some() {
        return Ok(());
    }
    Err(Mismatch::new(shown(line), format!("{error:?}")))
}
