//! The sections of a review as lines for a terminal.

use std::fmt::Write;

use super::entry::lines;
use super::{DIM, GREEN, RED, YELLOW};
use crate::change::render::module_breaks;
use crate::change::review::{Rank, Section};

/// The number of lines that a section has at least, if its entries have as many.
const LEAST_LINES: usize = 3;

/// The number of lines for an entry of code that breaks.
const LINES_OF_CALL_SITE: usize = 4;

/// The numbers of lines for another entry, the largest first.
const LINES_OF_ENTRY: [usize; 4] = [4, 3, 2, 1];

/// A section with its entries as lines.
struct SectionLines<'r> {
    section: &'r Section<'r>,
    entries: Vec<Vec<String>>,
}

impl<'r> SectionLines<'r> {
    /// The section with at most `most` lines for the names of an entry. The names of code that breaks have more.
    fn new(section: &'r Section<'r>, most: usize) -> Self {
        let most = if section.rank <= Rank::Broken { LINES_OF_CALL_SITE } else { most };
        let entries = section.entries.iter().map(|entry| lines(entry, "  ", most));
        Self { section, entries: entries.collect() }
    }

    /// The number of lines of all entries.
    fn length(&self) -> usize {
        self.entries.iter().map(Vec::len).sum()
    }

    /// The number of lines above the entries: a blank line, a title, and a note.
    fn frame(&self) -> usize {
        2 + usize::from(self.section.module_breaks.is_some())
    }
}

/// Writes the sections in at most `room` lines. If they do not fit, the first sections get the room that they need.
pub fn write(out: &mut String, sections: &[Section<'_>], room: usize) {
    let with = |most: usize| -> Vec<_> {
        sections.iter().map(|section| SectionLines::new(section, most)).collect()
    };
    let fits = |sections: &Vec<SectionLines<'_>>| {
        sections.iter().map(|of| of.frame() + of.length()).sum::<usize>() <= room
    };
    let sections = LINES_OF_ENTRY.into_iter().map(with).find(fits).unwrap_or_else(|| with(1));
    let least = |of: &SectionLines<'_>| of.length().min(LEAST_LINES);
    let used: usize = sections.iter().map(|of| of.frame() + least(of)).sum();
    let mut room = room.saturating_sub(used);
    for section in &sections {
        let lines = section.length().min(room + least(section));
        room -= lines - least(section);
        write_section(out, section, lines);
    }
}

/// Writes the title and the first entries of a section in `room` lines.
fn write_section(out: &mut String, section: &SectionLines<'_>, room: usize) {
    let Section { rank, module_breaks: breaks, .. } = section.section;
    let style = match rank {
        Rank::Silent | Rank::Broken => RED,
        Rank::Wire => YELLOW,
        Rank::Added => GREEN,
        Rank::Noted | Rank::Counted => DIM,
    };
    let _ = writeln!(out, "\n{style}{}{style:#}", rank.title());
    if let Some(breaks) = breaks {
        let _ = writeln!(out, "  {DIM}{}{DIM:#}", module_breaks(*breaks));
    }
    // If there are more entries, the last line has their number.
    let room = if section.length() > room { room.saturating_sub(1) } else { room };
    let ends = section.entries.iter().scan(0, |end, entry| {
        *end += entry.len();
        Some(*end)
    });
    let shown = ends.take_while(|end| *end <= room).count();
    for line in section.entries.iter().take(shown).flatten() {
        let _ = writeln!(out, "{line}");
    }
    let left = section.entries.len() - shown;
    if left > 0 {
        let _ = writeln!(out, "  {DIM}{left} more: add --all{DIM:#}");
    }
}
