//! The Markdown of an update, for a pull request.

use std::fmt::Write;

use farrier_codegen::change::render;

use super::Planned;

/// The text for a pull request: the removed files and the review of the outputs. `is_stopped` if reordered constructors
/// prevent the update.
pub fn page(planned: &Planned, is_stopped: bool) -> String {
    // Writing to a string cannot fail.
    let mut page = format!("## {}\n", escaped(&planned.headline()));
    if is_stopped {
        page.push_str("\n**Nothing is written yet**: calls of reordered constructors still compile, and set other members.\n");
    }
    for replacement in
        planned.replacements.iter().filter(|replacement| !replacement.deleted.is_empty())
    {
        let files: Vec<String> = replacement.deleted.iter().map(|file| code(file)).collect();
        let _ = writeln!(page, "\n{}: removed {}", code(&replacement.shown), files.join(", "));
    }
    for note in &planned.notes {
        let _ = writeln!(page, "\n{}", escaped(note));
    }
    if planned.has_changes() {
        let room = render::MAX_MARKDOWN.saturating_sub(page.chars().count() + 1);
        page.push('\n');
        page.push_str(&render::markdown(&planned.review, planned.detail, room));
    }
    page
}

/// Inline code.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}

/// A text with escaped markup and mentions.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if "\\`*_[]<>|#&~@".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
