//! Preformatted text, and documentation that some tool has taken for it.

use super::parse::HtmlPart;
use crate::markdown::{is_visible, longest_run};

/// The lines of preformatted text, without empty ones around them.
pub fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\t', "    ");
    let text: String = text.chars().filter(|c| *c == '\n' || is_visible(*c)).collect();
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// A block of these lines. What kind of text it is must be said, or rustdoc takes it for Rust.
pub fn fenced(lines: &str) -> String {
    let fence = "`".repeat(longest_run(lines).max(2) + 1);
    format!("{fence}text\n{lines}\n{fence}")
}

/// Whether it has no lines to keep: a paragraph that was taken for code because it was indented.
pub fn is_prose(lines: &str) -> bool {
    !lines.contains('\n') && lines.len() > 100
}

/// The text, if all of it is documentation that was escaped once too often.
pub fn escaped(parts: &[HtmlPart]) -> Option<String> {
    let texts = parts.iter().map(|part| match part {
        HtmlPart::Text(text) => Some(text.as_str()),
        HtmlPart::Start(..) | HtmlPart::End(_) => None,
    });
    let text: String = texts.collect::<Option<_>>()?;
    (text.trim_start().starts_with("<p>") && text.contains("</p>")).then_some(text)
}

/// Whether preformatted text is itself documentation, which was taken for code because it was indented.
pub fn is_markup(text: &str) -> bool {
    let tags = ["<p>", "</p>", "<ul>", "<ol>", "<li>", "<note>", "</a>", "</code>"];
    tags.iter().any(|tag| text.contains(tag))
}
