//! Payloads: members that are the whole body.

use std::str::FromStr;

use super::error::MalformedReply;
use super::reply::Reply;
use super::request::{RequestBuilder, Text};
use super::request_extensions::Stream;

impl RequestBuilder {
    /// Sets bytes as the body.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.body("application/octet-stream", bytes.to_owned());
    }

    /// Sets text as the body.
    pub fn text(&mut self, text: &impl Text) {
        self.body("text/plain", text.text().into_owned().into_bytes());
    }

    /// Leaves the body empty and attaches [`Stream`]. The sender supplies the body.
    pub fn stream(&mut self) {
        self.body("application/octet-stream", Vec::new());
        self.attach(Stream);
    }
}

impl Reply<'_> {
    /// Returns the body, or `None` if the body is empty.
    #[must_use]
    pub fn bytes(&self) -> Option<Vec<u8>> {
        (!self.body().is_empty()).then(|| self.body().to_owned())
    }

    /// Returns the body as text, or `None` if the body is empty.
    ///
    /// # Errors
    ///
    /// Fails if the body is not UTF-8.
    pub fn text<T: FromStr>(&self) -> Result<Option<T>, MalformedReply> {
        if self.body().is_empty() {
            return Ok(None);
        }
        let text = std::str::from_utf8(self.body()).ok().and_then(|text| text.parse().ok());
        text.map(Some).ok_or_else(|| self.malformed("the body is not UTF-8"))
    }
}
