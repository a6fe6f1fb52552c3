//! Corpora: recorded requests and responses of a service, one JSON object per line.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Location, Source};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::body::{BodyFormat, ExpectedBody};
use super::case::{Case, Test};
use super::compare::Equality;
use super::convert::Notation;
use super::query::Query;
use super::reply::{Detail, ExpectedError, ExpectedReply, Reading, ReplyTest};
use super::request::{ExpectedOutcome, ExpectedRequest, Headers, RequestTest};
use super::trial::{Received, pairs};

/// Corpora write bytes as base64, and JSON text as the value of the text.
const NOTATION: Notation = Notation {
    blobs_are_base64: true,
    json_is_text: false,
    empty_payload_is_unset: true,
    equality: Equality::ROUNDED,
};

/// Cases of this class have the error code in a header that botocore ignores.
const CODE_IN_HEADER: &str = "error_empty_body_500_header";

/// The body of cases of this class is `null`, on which botocore fails. farrier reads an output without members.
const NULL_BODY: &str = "top_level_null";

/// A line with a request or a response.
#[derive(Deserialize)]
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

/// A recorded request, or botocore's reason to refuse the input.
#[derive(Deserialize)]
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

/// A recorded response.
#[derive(Deserialize)]
struct Response {
    status: u16,
    #[serde(default)]
    headers: Map<String, Value>,
    body: Option<String>,
    body_b64: Option<String>,
}

/// botocore's interpretation of a response.
#[derive(Deserialize)]
struct Expected {
    ok: Option<Value>,
    error: Option<RecordedError>,
}

#[derive(Deserialize)]
struct RecordedError {
    code: String,
    message: Option<String>,
    request_id: Option<String>,
    modeled: Option<String>,
    #[serde(default)]
    fields: Value,
}

/// The cases of corpora. Their names appear in failures.
///
/// # Errors
///
/// Fails if a line has another form.
pub fn cases(corpora: &[Arc<Source>]) -> Result<Vec<Case>, Diagnostics> {
    let mut cases = Vec::new();
    let mut errors = Diagnostics::default();
    for source in corpora {
        let mut start = 0;
        for line in source.text.split_inclusive('\n') {
            let range = start..start + line.trim_end().len();
            start += line.len();
            if line.trim().is_empty() {
                continue;
            }
            let case = case(line, source).map_err(|error| {
                Diagnostic::error(format!(
                    "the line is not a recorded request or response: {error}"
                ))
                .at(Location::span(source, range))
            });
            cases.extend(errors.collect(case));
        }
    }
    errors.finish(cases)
}

fn case(line: &str, source: &Source) -> Result<Case, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let number = line.case.as_str().map_or_else(|| line.case.to_string(), str::to_owned);
    let kind = line.kind.as_ref().map_or_else(String::new, |kind| format!(" {kind}"));
    let name = format!("{} {} {number}{kind}", source.path, line.operation);
    let recorded = line.request_new.as_ref().or(line.request.as_ref());
    let expected = line.expected_new.as_ref().or(line.expected.as_ref());
    let test = match (recorded.zip(line.input.as_ref()), line.response.as_ref().zip(expected)) {
        (Some((recorded, input)), None) => Test::Request(RequestTest {
            params: input.clone(),
            token: line.auto_token.clone().unwrap_or_default(),
            endpoint: None,
            expected: line.outcome(recorded)?,
        }),
        (None, Some((response, expected))) => Test::Reply(ReplyTest {
            received: Received::new(
                response.status,
                &response.headers,
                bytes(response.body.as_deref(), response.body_b64.as_deref())?,
            ),
            expected: line.expected_reply(expected),
            reading: match line.class.as_str() {
                "malformed" if !line.is_kind(NULL_BODY) => Reading::Malformed,
                "lenient" => Reading::Lenient,
                _ => Reading::Exact,
            },
        }),
        _ => {
            return Err(
                "it has neither `input` with `request` nor `response` with `expected`".to_owned()
            );
        }
    };
    Ok(Case { name, operation: line.operation, notation: NOTATION, applies_to: None, test })
}

impl Line {
    fn is_kind(&self, kind: &str) -> bool {
        self.kind.as_deref() == Some(kind)
    }

