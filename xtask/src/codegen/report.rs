//! The report of `codegen --check` on one folder, and annotations for GitHub.

use std::fmt::Write;
use std::path::Path;

use farrier_codegen::Layout;

use super::cause::causes;
use super::compare::Comparison;
use super::drift::Drift;
use super::{Job, constructors};
use crate::manifest::plain;
use crate::{Terminal, diff, pluralize, slashes};

/// The maximum number of diffs for one folder.
const MAX_DIFFS: usize = 20;

/// The maximum number of annotations that GitHub shows for one step.
const MAX_ANNOTATIONS: usize = 10;

/// The drift of one folder as text: the causes, the names of the files, and their diffs.
pub fn report(comparison: &Comparison<'_>) -> String {
    let Comparison { shown, drifts, .. } = comparison;
    let verb = if drifts.len() == 1 { "differs" } else { "differ" };
    let count = pluralize(drifts.len(), "file");
    let mut report = format!("{shown}: {count} {verb} from the output of codegen\n");
    for cause in causes(comparison) {
        // Writing to a string cannot fail.
        let _ = writeln!(report, "  {cause}");
    }
    let reordered = constructors::reordered(comparison);
    if !reordered.is_empty() {
        let _ = writeln!(report, "  {}:\n    {}", constructors::TITLE, reordered.join("\n    "));
    }
    if let Some(module) = reformatted_module(comparison) {
        let _ = writeln!(
            report,
            "  some files differ only in formatting: write `#[rustfmt::skip]` before `mod {module};`"
        );
    }
    let mut diffs = String::new();
    let mut count = 0;
    for (path, drift) in drifts {
        let path_shown = format!("{shown}/{path}");
        let note = match (drift, comparison.expected(path)) {
            (Drift::HandEdited(_), _) if drift.is_kept() => {
                " (the first line is not the header, so codegen does not touch the file)"
            }
            (Drift::HandEdited(_), None) => " (not part of the output, will be deleted)",
            (Drift::Missing | Drift::Modified(_) | Drift::HandEdited(_), _) => "",
            (Drift::Orphan, _) => " (no longer part of the output, will be deleted)",
            (Drift::Foreign, _) => " (codegen did not write the file, and does not touch it)",
        };
        let _ = writeln!(report, "{}: {path_shown}{note}", drift.name());
        if let Drift::Modified(old) | Drift::HandEdited(old) = drift
            && let Some(new) = comparison.expected(path)
        {
            count += 1;
            if count <= MAX_DIFFS {
                let diff = diff::unified(old, new, &path_shown, "output of codegen");
                let _ = write!(diffs, "\n{diff}\n");
            }
        }
    }
    if count > MAX_DIFFS {
        let _ = writeln!(diffs, "\n... and {} more", pluralize(count - MAX_DIFFS, "diff"));
    }
    report + &diffs
}

/// The name of the module, if some of its files differ only as after a run of rustfmt.
fn reformatted_module<'p>(comparison: &Comparison<'p>) -> Option<&'p str> {
    let planned = comparison.planned?;
    let Layout::Module(path) = &planned.layout else { return None };
    let mut edited = comparison.drifts.iter().filter_map(|(path, drift)| match drift {
        Drift::HandEdited(old) => Some((old, planned.files.get(path)?)),
        _ => None,
    });
    // rustfmt changes whitespace, commas, semicolons and braces, and sorts imports.
    let other_chars = |text: &str| {
        let mut chars: Vec<char> =
            text.chars().filter(|c| !c.is_whitespace() && !"{},;".contains(*c)).collect();
        chars.sort_unstable();
        chars
    };
    edited
        .any(|(old, new)| other_chars(old) == other_chars(new))
        .then(|| path.last().map(String::as_str))?
}

/// The names of the files that differ, one line each.
pub fn names(comparison: &Comparison<'_>) -> String {
    comparison.drifts.iter().fold(String::new(), |mut names, (path, drift)| {
        // Writing to a string cannot fail.
        let _ = writeln!(names, "{}: {}/{path}", drift.name(), comparison.shown);
        names
    })
}

/// Workflow commands that annotate the files in a run of GitHub Actions.
pub fn annotations(comparisons: &[Comparison<'_>], job: &Job, terminal: &Terminal) -> Vec<String> {
    let Some(workspace) = &terminal.annotate else { return Vec::new() };
    let within = job.home.strip_prefix(plain(workspace)).unwrap_or(Path::new(""));
    let annotation = |path: &Path, drift: &Drift, line: usize, foreign: &str| {
        let file = escaped(&slashes(&within.join(path))).replace(':', "%3A").replace(',', "%2C");
        let reason = match drift {
            Drift::Foreign => foreign,
            _ => "differs from the output of codegen",
        };
        let message = escaped(&format!("{}: {reason}", drift.name()));
        format!("::error file={file},line={line},title=codegen drift::{message}")
    };
    let files = comparisons.iter().flat_map(|comparison| {
        comparison.drifts.iter().map(move |(path, drift)| {
            let line = match (drift, comparison.expected(path)) {
                (Drift::Modified(old) | Drift::HandEdited(old), Some(new)) => {
                    first_difference(old, new)
                }
                _ => 1,
            };
            let path = Path::new(&comparison.shown).join(path);
            annotation(&path, drift, line, "codegen did not write this file")
        })
    });
    let lock = job.lock.iter().filter_map(|lock| Some((lock.name(), lock.drift.as_ref()?)));
    let lock = lock.map(|(name, drift)| {
        annotation(Path::new(&name), drift, 1, "codegen does not recognize this file")
    });
    files.chain(lock).take(MAX_ANNOTATIONS).collect()
}

/// The number of the first line that differs.
fn first_difference(old: &str, new: &str) -> usize {
    old.lines().zip(new.lines()).take_while(|(old, new)| old == new).count() + 1
}

/// Escapes the text of a workflow command.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}
