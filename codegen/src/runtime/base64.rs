//! Base64 with the standard alphabet and padding (RFC 4648, section 4).

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Encodes bytes as base64.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::new();
    append(&mut text, bytes);
    text
}

/// Appends bytes as base64 to a text.
pub fn append(text: &mut String, bytes: &[u8]) {
    let length = bytes.len() / 3 * 4 + 4;
    // The reserve is for the rest of the text: it must not move a large blob again.
    text.reserve(length + length / 64 + 4);
    for chunk in bytes.chunks(3) {
        let byte = |index| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for index in 0..4 {
            // One byte makes two digits, two bytes make three.
            let digit = usize::try_from(bits >> (18 - 6 * index) & 63).ok();
            let digit =
                digit.filter(|_| index <= chunk.len()).and_then(|digit| ALPHABET.get(digit));
            text.push(digit.map_or('=', |digit| char::from(*digit)));
        }
    }
}

/// Decodes base64 with or without padding. Returns `None` for invalid base64.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    if text.len() - digits.len() > 2 || digits.len() % 4 == 1 {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for digit in digits.bytes() {
        bits = bits << 6 | value(digit)?;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 255).ok()?);
        }
    }
    Some(bytes)
}

fn value(digit: u8) -> Option<u32> {
    let (first, value) = match digit {
        b'A'..=b'Z' => (b'A', 0),
        b'a'..=b'z' => (b'a', 26),
        b'0'..=b'9' => (b'0', 52),
        b'+' => (b'+', 62),
        b'/' => (b'/', 63),
        _ => return None,
    };
    Some(u32::from(digit - first) + value)
}
