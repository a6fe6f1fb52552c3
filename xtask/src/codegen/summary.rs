//! Says what a run has written.

use std::fmt::Write;

use super::NAMED;
use super::compare::Compared;
use super::drift::Drift;
use crate::counted;

/// What is in an output now, and what of it is new.
pub fn of(compared: &Compared<'_>) -> String {
    let Compared { shown, planned, drifts, .. } = compared;
    let superfluous = compared.superfluous().count();
    let news = match (drifts.len() - superfluous, superfluous) {
        (0, 0) if planned.is_none() => return String::new(),
        (0, 0) => "nothing changed".to_owned(),
        (written, 0) => format!("{written} written"),
        (0, removed) => format!("{removed} removed"),
        (written, removed) => format!("{written} written, {removed} removed"),
    };
    let what = contents(compared);
    let mut summary = format!("{shown}: {what}{news}\n");
    for (path, drift) in drifts {
        let (deed, note) = match (drift, compared.wanted(path)) {
            (Drift::HandEdited(_), Some(_)) => ("undid what was edited by hand in", ""),
            (Drift::HandEdited(_), None) => ("removed", ", with what was written by hand in it"),
            // Where everything is new, or much is, a list tells nothing.
            _ if drifts.len() > NAMED => continue,
            (Drift::Missing, _) => ("added", ""),
            (Drift::Modified(_), _) => ("changed", ""),
            (Drift::Orphan | Drift::Foreign, _) => ("removed", ""),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(summary, "  {deed} {path}{note}");
    }
    let notes = planned.map_or(&[][..], |planned| &planned.notes);
    let more = notes.len().saturating_sub(NAMED);
    for note in notes.iter().take(NAMED) {
        // They tell words of the model, which may be of several lines.
        let line = note.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(summary, "  {line}");
    }
    if more > 0 {
        let _ = writeln!(summary, "  and {more} more");
    }
    summary
}

/// How much of the models is in an output.
fn contents(compared: &Compared<'_>) -> String {
    let Some(planned) = compared.planned else { return String::new() };
    let size = planned.size;
    let lines: usize = planned.files.values().map(|text| text.lines().count()).sum();
    let omitted = match size.omitted {
        0 => String::new(),
        count => format!(" without {}", counted(count, "member")),
    };
    format!(
        "{} and {}{omitted} in {} of {}; ",
        counted(size.operations, "operation"),
        counted(size.shapes, "shape"),
        counted(lines, "line"),
        counted(planned.files.len(), "file"),
    )
}
