//! The tasks for generated types, and their answers.

use std::fmt::Display;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What generated types are asked to do. The driver has the other end of this.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Task {
    /// To make a request of an input in its serde form.
    Request {
        /// The input.
        input: Value,
        /// The token for what is left unset.
        token: String,
        /// Where the request goes.
        endpoint: Option<String>,
    },
    /// To read a reply.
    Reply(Received),
}

/// What an HTTP client would have received.
#[derive(Clone, Debug, Serialize)]
pub struct Received {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Received {
    /// A reply with headers in the notation of cases.
    pub fn new(status: u16, headers: &Map<String, Value>, body: Vec<u8>) -> Self {
        Self { status, headers: pairs(headers), body }
    }
}

/// Names and values of headers in the notation of cases: an object.
pub fn pairs(headers: &Map<String, Value>) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    headers.iter().map(|(name, value)| (name.clone(), text(value))).collect()
}

/// What came of a task.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// The input is not what the generated type takes.
    Unreadable(String),
    /// The input has no request.
    Refused(String),
    /// The request.
    Request(Made),
    /// The output.
    Output(Output),
    /// An error of the service.
    Error(Failed),
    /// A reply that is not what the model says.
    Malformed(String),
    /// The generated code panicked.
    Panicked,
}

/// A request as generated code makes it.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Made {
    /// The method.
    pub method: String,
    /// The host, if there was an endpoint.
    pub host: Option<String>,
    /// Path and query.
    pub uri: String,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// What stands before the host.
    pub host_prefix: Option<String>,
    /// Whether the caller must add a checksum.
    pub needs_checksum: bool,
    /// What the caller may compress the body with.
    pub compression: Vec<String>,
    /// Whether the input is the same after it was written and read once more.
    pub same_again: bool,
}

/// An output in its serde form.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Output {
    /// The members.
    pub members: Value,
    /// Whether it is the same after it was written and read once more.
    pub same_again: bool,
}

/// An error of the service.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Failed {
    /// The code.
    pub code: String,
    /// The message.
    pub message: Option<String>,
    /// The request id.
    pub request_id: Option<String>,
    /// What `Display` prints.
    pub display: String,
    /// The variant of the error enum, if the error is modelled.
    pub variant: Option<String>,
    /// The members that the model gives it, in their serde form.
    pub members: Option<Value>,
}

/// Why a case failed.
#[derive(Clone, Debug)]
pub struct Mismatch {
    /// What was expected.
    pub expected: String,
    /// What came.
    pub got: String,
}

impl Mismatch {
    /// The two, as JSON or as text.
    pub fn new(expected: impl Display, got: impl Display) -> Self {
        Self { expected: format!("{expected}"), got: format!("{got}") }
    }
}

impl Answer {
    /// The answer as a failure shows it.
    pub fn shown(&self) -> String {
        match self {
            Self::Unreadable(error) => format!("the input is not what the type takes: {error}"),
            Self::Refused(error) => format!("the request was refused: {error}"),
            Self::Request(made) => json(made),
            Self::Output(output) => json(&output.members),
            Self::Error(failed) => json(failed),
            Self::Malformed(error) => error.clone(),
            Self::Panicked => "the generated code panicked".to_owned(),
        }
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
