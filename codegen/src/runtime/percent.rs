//! Percent-encoding of URIs.

use std::fmt::Write;

/// Appends `text` percent-encoded. The unreserved characters of RFC 3986 and the characters of `keep` are not encoded.
pub fn encode(out: &mut String, text: impl AsRef<[u8]>, keep: &str) {
    for &byte in text.as_ref() {
        let is_unreserved = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if is_unreserved || keep.as_bytes().contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
}
