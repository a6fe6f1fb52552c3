//! Text of XML: characters, line ends and references.

use std::borrow::Cow;

use super::super::plain::plain_length;

/// The content of a text, found in one pass over its bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    /// Characters only, without references and CDATA.
    Plain,
    /// Also carriage returns or references.
    Special,
    /// A character that XML does not allow, or the end of a CDATA section.
    Invalid,
}

/// Splits off the text before the first tag. Returns whether its characters stand for themselves, as far as a fast search
/// shows.
pub fn before_tag(text: &str) -> (&str, bool) {
    let bytes = text.as_bytes();
    let mut length = 0;
    loop {
        let rest = bytes.get(length..).unwrap_or_default();
        // The last byte is the first of U+FFFE and U+FFFF.
        length += plain_length(rest, [b'<', b'&', b']', 0xef]);
        match bytes.get(length) {
            Some(b'\n' | b'\t') => length += 1,
            None | Some(b'<') => return (text.get(..length).unwrap_or(text), true),
            Some(_) => break,
        }
    }
    let rest = bytes.get(length..).unwrap_or_default();
    length += rest.iter().position(|byte| *byte == b'<').unwrap_or(rest.len());
    (text.get(..length).unwrap_or(text), false)
}

/// Returns the text with its references resolved, and with line feeds as line ends. Returns `None` for invalid text.
pub fn resolved(text: &str) -> Option<Cow<'_, str>> {
    match content(text) {
        Content::Plain => Some(Cow::Borrowed(text)),
        Content::Special => resolve(text, |special| match special.strip_prefix('\r') {
            Some(after) => Some(('\n', after.strip_prefix('\n').unwrap_or(after))),
            None => reference(special),
        }),
        Content::Invalid => None,
    }
}

/// Returns the text of a CDATA section, which has no references.
pub fn of_section(text: &str) -> Option<Cow<'_, str>> {
    match content(text) {
        Content::Plain => Some(Cow::Borrowed(text)),
        Content::Special => Some(Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))),
        Content::Invalid => None,
    }
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

/// Whether a text is valid, with known references.
pub fn is_valid(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        match reference(rest.get(at..).unwrap_or_default()) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    content(text) != Content::Invalid
}

/// Whether the text of a CDATA section is valid.
pub fn is_valid_section(text: &str) -> bool {
    content(text) != Content::Invalid
}

fn content(text: &str) -> Content {
    let mut content = Content::Plain;
    for (index, byte) in text.bytes().enumerate() {
        let starts = |wanted: &[u8]| {
            text.as_bytes().get(index..).is_some_and(|rest| rest.starts_with(wanted))
        };
        match byte {
            b'&' | b'\r' => content = Content::Special,
            b'\t' | b'\n' => {}
            0..=0x1f => return Content::Invalid,
            b']' if starts(b"]]>") => return Content::Invalid,
            0xef if starts("\u{fffe}".as_bytes()) || starts("\u{ffff}".as_bytes()) => {
                return Content::Invalid;
            }
            _ => {}
        }
    }
    content
}

/// Replaces each ampersand and carriage return, with the text after it, by a character and the rest of the text.
fn resolve<'a>(
    text: &'a str,
    replace: impl Fn(&'a str) -> Option<(char, &'a str)>,
) -> Option<Cow<'a, str>> {
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| byte == b'&' || byte == b'\r') {
        let (plain, special) = rest.split_at(at);
        let (character, after) = replace(special)?;
        resolved.push_str(plain);
        resolved.push(character);
        rest = after;
    }
    resolved.push_str(rest);
    Some(Cow::Owned(resolved))
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
