//! A report for a terminal.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::{Group, besides, groups, items, reached, shown, values};
use crate::change::report::Report;
use crate::change::verdict::{Level, Wire};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GREEN: Style = AnsiColor::Green.on_default();
const YELLOW: Style = AnsiColor::Yellow.on_default();
const RED: Style = AnsiColor::Red.on_default().bold();

/// The report in lines, with colours.
pub fn text(report: &Report) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{BOLD}{}{BOLD:#}: {}", shown(&report.service), report.headline());
    for of_group in groups(report) {
        group(&mut out, &of_group);
    }
    let besides = besides(report);
    if !besides.is_empty() {
        out.push('\n');
    }
    for line in besides {
        let _ = writeln!(out, "{DIM}{}{DIM:#}", shown(&line));
    }
    out
}

/// A heading with what all its changes have in common, and a line or two for each.
fn group(out: &mut String, group: &Group<'_>) {
    let style = match group.rust.as_crate {
        Level::Major => RED,
        Level::Minor => GREEN,
        Level::Patch | Level::None => DIM,
    };
    let level = group.rust.as_crate.name();
    let wire = match group.wire {
        Wire::None => String::new(),
        wire => format!("; {YELLOW}{}{YELLOW:#}", wire.text()),
    };
    let _ = writeln!(out, "\n{style}{level:<5}{style:#} {BOLD}{}{BOLD:#}{wire}", group.title());
    for note in group.notes() {
        let _ = writeln!(out, "      {DIM}{note}{DIM:#}");
    }
    for change in &group.changes {
        let values = values(change).map_or_else(String::new, |values| format!(": {values}"));
        let _ = writeln!(out, "  {}{values}", shown(&change.path));
        if let Some(items) = items(change) {
            let _ = writeln!(out, "    {items}");
        }
        if let Some(names) = reached(change) {
            let _ = writeln!(out, "    {DIM}reaches {names}{DIM:#}");
        }
    }
}
