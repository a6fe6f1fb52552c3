//! A writer for JSON text.

use std::fmt::{Display, Write};

use super::super::Timestamp;
use super::reader::plain_length;

/// A JSON text under construction.
#[derive(Debug, Default)]
pub struct Writer {
    pub(super) text: String,
    has_exact_timestamps: bool,
}

impl Writer {
    /// Creates a writer for a text that is read again, with all digits of timestamps. Requests have milliseconds.
    #[must_use]
    pub fn exact() -> Self {
        Self { text: String::new(), has_exact_timestamps: true }
    }

    /// Returns the timestamp with the digits that are written.
    #[must_use]
    pub fn precise(&self, timestamp: Timestamp) -> Timestamp {
        if self.has_exact_timestamps { timestamp } else { timestamp.truncated_to_millis() }
    }

    /// Returns the text.
    #[must_use]
    pub fn finish(self) -> String {
        self.text
    }

    /// Writes JSON syntax, such as a bracket, a number or a whole value.
    pub fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Writes a number, `true` or `false` with its `Display`.
    pub fn display(&mut self, value: &impl Display) {
        // Writing to a string cannot fail.
        let _ = write!(self.text, "{value}");
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
        // No value ends with an opening bracket. A string ends with a quote.
        if !self.text.ends_with(['[', '{']) {
            self.text.push(',');
        }
    }

    /// Writes the name of a member.
    pub fn name(&mut self, name: &str) {
        self.comma();
        self.string(name);
        self.text.push(':');
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
