//! The summary that a run of codegen prints for each output.

use std::fmt::Write;

use super::MAX_NAMES;
use super::compare::Comparison;
use super::drift::Drift;
use crate::pluralize;

/// The size of an output, the changed files, and the notes on its models.
pub fn summary(comparison: &Comparison<'_>) -> String {
    let Comparison { shown, planned, drifts, .. } = comparison;
    let extra = comparison.extra_files().count();
    let changes = match (drifts.len() - extra, extra) {
        (0, 0) if planned.is_none() => return String::new(),
        (0, 0) => "nothing changed".to_owned(),
        (written, 0) => format!("{} written", pluralize(written, "file")),
        (0, removed) => format!("{} removed", pluralize(removed, "file")),
        (written, removed) => format!("{} written, {removed} removed", pluralize(written, "file")),
    };
    let mut summary = format!("{shown}: {}{changes}\n", size(comparison));
    for (path, drift) in drifts {
        let line = match (drift, comparison.expected(path)) {
            (Drift::HandEdited(_), Some(_)) => format!("replaced {path}, which was edited by hand"),
            (Drift::HandEdited(_), None) => format!("removed {path}, which was edited by hand"),
            // A long list of files is left out.
            _ if drifts.len() > MAX_NAMES => continue,
            (Drift::Missing, _) => format!("added {path}"),
            (Drift::Modified(_), _) => format!("changed {path}"),
            (Drift::Orphan | Drift::Foreign, _) => format!("removed {path}"),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(summary, "  {line}");
    }
    let notes = planned.map_or(&[][..], |planned| &planned.notes);
    let more = notes.len().saturating_sub(MAX_NAMES);
    for note in notes.iter().take(MAX_NAMES) {
        // Text from the model may contain line breaks.
        let line = note.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(summary, "  {line}");
    }
    if more > 0 {
        let _ = writeln!(summary, "  and {more} more");
    }
    summary
}

/// The size of an output: `9 operations and 55 shapes in 4000 lines of 60 files; `. Empty for other folders.
fn size(comparison: &Comparison<'_>) -> String {
    let Some(planned) = comparison.planned else { return String::new() };
    let size = planned.size;
    let lines: usize = planned.files.values().map(|text| text.lines().count()).sum();
    let omitted = match size.omitted {
        0 => String::new(),
        count => format!(" ({} omitted)", pluralize(count, "member")),
    };
    format!(
        "{} and {}{omitted} in {} of {}; ",
        pluralize(size.operations, "operation"),
        pluralize(size.shapes, "shape"),
        pluralize(lines, "line"),
        pluralize(planned.files.len(), "file"),
    )
}
