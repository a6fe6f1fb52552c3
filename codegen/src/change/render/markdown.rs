//! Renders a report as Markdown, for a pull request comment.

use std::fmt::Write;

use super::{Group, affected, footer, groups, item, shown, values};
use crate::change::report::{Change, Report, counted};
use crate::change::verdict::{SemverLevel, WireVerdict};
use crate::markdown::code;

/// The number of changes before the rest is folded.
const MAX_SHOWN: usize = 30;

/// The maximum number of changes: a comment on GitHub may have 65,536 characters.
const MAX_CHANGES: usize = 150;

/// Renders a report as Markdown for GitHub: the headline, and a table for each kind of change. Later tables of a long
/// report are folded, and the end of a very long report is left out.
pub fn markdown(report: &Report) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ =
        writeln!(out, "### {}: {}", escaped(&shown(&report.service)), escaped(&report.headline()));
    let mut written = 0;
    for group in groups(report) {
        let room = MAX_CHANGES.saturating_sub(written);
        if room == 0 {
            break;
        }
        written += group.changes.len().min(room);
        section(&mut out, &group, room, written > MAX_SHOWN);
    }
    if written < report.changes.len() {
        let rest = counted(report.changes.len() - written, "more change");
        let _ = write!(out, "\n{rest} not shown\n");
    }
    for line in footer(report) {
        let _ = write!(out, "\n{}\n", with_code(&line));
    }
    out
}

fn section(out: &mut String, group: &Group<'_>, room: usize, is_folded: bool) {
    let level = match group.rust.as_crate {
        level @ (SemverLevel::Silent | SemverLevel::Major | SemverLevel::Minor) => {
            format!("**{}** ({})", level.name(), level.meaning())
        }
        level => format!("{} ({})", level.name(), level.meaning()),
    };
    let wire = match group.wire {
        WireVerdict::None => String::new(),
        WireVerdict::Compatible => format!("; {}", group.wire.text()),
        WireVerdict::Breaks => format!("; **{}**", group.wire.text()),
    };
    let title = format!("{level}: {}{wire}", group.title());
    let _ = if is_folded {
        write!(
            out,
            "\n<details>\n<summary>{} ({}): {}</summary>\n",
            group.rust.as_crate.name(),
            group.rust.as_crate.meaning(),
            group.title()
        )
    } else {
        write!(out, "\n{title}\n")
    };
    for note in group.notes() {
        let _ = write!(out, "\n_{}_\n", with_code(&note));
    }
    out.push_str("\n| Change | Rust items | Affected operations |\n| --- | --- | --- |\n");
    for change in group.changes.iter().take(room) {
        row(out, change);
    }
    if is_folded {
        out.push_str("\n</details>\n");
    }
}

fn row(out: &mut String, change: &Change) {
    let values = values(change).map_or_else(String::new, |values| format!(": {}", cell(&values)));
    let items: Vec<String> = change.items.iter().map(|of| cell(&item(of))).collect();
    let operations = affected(change).map_or_else(String::new, |names| escaped(&names));
    let _ =
        writeln!(out, "| {}{values} | {} | {operations} |", cell(&change.path), items.join("<br>"));
}

/// Inline code in a table cell.
fn cell(text: &str) -> String {
    code(&shown(text)).replace('|', "\\|")
}

/// A sentence in which only inline code between backticks is markup.
fn with_code(text: &str) -> String {
    let text = shown(text);
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(index, part)| if index % 2 == 1 { cell(part) } else { escaped(part) });
    parts.collect()
}

/// A text with escaped markup and mentions.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~') {
            escaped.push('\\');
        }
        escaped.push(c);
        if c == '@' {
            // An invisible word joiner prevents a mention.
            escaped.push('\u{2060}');
        }
    }
    escaped
}
