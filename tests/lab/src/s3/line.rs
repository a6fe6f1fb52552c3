//! A line of a file with recorded calls.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderName, HeaderValue};
use md5::{Digest, Md5};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::conformance::trial::Received;

/// The members with encryption keys, and the headers of their hashes.
const KEYS: [(&str, &str); 2] = [
    ("SSECustomerKey", "x-amz-server-side-encryption-customer-key-md5"),
    ("CopySourceSSECustomerKey", "x-amz-copy-source-server-side-encryption-customer-key-md5"),
];

/// A recorded call of botocore's client.
#[derive(Deserialize)]
pub struct CallLine {
    pub operation: String,
    case: Value,
    pub kind: Kind,
    /// The situation that the call tests.
    what: String,
    /// The settings of the client.
    #[serde(default)]
    pub config: Map<String, Value>,
    pub input: Value,
    /// The requests that left, in order.
    #[serde(default)]
    pub requests: Vec<Recorded>,
    /// The responses, in order.
    #[serde(default)]
    pub responses: Vec<Response>,
    /// What came out.
    pub expected: CallResult,
    /// What is right, where botocore does something else.
    pub spec: Option<String>,
    /// `valid`, or `lenient` for a response that may be refused.
    class: Option<String>,
}

/// The compared part of a call.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The requests.
    Call,
    /// The result.
    Reply,
}

/// A request as it left.
#[derive(Clone, Deserialize)]
pub struct Recorded {
    pub method: String,
    pub scheme: String,
    pub host: String,
    pub path: String,
    #[serde(default)]
    pub query: String,
    #[serde(default)]
    pub headers: Map<String, Value>,
    /// The scope of the signature, such as `v4 eu-west-1/s3`, or `none`.
    pub signature: String,
    body: Option<String>,
    body_b64: Option<String>,
}

#[derive(Deserialize)]
pub struct Response {
    status: u16,
    #[serde(default)]
    pub headers: Map<String, Value>,
    body: Option<String>,
    body_b64: Option<String>,
}

/// The result of a call.
#[derive(Deserialize)]
pub struct CallResult {
    pub ok: Option<Value>,
    pub error: Option<CallError>,
    pub raises: Option<String>,
}

/// An error of the service.
#[derive(Deserialize)]
pub struct CallError {
    pub code: Option<String>,
    pub message: Option<String>,
}

impl CallLine {
    /// The name of the case in the report.
    pub fn name(&self) -> String {
        let case = self.case.as_str().map_or_else(|| self.case.to_string(), str::to_owned);
        format!("{case} {}: {}", self.operation, self.what)
    }

    /// The requests without those that botocore sends to learn the region of the bucket.
    pub fn requests_of_operation(&self) -> impl Iterator<Item = &Recorded> {
        let method = self.requests.first().map(|request| &request.method);
        self.requests.iter().filter(move |request| Some(&request.method) == method)
    }

    /// Whether farrier may refuse a response that botocore reads.
    pub fn is_lenient(&self) -> bool {
        self.class.as_deref().is_some_and(|class| class != "valid")
    }

    /// The input with texts where farrier takes no other value: the source of a copy, and an encryption key of bytes, which
    /// farrier takes as base64 with its hash. A body is base64.
    pub fn text_input(&self) -> Value {
        let mut input = self.input.clone();
        if let Some(body) = input.get_mut("Body")
            && let Some(text) = body.as_str().filter(|text| STANDARD.decode(text).is_err())
        {
            *body = json!(STANDARD.encode(text));
        }
        for (member, header) in KEYS {
            let sent = self.requests.first().and_then(|request| request.text(header));
            if let (Some(hash), Some(key)) = (sent, input.get(member).and_then(Value::as_str))
                && STANDARD.decode(key).is_ok_and(|key| STANDARD.encode(Md5::digest(&key)) == hash)
            {
                input[format!("{member}MD5")] = json!(hash);
            }
        }
        if let Some(source) = input.get_mut("CopySource").filter(|source| source.is_object()) {
            *source = copy_source(source);
        }
        input
    }
}

/// The text of a copy source that botocore takes as an object.
fn copy_source(source: &Value) -> Value {
    let text = |key: &str| source.get(key).and_then(Value::as_str);
    let bucket = text("Bucket").unwrap_or_default();
    let separator = if bucket.starts_with("arn:") { "/object/" } else { "/" };
    let version = text("VersionId").map(|id| format!("?versionId={id}")).unwrap_or_default();
    json!(format!("{bucket}{separator}{}{version}", text("Key").unwrap_or_default()))
}

impl Recorded {
    /// The text of a header.
    fn text(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find(|(known, _)| known.eq_ignore_ascii_case(name))?.1.as_str()
    }

    pub fn body(&self) -> Result<Vec<u8>, String> {
        bytes(self.body.as_deref(), self.body_b64.as_deref())
    }

    /// Whether headers and body are valid. botocore sends line breaks in headers, and XML with any character.
    pub fn is_valid(&self) -> bool {
        let is_header = |(name, value): (&String, &Value)| {
            let value = value.as_str().unwrap_or_default();
            HeaderName::try_from(name).is_ok() && HeaderValue::try_from(value).is_ok()
        };
        let is_xml = |body: Vec<u8>| {
            let text = String::from_utf8_lossy(&body);
            !text.starts_with('<') || roxmltree::Document::parse(&text).is_ok()
        };
        self.headers.iter().all(is_header) && self.body().is_ok_and(is_xml)
    }
}

impl Response {
    /// The response, for the driver.
    ///
    /// # Errors
    ///
    /// Fails for a body that is not base64.
    pub fn received(&self) -> Result<Received, String> {
        let body = bytes(self.body.as_deref(), self.body_b64.as_deref())?;
        Ok(Received::new(self.status, &self.headers, body))
    }
}

fn bytes(text: Option<&str>, base64: Option<&str>) -> Result<Vec<u8>, String> {
    match (text, base64) {
        (Some(text), _) => Ok(text.as_bytes().to_vec()),
        (None, Some(base64)) => STANDARD.decode(base64).map_err(|error| error.to_string()),
        (None, None) => Ok(Vec::new()),
    }
}
