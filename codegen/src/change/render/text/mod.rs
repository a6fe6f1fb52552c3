//! Renders a review for a terminal.

mod entry;
mod history;
mod summary;

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::{Detail, Group, affected, footer, groups, items, shown, values, with_service};
use crate::change::review::Review;
use crate::change::verdict::{SemverLevel, WireVerdict};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GREEN: Style = AnsiColor::Green.on_default();
const YELLOW: Style = AnsiColor::Yellow.on_default();
const RED: Style = AnsiColor::Red.on_default().bold();

/// The maximum number of lines of a summary.
const MAX_LINES: usize = 40;

pub use history::history;

/// Renders a review as text with ANSI colours. A summary has at most forty lines.
pub fn text(review: &Review, detail: Detail) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{BOLD}{}{BOLD:#}: {}", shown(&review.title()), review.headline());
    let footer = footer(review, detail);
    match detail {
        Detail::Summary => {
            let after = footer.len() + usize::from(!footer.is_empty());
            summary::write(&mut out, &review.sections(), MAX_LINES.saturating_sub(1 + after));
        }
        Detail::Full => groups(review).iter().for_each(|group| write_group(&mut out, group)),
    }
    if !footer.is_empty() {
        out.push('\n');
    }
    for line in footer {
        let _ = writeln!(out, "{DIM}{}{DIM:#}", shown(&line));
    }
    out
}

/// Writes a heading with the verdicts and notes, and a few lines for each change.
fn write_group(out: &mut String, group: &Group<'_>) {
    let style = match group.rust.as_crate {
        SemverLevel::Silent | SemverLevel::Major => RED,
        SemverLevel::Minor => GREEN,
        SemverLevel::Patch | SemverLevel::None => DIM,
    };
    let level = group.rust.as_crate.name();
    let wire = match group.wire {
        WireVerdict::None => String::new(),
        wire => format!("; {YELLOW}{}{YELLOW:#}", wire.text()),
    };
    let _ = writeln!(out, "\n{style}{level:<5}{style:#} {BOLD}{}{BOLD:#}{wire}", group.title());
    for note in group.notes() {
        let _ = writeln!(out, "      {DIM}{note}{DIM:#}");
    }
    for (service, change) in &group.changes {
        let values = values(change).map_or_else(String::new, |values| format!(": {values}"));
        let _ = writeln!(out, "  {}{values}", shown(&with_service(*service, &change.path)));
        if let Some(items) = items(change) {
            let _ = writeln!(out, "    {items}");
        }
        if let Some(names) = affected(change) {
            let _ = writeln!(out, "    {DIM}affects {names}{DIM:#}");
        }
    }
}
