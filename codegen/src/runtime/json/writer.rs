//! A writer for JSON text.

use std::fmt::{Display, Write};

use super::super::Timestamp;
use super::name::Name;
use super::reader::plain_length;

/// A JSON text under construction.
#[derive(Debug, Default)]
pub struct Writer {
    pub(super) text: String,
    /// Whether timestamps have all of their digits.
    is_exact: bool,
    /// Whether a timestamp cannot be written exactly.
    has_inexact: bool,
}

impl Writer {
    /// Creates a writer for a text that is read again, with all digits of timestamps. Requests have milliseconds.
    #[must_use]
    pub fn exact() -> Self {
        Self { is_exact: true, ..Self::default() }
    }

    /// Returns the text.
    #[must_use]
    pub fn finish(self) -> String {
        self.text
    }

    /// Returns the text of an [`exact`](Self::exact) writer.
    /// Fails if the text has a date that cannot be read again.
    pub fn finish_exact(self) -> Result<String, &'static str> {
        if self.has_inexact {
            Err("a date has a year before 0 or after 9999")
        } else {
            Ok(self.text)
        }
    }

    /// Writes JSON syntax, such as a bracket, a number or a whole value.
    pub fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Writes an integer. `Display` takes several times as long.
    pub fn integer(&mut self, value: i64) {
        if value < 0 {
            self.text.push('-');
        }
        self.digits(value.unsigned_abs());
    }

    #[allow(clippy::cast_possible_truncation)] // A digit is below 10.
    fn digits(&mut self, value: u64) {
        if value > 9 {
            self.digits(value / 10);
        }
        self.text.push(char::from(b'0' + (value % 10) as u8));
    }

    /// Writes a value with its `Display`.
    pub fn display(&mut self, value: &impl Display) {
        // Writing to a string cannot fail.
        let _ = write!(self.text, "{value}");
    }

    /// Writes a timestamp as seconds since the epoch, with a fraction if necessary.
    pub fn epoch_seconds(&mut self, timestamp: Timestamp) {
        if self.is_exact && timestamp.nanos() != 0 {
            self.raw(&exact_seconds(timestamp));
        } else {
            self.raw(&timestamp.truncated_to_millis().to_epoch_text());
        }
    }

    /// Writes a timestamp as a date-time, such as `2018-01-26T00:11:30Z`.
    pub fn date_time(&mut self, timestamp: Timestamp) {
        let written = if self.is_exact { timestamp } else { timestamp.truncated_to_millis() };
        let text = written.to_string();
        self.has_inexact |= self.is_exact && Timestamp::from_date_time(&text) != Some(timestamp);
        self.string(&text);
    }

    /// Writes a timestamp as an HTTP date, such as `Fri, 26 Jan 2018 00:11:30 GMT`. An exact writer writes a fraction of
    /// a second as a date-time, because HTTP dates have none.
    pub fn http_date(&mut self, timestamp: Timestamp) {
        let text = timestamp.to_http_date();
        if self.is_exact && Timestamp::from_http_date(&text) != Some(timestamp) {
            self.date_time(timestamp);
        } else {
            self.string(&text);
        }
    }

    /// Writes a string.
    pub fn string(&mut self, text: &str) {
        self.text.push('"');
        let mut rest = text;
        loop {
            let (plain, escaped) = rest.split_at(plain_length(rest.as_bytes()));
            self.text.push_str(plain);
            let mut characters = escaped.chars();
            let Some(character) = characters.next() else { break };
            self.escape(character);
            rest = characters.as_str();
        }
        self.text.push('"');
    }

    /// Writes a comma, unless the next element or member is the first one.
    pub fn comma(&mut self) {
        if !self.is_first() {
            self.text.push(',');
        }
    }

    /// Writes the name of a member.
    pub fn name(&mut self, name: &str) {
        self.comma();
        self.string(name);
        self.text.push(':');
    }

    /// Writes the name of a member of a structure or union.
    pub fn member(&mut self, name: &Name) {
        match name.start {
            Some(start) => self.raw(start.get(usize::from(self.is_first())..).unwrap_or_default()),
            None => self.name(name.text),
        }
    }

    fn is_first(&self) -> bool {
        // No value ends with an opening bracket. A string ends with a quote.
        matches!(self.text.as_bytes().last(), Some(b'[' | b'{'))
    }

    fn escape(&mut self, character: char) {
        match character {
            '"' => self.text.push_str("\\\""),
            '\\' => self.text.push_str("\\\\"),
            '\u{8}' => self.text.push_str("\\b"),
            '\u{c}' => self.text.push_str("\\f"),
            '\n' => self.text.push_str("\\n"),
            '\r' => self.text.push_str("\\r"),
            '\t' => self.text.push_str("\\t"),
            _ => self.display(&format_args!("\\u{:04x}", u32::from(character))),
        }
    }
}

/// Seconds since the epoch with all digits: the shortest form of a double, which is a number in every data format, or a
/// longer decimal if the double is another timestamp.
fn exact_seconds(timestamp: Timestamp) -> String {
    let text = timestamp.to_epoch_text();
    let double = text.parse::<f64>().ok().map(|seconds| format!("{seconds:?}"));
    double.filter(|text| Timestamp::from_epoch_text(text) == Some(timestamp)).unwrap_or(text)
}