    fn has_tag(&self, tag: &str) -> bool {
        self.tags.iter().any(|known| known == tag)
    }

    fn outcome(&self, recorded: &Recorded) -> Result<ExpectedOutcome, String> {
        // botocore sends a request with an empty label, which reaches another operation.
        if self.has_tag("empty_label") {
            return Ok(ExpectedOutcome::Refused {
                reason: "must not be empty",
                shown: "an empty label that is refused".to_owned(),
                or_sent: false,
            });
        }
        // botocore sends such segments, which clients and servers that normalize paths remove.
        if recorded.path.split('/').any(|segment| matches!(segment, "." | "..")) {
            return Ok(ExpectedOutcome::Refused {
                reason: "must have no segment",
                shown: "a label of dots that is refused".to_owned(),
                or_sent: false,
            });
        }
        if let Some(raises) = &recorded.raises {
            return Ok(ExpectedOutcome::Refused {
                reason: "",
                shown: format!("refused: {raises}"),
                // farrier may send input that violates the model's constraints, where botocore fails.
                or_sent: self.class == "edge",
            });
        }
        // botocore drops the fraction of timestamps in bodies; keeping the fraction is also correct.
        let has_fractions = self.has_tag("frac_body_ts") || self.has_tag("micro_ts");
        let equality = if has_fractions { Equality::WHOLE } else { Equality::EXACT };
        Ok(ExpectedOutcome::Sent(Box::new(ExpectedRequest {
            method: Some(recorded.method.clone()),
            path: Some(recorded.path.clone()),
            query: Query::Exact(if self.has_tag("micro_ts") {
                in_millis(&recorded.query)
            } else {
                recorded.query.clone()
            }),
            host: None,
            host_prefix: Some(recorded.host_prefix.clone().unwrap_or_default()),
            // farrier may send a `Content-Type` that botocore omits.
            headers: Headers {
                sent: pairs(&recorded.headers),
                exhaustive: true,
                ..Headers::default()
            },
            body: Some(ExpectedBody {
                bytes: bytes(recorded.body.as_deref(), recorded.body_b64.as_deref())?,
                format: BodyFormat::Json(equality),
            }),
        })))
    }

    fn expected_reply(&self, expected: &Expected) -> ExpectedReply {
        let error = match expected {
            Expected { ok: Some(output), .. } => return ExpectedReply::Output(output.clone()),
            Expected { error: Some(error), .. } => error,
            Expected { .. } if self.is_kind(NULL_BODY) => return ExpectedReply::Output(json!({})),
            // botocore raised an exception.
            Expected { .. } => return ExpectedReply::Unreadable,
        };
        // botocore knows every error of the service in every operation. The generated enum has only the errors that
        // the model lists for the operation.
        let of_operation = self.modelled_in.as_deref() != Some("service");
        let shape = error.modeled.clone().filter(|_| of_operation);
        ExpectedReply::Error(ExpectedError {
            code: Some(error.code.clone()).filter(|_| !self.is_kind(CODE_IN_HEADER)),
            message: error.message.clone(),
            // botocore does not report the request id of a server error without a body.
            request_id: error.request_id.clone(),
            detail: shape.map_or(Detail::None, |shape| Detail::Shape(shape, error.fields.clone())),
        })
    }
}

/// The query string with timestamps cut to milliseconds, as farrier sends them. botocore sends microseconds.
fn in_millis(query: &str) -> String {
    let cut = |text: &str| match text.rsplit_once('.') {
        Some((start, digits)) if digits.len() == 6 && digits.parse::<u32>().is_ok() => {
            format!("{start}.{}000", digits.get(..3).unwrap_or_default())
        }
        _ => text.to_owned(),
    };
    query.split('Z').map(cut).collect::<Vec<_>>().join("Z").replace(".000000Z", "Z")
}

fn bytes(text: Option<&str>, base64: Option<&str>) -> Result<Vec<u8>, String> {
    match (text, base64) {
        (Some(text), _) => Ok(text.as_bytes().to_vec()),
        (None, Some(base64)) => STANDARD.decode(base64).map_err(|error| error.to_string()),
        (None, None) => Ok(Vec::new()),
    }
}
