//! Text that is JSON. A header holds it as base64, since JSON has characters that headers cannot have.

use super::base64;
use super::error::MalformedReply;
use super::reply::Reply;
use super::written::Values;

/// Texts as a header holds them.
pub fn encode<V: Values<String>>(value: &V) -> V::Written {
    value.written(&|text| base64::encode(text.as_bytes()))
}

impl Reply<'_> {
    /// The text that a header holds.
    ///
    /// # Errors
    ///
    /// Fails if the header is not base64, or not of UTF-8.
    pub fn header_json_text(&self, name: &str) -> Result<Option<String>, MalformedReply> {
        let Some(encoded) = self.header::<String>(name)? else {
            return Ok(None);
        };
        let text = base64::decode(&encoded).and_then(|bytes| String::from_utf8(bytes).ok());
        text.map(Some).ok_or_else(|| self.malformed_header(name))
    }
}
