//! Text of XML: characters, line ends and references.

use std::borrow::Cow;

use super::super::plain::plain_length;

/// Splits off the text before the first tag. Returns whether its characters stand for themselves, as far as a fast search
/// shows.
pub fn before_tag(text: &str) -> (&str, bool) {
    let bytes = text.as_bytes();
    let mut length = 0;
    let mut is_plain = true;
    loop {
        let rest = bytes.get(length..).unwrap_or_default();
        // The last byte is the first of U+FFFE and U+FFFF.
        length += if is_plain {
            plain_length(rest, [b'<', b'&', b']', 0xef])
        } else {
            plain_length(rest, [b'<'])
        };
        match bytes.get(length) {
            None | Some(b'<') => return (text.get(..length).unwrap_or(text), is_plain),
            Some(b'\n' | b'\t') => {}
            Some(_) => is_plain = false,
        }
        length += 1;
    }
}

/// Returns the text with its references resolved, and with line feeds as line ends. Returns `None` for invalid text.
pub fn resolved(text: &str) -> Option<Cow<'_, str>> {
    if literal_length(text)? == text.len() {
        return Some(Cow::Borrowed(text));
    }
    let mut resolved = String::with_capacity(text.len());
    each_piece(text, |literal, replaced| {
        resolved.push_str(literal);
        resolved.extend(replaced);
    })?;
    Some(Cow::Owned(resolved))
}

/// Whether a text is valid, with known references.
pub fn is_valid(text: &str) -> bool {
    each_piece(text, |_, _| {}).is_some()
}

/// Returns the text of a CDATA section, which has no references.
pub fn of_section(text: &str) -> Option<Cow<'_, str>> {
    let is_valid = is_valid_section(text);
    is_valid.then(|| {
        if text.contains('\r') {
            Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
        } else {
            Cow::Borrowed(text)
        }
    })
}

/// Whether the text of a CDATA section is valid.
pub fn is_valid_section(text: &str) -> bool {
    text.split(['&', '\r']).all(|piece| literal_length(piece) == Some(piece.len()))
}

/// Returns the value of an attribute with its references replaced by characters. White space becomes spaces (XML 1.0,
/// section 3.3.3).
pub fn of_attribute(value: &str) -> Option<Cow<'_, str>> {
    if value.contains(['\t', '\n', '\r']) {
        let value = value.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ");
        return resolved(&value).map(|value| Cow::Owned(value.into_owned()));
    }
    resolved(value)
}

/// Splits a text into literal characters, each time with the character of the next reference or carriage return. Returns
/// `None` for invalid text.
fn each_piece<'a>(text: &'a str, mut each: impl FnMut(&'a str, Option<char>)) -> Option<()> {
    let mut rest = text;
    loop {
        let (literal, special) = rest.split_at(literal_length(rest)?);
        if special.is_empty() {
            each(literal, None);
            return Some(());
        }
        let (replaced, after) = match special.strip_prefix('\r') {
            Some(after) => ('\n', after.strip_prefix('\n').unwrap_or(after)),
            None => reference(special)?,
        };
        each(literal, Some(replaced));
        rest = after;
    }
}

/// The length before the first ampersand or carriage return. Returns `None` if a character before it is not allowed in XML,
/// or ends a CDATA section.
fn literal_length(text: &str) -> Option<usize> {
    const INVALID: [&[u8]; 3] = [b"]]>", "\u{fffe}".as_bytes(), "\u{ffff}".as_bytes()];
    let bytes = text.as_bytes();
    let mut length = 0;
    loop {
        let rest = bytes.get(length..).unwrap_or_default();
        length += plain_length(rest, [b'&', b']', 0xef]);
        let rest = bytes.get(length..).unwrap_or_default();
        match rest {
            [] | [b'&' | b'\r', ..] => return Some(length),
            [b'\t' | b'\n', ..] => {}
            [0..=0x1f, ..] => return None,
            _ if INVALID.iter().any(|invalid| rest.starts_with(invalid)) => return None,
            _ => {}
        }
        length += 1;
    }
}

/// Splits a text that starts with a reference, such as `&lt;` or `&#x7;`, into its character and the rest. References to
/// control characters are not XML 1.0, but occur in names that services return.
fn reference(text: &str) -> Option<(char, &str)> {
    let (name, rest) = text.strip_prefix('&')?.split_once(';')?;
    let character = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let (digits, radix) = match number.strip_prefix('x') {
                Some(digits) => (digits, 16),
                None => (number, 10),
            };
            let is_number = digits.bytes().all(|digit| digit.is_ascii_alphanumeric());
            let code = u32::from_str_radix(digits, radix).ok().filter(|_| is_number)?;
            char::from_u32(code).filter(|c| !matches!(c, '\0' | '\u{fffe}' | '\u{ffff}'))?
        }
    };
    Some((character, rest))
}
