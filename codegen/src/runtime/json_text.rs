//! JSON text in headers, where it is encoded as base64.

use super::base64;
use super::error::MalformedReply;
use super::reply::Reply;
use super::timestamp_text::FormatEach;

/// Encodes JSON texts for a header.
pub fn encode<V: FormatEach<String>>(value: &V) -> V::Formatted {
    value.format_each(&|text| base64::encode(text.as_bytes()))
}

impl Reply<'_> {
    /// Reads JSON text from a header.
    ///
    /// # Errors
    ///
    /// Fails if the header is not valid base64 of UTF-8 text.
    pub fn header_json_text(&self, name: &str) -> Result<Option<String>, MalformedReply> {
        let Some(encoded) = self.header::<String>(name)? else {
            return Ok(None);
        };
        let text = base64::decode(&encoded).and_then(|bytes| String::from_utf8(bytes).ok());
        text.map(Some).ok_or_else(|| self.malformed_header(name))
    }
}
