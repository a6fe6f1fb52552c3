//! Keys in listings. Requests ask for percent-encoded keys, because XML cannot contain all characters of keys.

use super::super::percent_decode;
use super::super::request::Text;

/// The encoding of the keys.
const URL: &str = "url";

/// The encoding to ask for: that of the caller, or `url`.
pub fn encoding<T: Text>(asked: Option<&T>) -> String {
    asked.map_or(URL.into(), Text::text).into_owned()
}

/// Whether the keys of a listing are encoded.
#[must_use]
pub fn is_encoded<T: Text>(encoding: Option<&T>) -> bool {
    encoding.is_some_and(|encoding| encoding.text() == URL)
}

/// Decodes a key. A plus sign is a space.
pub fn decode(key: &mut Option<String>) {
    if let Some(key) = key {
        let decoded = String::from_utf8(percent_decode::decode(key));
        *key =
            decoded.unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    }
}
