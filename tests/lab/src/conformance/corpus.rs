//! Corpora: recorded requests and responses of a service, one JSON object per line.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Location, Source};
use farrier_xtask::shared::{failure, input};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value, json};

use super::body::{BodyFormat, ExpectedBody};
use super::case::{Case, Test};
use super::compare::Equality;
use super::convert::Notation;
use super::form::{FormEquality, without_charset};
use super::query::Query;
use super::reply::{Detail, ExpectedError, ExpectedReply, Reading, ReplyTest};
use super::request::{ExpectedOutcome, ExpectedRequest, Headers, RequestTest};
use super::route53::LongIds;
use super::trial::{Received, pairs};
use super::xml::XmlEquality;

/// Corpora write bytes as base64, and JSON text as the value of the text.
pub const NOTATION: Notation = Notation {
    blobs_are_base64: true,
    json_is_text: false,
    empty_payload_is_unset: true,
    equality: Equality::ROUNDED,
};

/// Cases of this class have the error code in a header that botocore ignores.
const CODE_IN_HEADER: &str = "error_empty_body_500_header";

/// Cases of this kind have references to control characters. botocore cannot read them; S3 sends them.
const CONTROL_REFERENCE: &str = "illegal_character_ref";

/// The body of cases of this kind is `null`.
const NULL_BODY: &str = "top_level_null";

/// A line with a request or a response.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    service: String,
    operation: String,
    case: Value,
    #[serde(default)]
    class: String,
    #[serde(default)]
    tags: Vec<String>,
    input: Option<Value>,
    auto_token: Option<AutoToken>,
    request: Option<Recorded>,
    request_new: Option<Recorded>,
    modelled_in: Option<String>,
    response: Option<Response>,
    expected: Option<Expected>,
    expected_new: Option<Expected>,
    kind: Option<String>,
}

/// The idempotency token of a request: the token, or its member and the token.
#[derive(Deserialize)]
#[serde(untagged)]
enum AutoToken {
    Token(String),
    Member(BTreeMap<String, String>),
}

