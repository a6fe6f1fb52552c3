//! Preformatted text, and documentation that became preformatted by mistake.

use super::parse::HtmlPart;
use crate::markdown::{is_visible, longest_run};

/// The lines of preformatted text, without empty lines at the start and the end.
pub fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\t', "    ");
    let text: String = text.chars().filter(|c| *c == '\n' || is_visible(*c)).collect();
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// A fenced code block. Without the word `text`, rustdoc would compile it as Rust.
pub fn fenced(lines: &str) -> String {
    let fence = "`".repeat(longest_run(lines).max(2) + 1);
    format!("{fence}text\n{lines}\n{fence}")
}

/// Whether the text is a paragraph that became preformatted because of its indentation.
pub fn is_prose(lines: &str) -> bool {
    !lines.contains('\n') && lines.len() > 100
}

/// Returns the text if all of it is HTML that was escaped once too often.
pub fn escaped(parts: &[HtmlPart]) -> Option<String> {
    let texts = parts.iter().map(|part| match part {
        HtmlPart::Text(text) => Some(text.as_str()),
        HtmlPart::Start(..) | HtmlPart::End(_) => None,
    });
    let text: String = texts.collect::<Option<_>>()?;
    (text.trim_start().starts_with("<p>") && text.contains("</p>")).then_some(text)
}

/// Whether the text is HTML that became preformatted because of its indentation.
pub fn is_markup(text: &str) -> bool {
    let tags = ["<p>", "</p>", "<ul>", "<ol>", "<li>", "<note>", "</a>", "</code>"];
    tags.iter().any(|tag| text.contains(tag))
}
