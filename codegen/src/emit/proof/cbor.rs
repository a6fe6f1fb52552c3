//! CBOR bodies (RFC 8949): one line for each data item, with its bytes in hexadecimal and a comment.

use std::fmt;

use super::json::string;
use super::text::hex;
use super::value::{Fields, Value};

/// A line: the bytes of a data item, or of the head of a map or array.
#[derive(Debug)]
pub struct Line {
    depth: usize,
    bytes: Vec<u8>,
    comment: String,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { depth, bytes, comment } = self;
        write!(f, "{:indent$}{} # {comment}", "", hex(bytes), indent = depth * 2)
    }
}

/// A structure as a map, with these texts before its members.
pub fn object(first: &[(&str, &str)], fields: &Fields<'_>) -> Vec<Line> {
    let mut writer = Writer { lines: Vec::new(), depth: 0 };
    writer.map(first.len() + fields.len(), |writer| {
        for (name, text) in first {
            writer.text(name);
            writer.text(text);
        }
        writer.members(fields);
    });
    writer.lines
}

/// The major types of data items.
const UNSIGNED: u8 = 0;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const MAP: u8 = 5;

struct Writer {
    lines: Vec<Line>,
    depth: usize,
}

impl Writer {
    fn line(&mut self, bytes: Vec<u8>, comment: impl Into<String>) {
        self.lines.push(Line { depth: self.depth, bytes, comment: comment.into() });
    }

    fn nested(&mut self, bytes: Vec<u8>, comment: String, write: impl FnOnce(&mut Self)) {
        self.line(bytes, comment);
        self.depth += 1;
        write(self);
        self.depth -= 1;
    }

    fn map(&mut self, length: usize, write: impl FnOnce(&mut Self)) {
        self.nested(head(MAP, length), format!("map of {length}"), write);
    }

    fn text(&mut self, text: &str) {
        let mut bytes = head(TEXT, text.len());
        bytes.extend(text.bytes());
        self.line(bytes, string(text));
    }

    fn members(&mut self, fields: &Fields<'_>) {
        for (member, value) in fields {
            self.text(&member.wire_name);
            self.value(value);
        }
    }

    fn integer(&mut self, value: i64, comment: String, tag: &[u8]) {
        // Samples are positive.
        let mut bytes = tag.to_vec();
        bytes.extend(head(UNSIGNED, usize::try_from(value).unwrap_or_default()));
        self.line(bytes, comment);
    }

    fn value(&mut self, value: &Value<'_>) {
        match value {
            Value::Boolean(value) => {
                self.line(vec![if *value { 0xf5 } else { 0xf4 }], value.to_string());
            }
            Value::Integer(value) => self.integer(i64::from(*value), value.to_string(), &[]),
            Value::Long(value) => self.integer(*value, value.to_string(), &[]),
            Value::Timestamp(seconds) => {
                self.integer(*seconds, format!("timestamp {seconds}"), &[0xc1]);
            }
            Value::Float(value) => {
                self.line([&[0xfa][..], &value.to_be_bytes()].concat(), format!("{value:?}"));
            }
            Value::Double(value) => {
                self.line([&[0xfb][..], &value.to_be_bytes()].concat(), format!("{value:?}"));
            }
            Value::Text(text) | Value::Enum(_, text) | Value::Document(text) => self.text(text),
            Value::Blob(bytes) => {
                let comment = format!("{} bytes", bytes.len());
                self.line([head(BYTES, bytes.len()), bytes.clone()].concat(), comment);
            }
            Value::List(elements) => {
                let comment = format!("array of {}", elements.len());
                self.nested(head(ARRAY, elements.len()), comment, |writer| {
                    for element in elements {
                        writer.value(element);
                    }
                });
            }
            Value::Map(entries) => self.map(entries.len(), |writer| {
                for (key, value) in entries {
                    writer.value(key);
                    writer.value(value);
                }
            }),
            Value::Structure(fields) => self.map(fields.len(), |writer| writer.members(fields)),
            Value::Union(_, member, value) => self.map(1, |writer| {
                writer.text(&member.wire_name);
                writer.value(value);
            }),
        }
    }
}

/// The head of a data item in its shortest form.
fn head(major: u8, argument: usize) -> Vec<u8> {
    let argument = u64::try_from(argument).unwrap_or(u64::MAX);
    let (info, length) = match argument {
        0..=23 => (argument.to_be_bytes()[7], 0),
        24..=0xff => (24, 1),
        0x100..=0xffff => (25, 2),
        0x1_0000..=0xffff_ffff => (26, 4),
        _ => (27, 8),
    };
    let mut bytes = vec![major << 5 | info];
    bytes.extend(argument.to_be_bytes().into_iter().skip(8 - length));
    bytes
}

#[cfg(test)]
mod tests {
    use super::{UNSIGNED, head, object};
    use crate::emit::proof::text::hex;

    #[test]
    fn heads_are_as_short_as_possible() {
        // RFC 8949, appendix A.
        let cases = [
            (0, "00"),
            (23, "17"),
            (24, "1818"),
            (100, "1864"),
            (1000, "1903e8"),
            (1_000_000, "1a000f4240"),
            (1_000_000_000_000, "1b000000e8d4a51000"),
        ];
        for (number, bytes) in cases {
            assert_eq!(hex(&head(UNSIGNED, number)), bytes);
        }
    }

    #[test]
    fn lines_have_comments() {
        let lines: Vec<String> =
            object(&[("__type", "Gone")], &Vec::new()).iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            ["a1 # map of 1", "  665f5f74797065 # \"__type\"", "  64476f6e65 # \"Gone\""]
        );
    }
}
