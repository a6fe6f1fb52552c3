//! Renders a history as Markdown.

use std::fmt::Write;

use super::{Page, REST, escaped, line};
use crate::change::history::{History, HistoryRow};
use crate::change::render::{Detail, history_title, shown};
use crate::change::report::counted;
use crate::change::verdict::WireVerdict;

/// The maximum number of entries of a version, except with [`Detail::Full`].
const MAX_ENTRIES: usize = 10;

/// Renders a history as a table for GitHub, in at most `room` characters. The last versions of a long history are left
/// out.
pub fn history(history: &History, detail: Detail, room: usize) -> String {
    let mut page = Page { text: String::new(), left: room.saturating_sub(REST) };
    let head = "| Date | Version | Verdict | Changes |\n| --- | --- | --- | --- |\n";
    page.add(&format!("### {}\n\n{head}", escaped(&history_title(history))));
    let most = if detail == Detail::Full { usize::MAX } else { MAX_ENTRIES };
    let rows = history.rows();
    let fitting = rows.iter().take_while(|row| page.add(&table_row(row, most))).count();
    if fitting < rows.len() {
        let rest = counted(rows.len() - fitting, "more row");
        // Writing to a string cannot fail.
        let _ = write!(page.text, "\n{rest} in the HTML report (`changes --format html`)\n");
    }
    page.text
}

fn table_row(row: &HistoryRow<'_>, most: usize) -> String {
    let mut changes = vec![escaped(&row.words())];
    let mut verdict = String::new();
    if let HistoryRow::Changed(_, review) = row {
        verdict.push_str(review.rust().as_crate.name());
        if review.wire() == WireVerdict::Breaks {
            verdict.push_str("; **breaks deployed clients**");
        }
        let sections = review.sections();
        let entries: Vec<_> = sections.iter().flat_map(|section| &section.entries).collect();
        changes.extend(entries.iter().take(most).map(|entry| cell_text(&line(entry))));
        if entries.len() > most {
            changes.push(format!("{} more", entries.len() - most));
        }
    }
    let [date, version] = [row.date(), row.version()].map(|text| escaped(&shown(text)));
    format!("| {date} | {version} | {verdict} | {} |\n", changes.join("<br>"))
}

/// A line in a table cell, with every `|` escaped once.
fn cell_text(line: &str) -> String {
    line.replace("\\|", "|").replace('|', "\\|")
}
