//! Text in XML that a service encodes once more, without a mark in its model.

use super::super::base64;
use super::super::value_format::{Base64Text, UrlEncodedJson};
use super::decode::{Decode, Error, Layout, Reader};

/// Text that is not base64 stays as it is. Bytes that are not UTF-8 are Latin-1, as in botocore.
impl Decode<String> for Base64Text {
    fn decode(
        value: &mut Option<String>,
        _: &Layout,
        reader: &mut Reader<'_>,
    ) -> Result<(), Error> {
        let text = reader.text()?;
        let digits: String = text.split_ascii_whitespace().collect();
        let latin_1 = |bytes: &[u8]| bytes.iter().map(|byte| char::from(*byte)).collect();
        let decoded = base64::decode(&digits).map(|bytes| {
            String::from_utf8(bytes).unwrap_or_else(|error| latin_1(error.as_bytes()))
        });
        *value = Some(decoded.unwrap_or_else(|| text.into_owned()));
        Ok(())
    }
}

/// Other text stays as it is.
impl Decode<String> for UrlEncodedJson {
    fn decode(
        value: &mut Option<String>,
        _: &Layout,
        reader: &mut Reader<'_>,
    ) -> Result<(), Error> {
        let text = reader.text()?;
        let starts_object = text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("%7b"));
        let decoded = if starts_object { percent_decoded(&text) } else { None };
        *value = Some(decoded.unwrap_or_else(|| text.into_owned()));
        Ok(())
    }
}

/// Decodes percent-encoding. Returns `None` if the result is not UTF-8.
fn percent_decoded(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = (part.get(..2)?, part.get(2..)?);
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}
