//! Unified diffs.

use std::fmt::Write;

use similar::TextDiff;

/// The maximum number of lines of a diff.
const MAX_LINES: usize = 60;

/// A unified diff under these two names, cut off after [`MAX_LINES`].
pub fn unified(old: &str, new: &str, old_name: &str, new_name: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let text = diff.unified_diff().header(old_name, new_name).to_string();
    let lines = text.lines().count();
    let mut shown: String = text.lines().take(MAX_LINES).flat_map(|line| [line, "\n"]).collect();
    if lines > MAX_LINES {
        // Writing to a string cannot fail.
        let _ = writeln!(shown, "... and {} more lines", lines - MAX_LINES);
    }
    shown.truncate(shown.trim_end().len());
    shown
}
