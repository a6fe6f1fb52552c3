//! A report as Markdown, for a comment on a pull request.

use std::fmt::Write;

use super::{Group, besides, groups, item, reached, shown, values};
use crate::change::report::{Change, Report};
use crate::change::verdict::{Level, Wire};
use crate::markdown::code;

/// How many changes are shown before the rest is folded away.
const MAX_SHOWN: usize = 30;

/// How many changes are told: a comment on GitHub holds 65,536 characters.
const MAX_TOLD: usize = 150;

/// The report as Markdown that GitHub shows: the headline, and a table for each kind of change. Much of a long one is
/// folded, and the end of a very long one left out.
pub fn markdown(report: &Report) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ =
        writeln!(out, "### {}: {}", escaped(&shown(&report.service)), escaped(&report.headline()));
    let mut told = 0;
    for group in groups(report) {
        let room = MAX_TOLD.saturating_sub(told);
        if room == 0 {
            break;
        }
        told += group.changes.len().min(room);
        section(&mut out, &group, room, told > MAX_SHOWN);
    }
    if told < report.changes.len() {
        let _ = write!(out, "\nand {} more changes\n", report.changes.len() - told);
    }
    for line in besides(report) {
        let _ = write!(out, "\n{}\n", with_code(&line));
    }
    out
}

fn section(out: &mut String, group: &Group<'_>, room: usize, is_folded: bool) {
    let level = match group.rust.as_crate {
        level @ (Level::Major | Level::Minor) => format!("**{}**", level.name()),
        level => level.name().to_owned(),
    };
    let wire = match group.wire {
        Wire::None => String::new(),
        Wire::Compatible => format!("; {}", group.wire.text()),
        Wire::Breaks => format!("; **{}**", group.wire.text()),
    };
    let title = format!("{level}: {}{wire}", group.title());
    let _ = if is_folded {
        write!(
            out,
            "\n<details>\n<summary>{}: {}</summary>\n",
            group.rust.as_crate.name(),
            group.title()
        )
    } else {
        write!(out, "\n{title}\n")
    };
    for note in group.notes() {
        let _ = write!(out, "\n_{}_\n", with_code(&note));
    }
    out.push_str("\n| where | Rust | reaches |\n| --- | --- | --- |\n");
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
    let reaches = reached(change).map_or_else(String::new, |names| escaped(&names));
    let _ =
        writeln!(out, "| {}{values} | {} | {reaches} |", cell(&change.path), items.join("<br>"));
}

/// A text as code in a cell of a table.
fn cell(text: &str) -> String {
    code(&shown(text)).replace('|', "\\|")
}

/// A sentence of ours, in which what stands between backticks is code.
fn with_code(text: &str) -> String {
    let text = shown(text);
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(index, part)| if index % 2 == 1 { cell(part) } else { escaped(part) });
    parts.collect()
}

/// A text in which nothing is markup, and nobody is called.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~') {
            escaped.push('\\');
        }
        escaped.push(c);
        if c == '@' {
            // A word joiner, which nobody sees, keeps a name from being a mention.
            escaped.push('\u{2060}');
        }
    }
    escaped
}
