//! The tasks of the driver and their answers.

use std::fmt::Display;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A task for the driver.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Task {
    /// Makes a request from an input in its serde form.
    Request {
        /// The input.
        input: Value,
        /// The token for idempotency members that are not set.
        token: String,
        /// The endpoint.
        endpoint: Option<String>,
        /// The region of the endpoint, if settings of a client select the host.
        region: Option<Value>,
    },
    /// Reads a response.
    Reply(Received),
    /// Reads a response with events.
    Events(Received),
    /// Encodes an event of a request, in its serde form.
    Event(Value),
}

/// An HTTP response.
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
    /// A response with headers in the notation of cases.
    pub fn new(status: u16, headers: &Map<String, Value>, body: Vec<u8>) -> Self {
        Self { status, headers: pairs(headers), body }
    }
}

/// Names and values of headers from the notation of cases, which is an object.
pub fn pairs(headers: &Map<String, Value>) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    headers.iter().map(|(name, value)| (name.clone(), text(value))).collect()
}

/// The answer to a task.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// The input cannot be deserialized.
    Unreadable(String),
    /// The request cannot be made.
    Refused(String),
    /// The request.
    Request(BuiltRequest),
    /// The output.
    Output(Output),
    /// The events of a response.
    Events(Stream),
    /// The frame of an event.
    Frame(Vec<u8>),
    /// An error of the service.
    Error(Failed),
    /// The response contradicts the model.
    Malformed(String),
    /// The generated code panicked.
    Panicked,
}

/// A request made by generated code.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct BuiltRequest {
    /// The method.
    pub method: String,
    /// The host, if the task has an endpoint.
    pub host: Option<String>,
    /// The path and the query string.
    pub uri: String,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// The prefix of the host.
    pub host_prefix: Option<String>,
    /// Whether the caller must add a checksum.
    pub needs_checksum: bool,
    /// The compression formats that the operation supports.
    pub compression: Vec<String>,
    /// Whether a serde round trip preserves the input.
    pub round_trips: bool,
}

/// An output in its serde form.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Output {
    /// The members.
    pub members: Value,
    /// Whether a serde round trip preserves the output.
    pub round_trips: bool,
}

/// The output and the events of a response, in their serde form, and the error at the end.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Stream {
    /// The output.
    pub output: Value,
    /// The events.
    pub events: Vec<Value>,
    /// The exception or error that ends the stream.
    pub error: Option<Failed>,
    /// The reason why the end of the stream cannot be read.
    pub malformed: Option<String>,
    /// Whether a serde round trip preserves the events.
    pub round_trips: bool,
}

/// An error of the service.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Failed {
    /// The code.
    pub code: String,
    /// All names of the error in the response.
    #[serde(default, skip_serializing)]
    pub names: Vec<String>,
    /// The message.
    pub message: Option<String>,
    /// The request id.
    pub request_id: Option<String>,
    /// The `Display` text.
    pub display: String,
    /// The variant of the error enum, if the operation lists the error.
    pub variant: Option<String>,
    /// The modelled members in their serde form.
    pub members: Option<Value>,
}

/// The reason why a case failed.
#[derive(Clone, Debug)]
pub struct Mismatch {
    /// The expected value.
    pub expected: String,
    /// The actual value.
    pub got: String,
}

impl Mismatch {
    /// A mismatch of two values, as JSON or text.
    pub fn new(expected: impl Display, got: impl Display) -> Self {
        Self { expected: format!("{expected}"), got: format!("{got}") }
    }
}

impl Answer {
    /// The answer as text, for failures.
    pub fn shown(&self) -> String {
        match self {
            Self::Unreadable(error) => format!("the input cannot be deserialized: {error}"),
            Self::Refused(error) => format!("the request was refused: {error}"),
            Self::Request(made) => json(made),
            Self::Output(output) => json(&output.members),
            Self::Error(failed) => json(failed),
            Self::Events(stream) => json(stream),
            Self::Frame(bytes) => format!("{} bytes", bytes.len()),
            Self::Malformed(error) => error.clone(),
            Self::Panicked => "the generated code panicked".to_owned(),
        }
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
