//! Renders a history for a terminal.

use std::fmt::Write;

use super::entry::lines;
use super::{BOLD, DIM, GREEN, RED, YELLOW};
use crate::change::history::{History, HistoryRow};
use crate::change::render::{Detail, history_title, shown};
use crate::change::review::{Rank, Review};
use crate::change::verdict::{SemverLevel, WireVerdict};

/// The maximum number of lines below a version, except with [`Detail::Full`].
const MAX_LINES: usize = 10;

/// The maximum number of lines of an entry.
const LINES_OF_ENTRY: usize = 4;

/// The indentation of entries.
const INDENT: &str = "    ";

/// Renders a history as text with ANSI colours: a line for each version with changes, and the changes below it.
pub fn history(history: &History, detail: Detail) -> String {
    let mut out = format!("{BOLD}{}{BOLD:#}\n", history_title(history));
    let rows = history.rows();
    let columns: Vec<[String; 2]> =
        rows.iter().map(|row| [row.date(), row.version()].map(shown)).collect();
    let width = |column: usize| {
        columns.iter().filter_map(|row| row.get(column)).map(|text| text.chars().count()).max()
    };
    let [dates, versions] = [0, 1].map(|column| width(column).unwrap_or_default());
    let most = if detail == Detail::Full { usize::MAX } else { MAX_LINES };
    for (row, [date, version]) in rows.iter().zip(&columns) {
        let gap = if dates == 0 { "" } else { "  " };
        // Writing to a string cannot fail.
        let _ = write!(out, "\n{date:dates$}{gap}{version:versions$}  ");
        match row {
            HistoryRow::Changed(_, review) => {
                let _ = writeln!(out, "{}{}{}", level(review), row.words(), wire(review));
                write_entries(&mut out, review, most);
            }
            HistoryRow::First(_) | HistoryRow::Unchanged(..) => {
                let _ = writeln!(out, "{DIM}{}{DIM:#}", row.words());
            }
        }
    }
    out
}

fn level(review: &Review) -> String {
    let level = review.rust().as_crate;
    let style = match level {
        SemverLevel::Silent | SemverLevel::Major => RED,
        SemverLevel::Minor => GREEN,
        SemverLevel::Patch | SemverLevel::None => DIM,
    };
    format!("{style}{:<7}{style:#}", level.name())
}

fn wire(review: &Review) -> String {
    match review.wire() {
        WireVerdict::Breaks => format!("; {YELLOW}{}{YELLOW:#}", WireVerdict::Breaks.text()),
        _ => String::new(),
    }
}

/// Writes the entries of a version in at most `most` lines.
fn write_entries(out: &mut String, review: &Review, most: usize) {
    let mut written = 0;
    let mut left = 0;
    let sections = review.sections();
    let is_one = sections.len() == 1;
    for section in &sections {
        let is_clear = is_one && section.rank == Rank::Added;
        let mut title = (!is_clear).then(|| section.rank.title());
        for entry in &section.entries {
            let lines = lines(entry, INDENT, LINES_OF_ENTRY);
            written += lines.len() + usize::from(title.is_some());
            if written > most {
                left += 1;
                continue;
            }
            if let Some(title) = title.take() {
                let _ = writeln!(out, "  {title}");
            }
            for line in lines {
                let _ = writeln!(out, "{line}");
            }
        }
    }
    if left > 0 {
        let _ = writeln!(out, "{INDENT}{DIM}{left} more: add --all{DIM:#}");
    }
}
