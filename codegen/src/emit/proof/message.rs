//! HTTP messages as text: a start line, headers, and a body whose lines may be indented.

use std::collections::BTreeMap;

use proc_macro2::Literal;

use super::block::TextBlock;
use super::cbor::Line;
use crate::markdown::is_visible;

/// An HTTP message.
#[derive(Debug)]
pub struct HttpMessage {
    /// The method and the path, or the status.
    pub start: String,
    /// The headers, by lowercase name.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: Body,
}

/// The body of a message.
#[derive(Debug, Default)]
pub enum Body {
    #[default]
    Empty,
    /// Text, such as JSON or XML.
    Text(TextBlock),
    /// Text of several lines, such as the pairs of a form.
    Lines(Vec<String>),
    /// CBOR.
    Cbor(Vec<Line>),
}

impl HttpMessage {
    /// A message without headers and body.
    pub fn new(start: impl Into<String>) -> Self {
        Self { start: start.into(), headers: BTreeMap::new(), body: Body::Empty }
    }

    /// Sets a header, unless it is set.
    pub fn default_header(&mut self, name: &str, value: impl Into<String>) {
        self.headers.entry(name.to_ascii_lowercase()).or_insert_with(|| value.into());
    }

    /// Sets the body and its default media type.
    pub fn set_body(&mut self, content_type: &str, body: Body) {
        self.default_header("content-type", content_type);
        self.body = body;
    }

    /// The message as a string literal, whose text starts and ends with a line break.
    pub fn literal(&self) -> String {
        let mut text = format!("\n{}\n", self.start);
        // The tests sort lines, too.
        let mut lines: Vec<String> =
            self.headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
        lines.sort();
        text.extend(lines);
        let body = self.body.lines();
        if !body.is_empty() {
            text.extend(["\n", &body, "\n"]);
        }
        literal(&text)
    }
}

impl Body {
    fn lines(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(block) => block.print(0, 2),
            Self::Lines(lines) => lines.join("\n"),
            Self::Cbor(lines) => {
                lines.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
            }
        }
    }
}

/// A raw string, or an escaped one if the text has characters that source code should not have.
fn literal(text: &str) -> String {
    if !text.chars().all(|c| c == '\n' || is_visible(c)) {
        return Literal::string(text).to_string();
    }
    let mut fence = String::new();
    while text.contains(&format!("\"{fence}")) {
        fence.push('#');
    }
    format!("r{fence}\"{text}\"{fence}")
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn literals_have_enough_fences() {
        assert_eq!(literal("a"), "r\"a\"");
        assert_eq!(literal("\"a\"# b"), "r##\"\"a\"# b\"##");
        assert_eq!(literal("\u{202e}"), "\"\\u{202e}\"");
    }
}
