//! Members that are the whole body of a message.

use std::str::FromStr;

use super::error::MalformedReply;
use super::reply::Reply;
use super::request::{RequestBuilder, Text};
use super::traits::Stream;

impl RequestBuilder {
    /// Sets bytes as the body.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.body("application/octet-stream", bytes.to_owned());
    }

    /// Sets text as the body.
    pub fn text(&mut self, text: &impl Text) {
        self.body("text/plain", text.text().into_owned().into_bytes());
    }

    /// Leaves the body to the caller, who has it as a stream.
    pub fn stream(&mut self) {
        self.body("application/octet-stream", Vec::new());
        self.attach(Stream);
    }
}

impl Reply<'_> {
    /// The bytes of the body, if there are any.
    #[must_use]
    pub fn bytes(&self) -> Option<Vec<u8>> {
        (!self.body().is_empty()).then(|| self.body().to_owned())
    }

    /// The text of the body, if there is any.
    ///
    /// # Errors
    ///
    /// Fails if it is not UTF-8.
    pub fn text<T: FromStr>(&self) -> Result<Option<T>, MalformedReply> {
        if self.body().is_empty() {
            return Ok(None);
        }
        let text = std::str::from_utf8(self.body()).ok().and_then(|text| text.parse().ok());
        text.map(Some).ok_or_else(|| self.malformed("the body is not UTF-8"))
    }
}