impl AutoToken {
    fn token(&self) -> Option<&String> {
        match self {
            Self::Token(token) => Some(token),
            Self::Member(members) => members.values().next(),
        }
    }
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
    /// The pairs of a form; the body has them, too.
    body_form: Option<IgnoredAny>,
    /// The value of a CBOR body; the body has it, too.
    body_cbor: Option<IgnoredAny>,
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

impl Response {
    fn is_xml(&self) -> bool {
        let is_type = |name: &String| name.eq_ignore_ascii_case("content-type");
        let types = self.headers.iter().filter(|(name, _)| is_type(name));
        types.filter_map(|(_, value)| value.as_str()).any(|value| value.contains("xml"))
    }
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

/// Reads a corpus, which is compressed if its name ends in `.xz`.
///
/// # Errors
///
/// Fails if the file cannot be read, or is not UTF-8.
pub fn read(path: &Path, shown: String) -> Result<Arc<Source>, Diagnostics> {
    if path.extension().is_none_or(|extension| extension != "xz") {
        return input::read(path, shown);
    }
    let unreadable = |error: &dyn Display| failure(format!("`{shown}` cannot be read"), error);
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let mut bytes = Vec::new();
    lzma_rs::xz_decompress(&mut BufReader::new(file), &mut bytes)
        .map_err(|error| unreadable(&error))?;
    let text = String::from_utf8(bytes).map_err(|error| unreadable(&error))?;
    Ok(Source::new(shown, text))
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
            token: line.auto_token.as_ref().and_then(AutoToken::token).cloned().unwrap_or_default(),
            endpoint: None,
            region: None,
            expected: line.outcome(recorded, input)?,
        }),
        (None, Some((response, expected))) => Test::Reply(ReplyTest {
            received: Received::new(
                response.status,
                &response.headers,
                bytes(response.body.as_deref(), response.body_b64.as_deref())?,
            ),
            expected: line.expected_reply(expected),
            reading: match line.class.as_str() {
                _ if line.tags.iter().any(|tag| tag.starts_with("botocore:")) => Reading::Excused,
                _ if line.is_kind(CONTROL_REFERENCE) => Reading::Excused,
                // Of malformed XML, botocore reads more than farrier.
                "malformed" if response.is_xml() => Reading::Lenient,
                "malformed" if !line.is_null() => Reading::Malformed,
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
    /// Whether the response is read as an output without members. botocore fails on such a JSON body.
    fn is_null(&self) -> bool {
        let body = self.response.as_ref().and_then(|response| response.body.as_deref());
        self.is_kind(NULL_BODY) && body == Some("null")
    }

    fn is_kind(&self, kind: &str) -> bool {
        self.kind.as_deref() == Some(kind)
    }

    fn has_tag(&self, tag: &str) -> bool {
        self.tags.iter().any(|known| known == tag)
    }

    fn outcome(&self, recorded: &Recorded, input: &Value) -> Result<ExpectedOutcome, String> {
        let ids = LongIds::of(&self.service, &self.operation, input);
        // botocore sends a request with an empty label, which reaches another operation.
        if self.has_tag("empty_label") || ids.empties(&recorded.path) {
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
        if self.has_tag("not_xml_char") {
            return Ok(ExpectedOutcome::Refused {
                reason: "XML cannot contain",
                shown: "a character that is refused".to_owned(),
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
        Ok(ExpectedOutcome::Sent(Box::new(ExpectedRequest {
            method: Some(recorded.method.clone()),
            path: Some(ids.shortened(&recorded.path, ['/', '/'])),
            query: Query::Exact(if self.has_tag("micro_ts") {
                in_millis(&recorded.query)
            } else {
                ids.shortened(&recorded.query, ['=', '&'])
            }),
            host: None,
            host_prefix: Some(recorded.host_prefix.clone().unwrap_or_default()),
            // farrier may send a `Content-Type` that botocore omits.
            headers: Headers {
                sent: pairs(&recorded.headers).into_iter().map(without_charset).collect(),
                exhaustive: true,
                ..Headers::default()
            },
            body: Some(ExpectedBody {
                bytes: bytes(
                    recorded.body.as_deref().map(|body| ids.shortened_body(body)).as_deref(),
                    recorded.body_b64.as_deref(),
                )?,
                format: self.body_format(recorded),
            }),
        })))
    }

    fn body_format(&self, recorded: &Recorded) -> BodyFormat {
        if recorded.body_form.is_some() {
            // botocore sends microseconds, and numbers as Python writes them.
            let by_millis = self.has_tag("micro_ts") || self.has_tag("iso_six_digits");
            let by_number = self.has_tag("float_text");
            return BodyFormat::Form(FormEquality { by_number, by_millis });
        }
        // botocore drops the fraction of timestamps in bodies; keeping the fraction is also correct.
        let has_fractions = self.has_tag("frac_body_ts") || self.has_tag("micro_ts");
        let equality = if has_fractions { Equality::WHOLE } else { Equality::EXACT };
        if recorded.body_cbor.is_some() {
            return BodyFormat::Cbor(equality);
        }
        if recorded.body.as_ref().is_some_and(|body| body.starts_with('<')) {
            let by_second = has_fractions || self.has_tag("iso_six_digits");
            return BodyFormat::Xml(XmlEquality {
                by_number: self.has_tag("float_text"),
                by_second,
            });
        }
        BodyFormat::Json(equality)
    }

    fn expected_reply(&self, expected: &Expected) -> ExpectedReply {
        let error = match expected {
            Expected { ok: Some(output), .. } => return ExpectedReply::Output(output.clone()),
            Expected { error: Some(error), .. } => error,
            Expected { .. } if self.is_null() => return ExpectedReply::Output(json!({})),
            // botocore raised an exception.
            Expected { .. } => return ExpectedReply::Unreadable,
        };
        // botocore knows every error of the service in every operation. The generated enum has only the errors that
        // the model lists for the operation.
        let of_operation = self.modelled_in.as_deref() != Some("service");
        let shape = error.modeled.clone().filter(|_| of_operation);
        ExpectedReply::Error(ExpectedError {
            code: Some(error.code.clone()).filter(|_| !self.is_kind(CODE_IN_HEADER)),
            message: Some(error.message.clone().unwrap_or_default()),
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
