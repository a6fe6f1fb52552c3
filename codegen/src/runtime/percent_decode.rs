//! Percent-decoding of query strings and forms.

/// The bytes of a percent-encoded text. A plus sign is a space, and an incomplete escape stays as it is.
#[must_use]
pub fn decode(text: &str) -> Vec<u8> {
    let digit = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
    let mut bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some((first, rest)) = bytes.split_first() {
        bytes = rest;
        decoded.push(match (first, digit(rest.first()), digit(rest.get(1))) {
            (b'%', Some(high), Some(low)) => {
                bytes = rest.get(2..).unwrap_or_default();
                u8::try_from(high * 16 + low).unwrap_or_default()
            }
            (b'+', ..) => b' ',
            _ => *first,
        });
    }
    decoded
}
