//! A writer for JSON text.

use std::fmt::{Display, Write};

use super::reader::plain_length;

/// A JSON text under construction.
#[derive(Debug, Default)]
pub struct Writer(String);

impl Writer {
    /// Returns the text.
    #[must_use]
    pub fn finish(self) -> String {
        self.0
    }

    /// Writes JSON syntax, such as a bracket, a number or a whole value.
    pub fn raw(&mut self, text: &str) {
        self.0.push_str(text);
    }

    /// Writes a number, `true` or `false` with its `Display`.
    pub fn display(&mut self, value: &impl Display) {
        // Writing to a string cannot fail.
        let _ = write!(self.0, "{value}");
    }

    /// Writes a string.
    pub fn string(&mut self, text: &str) {
        self.0.push('"');
        let mut rest = text;
        loop {
            let (plain, escaped) = rest.split_at(plain_length(rest.as_bytes()));
            self.0.push_str(plain);
            let mut characters = escaped.chars();
            let Some(character) = characters.next() else { break };
            self.escape(character);
            rest = characters.as_str();
        }
        self.0.push('"');
    }

    /// Writes a comma, unless the next element or member is the first one.
    pub fn comma(&mut self) {
        // No value ends with an opening bracket. A string ends with a quote.
        if !self.0.ends_with(['[', '{']) {
            self.0.push(',');
        }
    }

    /// Writes the name of a member.
    pub fn name(&mut self, name: &str) {
        self.comma();
        self.string(name);
        self.0.push(':');
    }

    fn escape(&mut self, character: char) {
        match character {
            '"' => self.0.push_str("\\\""),
            '\\' => self.0.push_str("\\\\"),
            '\u{8}' => self.0.push_str("\\b"),
            '\u{c}' => self.0.push_str("\\f"),
            '\n' => self.0.push_str("\\n"),
            '\r' => self.0.push_str("\\r"),
            '\t' => self.0.push_str("\\t"),
            _ => self.display(&format_args!("\\u{:04x}", u32::from(character))),
        }
    }
}
