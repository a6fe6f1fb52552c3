//! Messages: frames of a stream, and their meaning.

use std::str::FromStr;

use super::super::error::MalformedReply;
use super::super::reply::Reply;
use super::frame::Frame;
use super::header::{HeaderField, HeaderValue};

/// A message of a stream, as a response whose body is the payload.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    frame: &'a Frame<'a>,
    reply: Reply<'a>,
}

impl<'a> Message<'a> {
    /// Creates a message. `reply` is the response of the stream, with the payload of the frame as its body.
    #[must_use]
    pub fn new(frame: &'a Frame<'a>, reply: Reply<'a>) -> Self {
        Self { frame, reply }
    }

    /// The response, with the payload as its body.
    #[must_use]
    pub fn reply(&self) -> Reply<'a> {
        self.reply
    }

    /// The value of a header.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<HeaderValue<'a>> {
        let mut headers = self.frame.headers.iter();
        headers.find(|(other, _)| *other == name).map(|(_, value)| *value)
    }

    /// The text of a header that has this type.
    #[must_use]
    pub fn text_value(&self, name: &str) -> Option<&'a str> {
        match self.value(name) {
            Some(HeaderValue::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Reads a member from a header. A missing header is `None`.
    ///
    /// # Errors
    ///
    /// Fails if the header has another type.
    pub fn header<T: HeaderField>(&self, name: &str) -> Result<Option<T>, MalformedReply> {
        self.member(name, T::read)
    }

    /// Reads a text from a header. A missing header is `None`.
    ///
    /// # Errors
    ///
    /// Fails if the header is not a text.
    pub fn text_header<T: FromStr>(&self, name: &str) -> Result<Option<T>, MalformedReply> {
        self.member(name, |value| match value {
            HeaderValue::Text(text) => text.parse().ok(),
            _ => None,
        })
    }

    fn member<T>(
        &self,
        name: &str,
        read: impl FnOnce(HeaderValue<'a>) -> Option<T>,
    ) -> Result<Option<T>, MalformedReply> {
        let Some(value) = self.value(name) else { return Ok(None) };
        let read = read(value);
        read.map(Some).ok_or_else(|| {
            self.reply.malformed(&format!("the header `{name}` of an event has another type"))
        })
    }

    /// Returns the payload as bytes.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.reply.body().to_owned()
    }

    /// Returns the payload as text.
    ///
    /// # Errors
    ///
    /// Fails if the payload is not UTF-8.
    pub fn text<T: FromStr>(&self) -> Result<Option<T>, MalformedReply> {
        let text = std::str::from_utf8(self.reply.body()).ok().and_then(|text| text.parse().ok());
        text.map(Some).ok_or_else(|| self.reply.malformed("the payload of an event is not UTF-8"))
    }
}
