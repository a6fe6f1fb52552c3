//! Events of requests.

use http::Method;
use http::header::CONTENT_TYPE;

use super::super::request::{BuildError, RequestBuilder};
use super::super::request_query::Query;
use super::frame;
use super::header::{self, HeaderField, HeaderValue};

/// An event, or the union of the events of a request.
pub trait SentEvent {
    /// Writes the event.
    ///
    /// # Errors
    ///
    /// Fails if the event cannot contain a value.
    fn write(&self, event: &mut EventBuilder) -> Result<(), BuildError>;
}

impl<T: SentEvent> SentEvent for Box<T> {
    fn write(&self, event: &mut EventBuilder) -> Result<(), BuildError> {
        T::write(self, event)
    }
}

/// Encodes an event of a request as a frame, without a signature.
///
/// # Errors
///
/// Fails if the event is too large, or contains a value that cannot be sent.
pub fn frame_of<E: SentEvent>(event: &E) -> Result<Vec<u8>, BuildError> {
    let mut builder = EventBuilder::new();
    event.write(&mut builder)?;
    builder.finish()
}

/// The kind of a message, in its header `:message-type`.
pub struct Kind(&'static str, &'static str);

/// An event, with its name in `:event-type`.
pub const EVENT: Kind = Kind("event", ":event-type");

/// An exception, with its name in `:exception-type`.
pub const EXCEPTION: Kind = Kind("exception", ":exception-type");

/// A message: headers and a payload.
#[derive(Debug)]
pub struct EventBuilder {
    headers: Vec<u8>,
    /// The payload is the body of a request.
    request: RequestBuilder,
}

impl EventBuilder {
    fn new() -> Self {
        Self { headers: Vec::new(), request: RequestBuilder::new(Method::POST, "/") }
    }

    /// Sets the kind and the name of the message.
    ///
    /// # Errors
    ///
    /// Fails if a header cannot contain the name.
    pub fn start(&mut self, Kind(kind, header): Kind, name: &str) -> Result<(), BuildError> {
        self.value(":message-type", Some(HeaderValue::Text(kind)))?;
        self.value(header, Some(HeaderValue::Text(name)))
    }

    /// The builder of the payload.
    pub fn request(&mut self) -> &mut RequestBuilder {
        &mut self.request
    }

    /// Appends a member as a header.
    ///
    /// # Errors
    ///
    /// Fails if a header cannot contain the value.
    pub fn header<T: HeaderField>(&mut self, name: &str, value: &T) -> Result<(), BuildError> {
        self.value(name, value.value())
    }

    /// Appends a member as a header of 8 bits.
    ///
    /// # Errors
    ///
    /// Fails if the value is too large.
    pub fn byte_header(&mut self, name: &str, value: i32) -> Result<(), BuildError> {
        self.value(name, value.try_into().ok().map(HeaderValue::Byte))
    }

    /// Appends a member as a header of 16 bits.
    ///
    /// # Errors
    ///
    /// Fails if the value is too large.
    pub fn short_header(&mut self, name: &str, value: i32) -> Result<(), BuildError> {
        self.value(name, value.try_into().ok().map(HeaderValue::Short))
    }

    /// Appends a member as a header of text.
    ///
    /// # Errors
    ///
    /// Fails if the text is too long.
    pub fn text_header<T: Query>(&mut self, name: &str, value: &T) -> Result<(), BuildError> {
        let mut written = Ok(());
        value.each(&mut |text| written = self.value(name, Some(HeaderValue::Text(text))));
        written
    }

    fn value(&mut self, name: &str, value: Option<HeaderValue<'_>>) -> Result<(), BuildError> {
        value
            .and_then(|value| header::write(&mut self.headers, name, value))
            .ok_or_else(|| BuildError::Header(name.to_owned()))
    }

    /// The frame. The type of the payload is the last header.
    fn finish(mut self) -> Result<Vec<u8>, BuildError> {
        let empty = RequestBuilder::new(Method::POST, "/");
        let request = std::mem::replace(&mut self.request, empty).build()?;
        if let Some(media_type) = request.headers().get(CONTENT_TYPE) {
            let text = media_type.to_str().ok().map(HeaderValue::Text);
            self.value(":content-type", text)?;
        }
        frame::write(&self.headers, request.body()).map_err(|_| {
            BuildError::Member("event".to_owned(), "its headers or its payload are too large")
        })
    }
}

/// Implements [`SentEvent`] for a union from a table of the names and variants of events. The variants of exceptions end
/// with `: Exception`.
#[allow(unused_macros)] // The output may only receive events.
macro_rules! encode {
    ($name:ident { $($wire:literal => $variant:ident $(: $exception:ident)?,)* }) => {
        impl event_stream::encode::SentEvent for $name {
            fn write(
                &self,
                event: &mut event_stream::encode::EventBuilder,
            ) -> Result<(), request::BuildError> {
                match self {
                    $(Self::$variant(value) => {
                        event.start(event_stream::encode::kind!($($exception)?), $wire)?;
                        event_stream::encode::SentEvent::write(value, event)
                    })*
                    Self::Unknown(name, payload) => {
                        event.start(event_stream::encode::kind!(), name)?;
                        event.request().body("application/octet-stream", payload.clone());
                        Ok(())
                    }
                }
            }
        }
    };
}
#[allow(unused_imports)] // As above.
pub(crate) use encode;

/// The kind of a row.
#[allow(unused_macros)] // As above.
macro_rules! kind {
    () => {
        event_stream::encode::EVENT
    };
    (Exception) => {
        event_stream::encode::EXCEPTION
    };
}
#[allow(unused_imports)] // As above.
pub(crate) use kind;
