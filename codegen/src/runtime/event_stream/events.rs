//! The events of a response, decoded without I/O.

use std::fmt;
use std::marker::PhantomData;

use http::{HeaderMap, StatusCode};

use super::super::error::{
    ErrorBody, ErrorHead, ErrorReply, MalformedReply, OperationError, Retry,
};
use super::super::reply::Reply;
use super::frame::{FrameDecoder, FrameError};
use super::message::Message;

/// The names of the headers that say what a message is.
const MESSAGE_TYPE: &str = ":message-type";
const EVENT_TYPE: &str = ":event-type";

/// The event with the output of an operation whose protocol has no HTTP bindings.
const INITIAL_RESPONSE: &str = "initial-response";

/// An operation whose response is a stream of events.
pub trait ReceivesEvents {
    /// The events.
    type Event: EventUnion;

    /// The error of the operation, which is also that of its stream.
    type Failure: OperationError + From<MalformedReply>;

    /// Whether the first event is `initial-response`.
    const STARTS_WITH_RESPONSE: bool = false;

    /// The exceptions whose names in the stream differ from their error codes: both names.
    const EXCEPTIONS: &'static [(&'static str, &'static str)] = &[];

    /// Reads the message of an exception. Its name is in a header.
    fn failure(reply: &Reply<'_>) -> ErrorReply;
}

/// The events of a stream: an enum with a variant for each.
pub trait EventUnion: Sized {
    /// Reads the event of this name.
    ///
    /// # Errors
    ///
    /// Fails if the event does not match the model.
    fn read(name: &str, message: &Message<'_>) -> Result<Self, MalformedReply>;
}

/// An event that is read.
pub trait ReceivedEvent: Sized {
    /// Reads the event.
    ///
    /// # Errors
    ///
    /// Fails if the event does not match the model.
    fn read(message: &Message<'_>) -> Result<Self, MalformedReply>;
}

impl<T: ReceivedEvent> ReceivedEvent for Box<T> {
    fn read(message: &Message<'_>) -> Result<Self, MalformedReply> {
        T::read(message).map(Self::new)
    }
}

/// Implements [`EventUnion`] from a table of the names and variants of events.
///
/// The enum needs a variant `Unknown(String, Vec<u8>)` for other events.
#[allow(unused_macros)] // The output may only send events.
macro_rules! decode {
    ($name:ident { $($wire:literal => $variant:ident,)* }) => {
        impl event_stream::events::EventUnion for $name {
            fn read(
                name: &str,
                message: &event_stream::message::Message<'_>,
            ) -> Result<Self, error::MalformedReply> {
                Ok(match name {
                    $($wire => Self::$variant(event_stream::events::ReceivedEvent::read(message)?),)*
                    _ => Self::Unknown(name.to_owned(), message.reply().body().to_owned()),
                })
            }
        }
    };
}
#[allow(unused_imports)] // As above.
pub(crate) use decode;

/// Reads the events of a response. It does no I/O: pass the bytes of the body to [`feed`](Self::feed), in pieces of any
/// length, and take the events from [`next_event`](Self::next_event).
///
/// An exception, an error and an invalid message end the stream.
pub struct Events<O> {
    frames: FrameDecoder,
    headers: HeaderMap,
    /// Whether the first message has been read.
    has_started: bool,
    has_ended: bool,
    operation: PhantomData<fn() -> O>,
}

impl<O> fmt::Debug for Events<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").finish_non_exhaustive()
    }
}

impl<O: ReceivesEvents> Events<O> {
    /// Creates a decoder for a response with these headers, whose status is 2xx.
    #[must_use]
    pub fn new(headers: &HeaderMap) -> Self {
        Self {
            frames: FrameDecoder::default(),
            headers: headers.clone(),
            has_started: false,
            has_ended: false,
            operation: PhantomData,
        }
    }

    /// Appends bytes of the body.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.frames.feed(bytes);
    }

    /// Returns the next event, or `None` if it needs more bytes, or if the stream has ended with an error.
    ///
    /// # Errors
    ///
    /// Fails with the exceptions and errors of the stream, and if the bytes are not events of the model. These end the
    /// stream.
    pub fn next_event(&mut self) -> Option<Result<O::Event, O::Failure>> {
        while !self.has_ended {
            let read = match self.frames.next_frame()? {
                Ok(frame) => {
                    let reply = Reply::new(StatusCode::OK, &self.headers, frame.payload);
                    let is_first = !std::mem::replace(&mut self.has_started, true);
                    read::<O>(&Message::new(&frame, reply), is_first)
                }
                Err(error) => Err(unreadable(&self.headers, &error).into()),
            };
            self.has_ended = read.is_err();
            match read {
                Ok(None) => {}
                Ok(Some(event)) => return Some(Ok(event)),
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }

    /// Checks that the body ends after an event. A stream that has ended with an error may have any end.
    ///
    /// # Errors
    ///
    /// Fails if the body ends within an event.
    pub fn finish(&mut self) -> Result<(), O::Failure> {
        if std::mem::replace(&mut self.has_ended, true) {
            return Ok(());
        }
        self.frames.finish().map_err(|error| unreadable(&self.headers, &error).into())
    }
}

/// Reads a message. Returns `None` for the output of the operation, which has no members.
fn read<O: ReceivesEvents>(
    message: &Message<'_>,
    is_first: bool,
) -> Result<Option<O::Event>, O::Failure> {
    let reply = message.reply();
    let missing = |name| reply.malformed(&format!("an event has no text in its header `{name}`"));
    let text = |name| message.text_value(name).ok_or_else(|| missing(name));
    match text(MESSAGE_TYPE)? {
        "event" => match text(EVENT_TYPE)? {
            INITIAL_RESPONSE if O::STARTS_WITH_RESPONSE && is_first => Ok(None),
            _ if O::STARTS_WITH_RESPONSE && is_first => {
                Err(reply.malformed("the stream does not start with `initial-response`").into())
            }
            name => Ok(Some(O::Event::read(name, message)?)),
        },
        "exception" => Err(exception::<O>(text(":exception-type")?, &reply)),
        "error" => {
            let codes = vec![text(":error-code")?.to_owned()];
            let message = message.text_value(":error-message").map(str::to_owned);
            Err(failure::<O>(ErrorBody { codes, message, ..ErrorBody::default() }, &reply))
        }
        _ => Err(reply.malformed("an event has an unknown `:message-type`").into()),
    }
}

/// The error for an exception of this name.
fn exception<O: ReceivesEvents>(name: &str, reply: &Reply<'_>) -> O::Failure {
    let (head, ()) = O::failure(reply).into_parts();
    let code = O::EXCEPTIONS.iter().find(|(other, _)| *other == name).map(|(_, code)| *code);
    let codes = [Some(name), code].into_iter().flatten().map(str::to_owned).collect();
    failure::<O>(ErrorBody { codes, message: head.message, request_id: None }, reply)
}

fn failure<O: ReceivesEvents>(body: ErrorBody, reply: &Reply<'_>) -> O::Failure {
    O::Failure::from_reply(ErrorReply::new(reply, Some(body)), reply)
}

/// The error of bytes that are not frames.
fn unreadable(headers: &HeaderMap, error: &FrameError) -> MalformedReply {
    let head = ErrorHead::of_status(StatusCode::OK, headers);
    let retry = (*error == FrameError::CutOff).then_some(Retry::Transient);
    MalformedReply::new(head, error.to_string()).with_retry(retry)
}
