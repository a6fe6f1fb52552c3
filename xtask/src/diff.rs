//! Unified diffs for people to read.

use std::fmt::Write;

use similar::TextDiff;

/// How many lines of one diff are shown.
const LINES: usize = 60;

/// A unified diff from what is there to what belongs there, cut where it grows long.
pub fn unified(old: &str, new: &str, path: &str, belongs: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let text = diff.unified_diff().header(path, belongs).to_string();
    let lines = text.lines().count();
    let mut shown: String = text.lines().take(LINES).flat_map(|line| [line, "\n"]).collect();
    if lines > LINES {
        // Writing to a string cannot fail.
        let _ = writeln!(shown, "... and {} more lines", lines - LINES);
    }
    shown.truncate(shown.trim_end().len());
    shown
}
