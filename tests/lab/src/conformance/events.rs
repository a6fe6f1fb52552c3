//! Tests of event streams: the events and the end of a response, and the frames of a request's events.

use farrier_codegen::ir::ShapeId;
use serde_json::{Map, Value, json};

use super::body::ExpectedBody;
use super::case::Subject;
use super::compare::same_message;
use super::trial::{Answer, Failed, Mismatch, Received, Task};
use crate::signer::event_stream::frame::FrameDecoder;
use crate::signer::event_stream::header::HeaderValue;

/// A response with events, and the expected result.
pub struct ReceivedEvents {
    /// The HTTP response. Its body is the stream.
    pub received: Received,
    /// The expected output, if it is asserted.
    pub output: Option<Value>,
    /// The expected events that the model has.
    pub events: Vec<Value>,
    /// The expected end.
    pub end: ExpectedEnd,
    /// Whether the response may be refused: the stream may end with any error after some of the events.
    pub may_be_refused: bool,
}

/// The expected end of a stream.
pub enum ExpectedEnd {
    /// No error.
    Whole,
    /// An error of the service with this code and message. An unknown code is empty.
    Error(String, String),
    /// An error of the service with this shape.
    Shape(String),
    /// Any error.
    Failed,
}

/// An event of a request, and its expected frame.
pub struct SentEvent {
    /// The event, by the name of its member.
    pub params: Value,
    /// The expected headers: name, type and value, as cases have them.
    pub headers: Map<String, Value>,
    /// The expected payload.
    pub body: ExpectedBody,
}

impl ReceivedEvents {
    /// Compares the answer with the expectation.
    ///
    /// # Errors
    ///
    /// Returns the first difference.
    pub fn check(&self, subject: &Subject<'_>, answer: &Answer) -> Result<(), Mismatch> {
        let differs = || Mismatch::new(self.shown(), answer.shown());
        let stream = match answer {
            Answer::Events(stream) => stream,
            // The stream did not begin.
            Answer::Error(failed) => {
                return self.ends(subject, End::Error(failed)).ok_or_else(differs);
            }
            Answer::Malformed(_) => return self.ends(subject, End::Malformed).ok_or_else(differs),
            _ => return Err(differs()),
        };
        if !stream.round_trips {
            return Err(Mismatch::new(
                "the same events after they were written and read",
                "others",
            ));
        }
        let id = subject.operation.output.as_ref();
        if let Some(output) = &self.output {
            let seen = subject.converter.message(id, &stream.output, b"");
            if !same_message(subject.converter, id, &seen, output) {
                return Err(Mismatch::new(output, seen));
            }
        }
        let union = stream_of(subject, id).ok_or_else(differs)?;
        let converter = subject.converter;
        let events = stream.events.iter();
        let seen: Vec<Value> =
            events.filter_map(|event| converter.received_event(union, event)).collect();
        let is_same = |(seen, wanted): (&Value, &Value)| {
            converter.notation.equality.of(seen, &converter.without_unset(union, wanted))
        };
        let end = match (&stream.error, &stream.malformed) {
            (Some(failed), _) => End::Error(failed),
            (None, Some(_)) => End::Malformed,
            (None, None) => End::Whole,
        };
        let is_refused = self.may_be_refused && !matches!(end, End::Whole);
        let is_whole = seen.len() == self.events.len() && self.ends(subject, end).is_some();
        if seen.iter().zip(&self.events).all(is_same) && (is_refused || is_whole) {
            Ok(())
        } else {
            Err(Mismatch::new(self.shown(), format!("{} of {}", json!(seen), answer.shown())))
        }
    }

    /// Whether a stream ends as expected.
    fn ends(&self, subject: &Subject<'_>, end: End<'_>) -> Option<()> {
        let is_met = match (&self.end, end) {
            (ExpectedEnd::Whole, End::Whole)
            | (ExpectedEnd::Failed, End::Error(_) | End::Malformed) => true,
            (ExpectedEnd::Error(code, message), End::Error(failed)) => met(code, message, failed),
            (ExpectedEnd::Shape(name), End::Error(failed)) => is_shape(subject, name, failed),
            _ => false,
        };
        is_met.then_some(())
    }

    fn shown(&self) -> Value {
        let end = match &self.end {
            ExpectedEnd::Whole => Value::Null,
            ExpectedEnd::Error(code, message) => json!({ "code": code, "message": message }),
            ExpectedEnd::Shape(name) => json!({ "shape": name }),
            ExpectedEnd::Failed => "an error".into(),
        };
        json!({ "events": self.events, "end": end })
    }
}

/// The end of a stream.
enum End<'a> {
    Whole,
    Error(&'a Failed),
    Malformed,
}

/// Whether an error has this code and message. botocore finds no code and no message of an unknown exception.
fn met(code: &str, message: &str, failed: &Failed) -> bool {
    code.is_empty() && !failed.code.is_empty()
        || failed.code == code && failed.message.as_deref().unwrap_or_default() == message
}

/// Whether an error has this shape.
fn is_shape(subject: &Subject<'_>, name: &str, failed: &Failed) -> bool {
    failed.members.is_some()
        && failed.names.iter().any(|code| subject.error(code).is_some_and(|id| id.as_str() == name))
}

/// The union of the events in a message.
fn stream_of<'a>(subject: &Subject<'a>, id: Option<&ShapeId>) -> Option<&'a ShapeId> {
    subject.converter.model.events(id).map(|member| &member.target)
}

impl SentEvent {
    /// The task for the generated types.
    ///
    /// # Errors
    ///
    /// Names a part of the event that is missing in the model.
    pub fn task(&self, subject: &Subject<'_>) -> Result<Task, String> {
        let union = stream_of(subject, subject.operation.input.as_ref());
        let union = union.ok_or("the operation sends no events")?;
        subject.converter.sent_event(union, &self.params).map(Task::Event)
    }

    /// Compares the frame with the expectation.
    ///
    /// # Errors
    ///
    /// Returns the first difference.
    pub fn check(&self, answer: &Answer) -> Result<(), Mismatch> {
        let Answer::Frame(bytes) = answer else {
            return Err(Mismatch::new("a frame", answer.shown()));
        };
        let mut frames = FrameDecoder::default();
        frames.feed(bytes);
        let Some(Ok(frame)) = frames.next_frame() else {
            return Err(Mismatch::new("a frame", answer.shown()));
        };
        let headers: Map<String, Value> =
            frame.headers.iter().map(|(name, value)| ((*name).to_owned(), shown(*value))).collect();
        if headers != self.headers {
            let [wanted, seen] = [&self.headers, &headers].map(|headers| json!(headers));
            return Err(Mismatch::new(wanted, seen));
        }
        self.body.check(frame.payload)
    }
}

/// A header with its type, in the notation of Smithy's cases.
pub fn shown(value: HeaderValue<'_>) -> Value {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    match value {
        HeaderValue::Boolean(value) => json!({ "boolean": value }),
        HeaderValue::Byte(value) => json!({ "byte": value }),
        HeaderValue::Short(value) => json!({ "short": value }),
        HeaderValue::Integer(value) => json!({ "integer": value }),
        HeaderValue::Long(value) => json!({ "long": value }),
        HeaderValue::Bytes(value) => json!({ "blob": STANDARD.encode(value) }),
        HeaderValue::Text(value) => json!({ "string": value }),
        HeaderValue::Timestamp(millis) => {
            let time = jiff::Timestamp::from_millisecond(millis).map(|time| time.to_string());
            json!({ "timestamp": time.unwrap_or_else(|_| millis.to_string()) })
        }
        HeaderValue::Uuid(value) => json!({ "uuid": STANDARD.encode(value) }),
    }
}
