//! Says what drifted and why.

use std::fmt::Write;
use std::path::Path;

use farrier_codegen::Layout;

use super::Job;
use super::cause::causes;
use super::compare::Compared;
use super::drift::Drift;
use crate::manifest::plain;
use crate::{Terminal, counted, diff, slashes};

/// How many files of one output are shown with a diff.
const DIFFS: usize = 20;

/// How many annotations GitHub shows of a step.
const ANNOTATIONS: usize = 10;

/// The drift of one folder in words: why, and every file by name, with a unified diff.
pub fn report(compared: &Compared<'_>) -> String {
    let Compared { shown, drifts, .. } = compared;
    let count = drifts.len();
    let are = if count == 1 { "is" } else { "are" };
    let mut report = format!("{shown}: {} {are} not what codegen writes\n", counted(count, "file"));
    for cause in causes(compared) {
        // Writing to a string cannot fail.
        let _ = writeln!(report, "  {cause}");
    }
    if let Some(module) = layout_only(compared) {
        let _ = writeln!(
            report,
            "  where only the layout differs: `#[rustfmt::skip]` before `mod {module};` keeps rustfmt out"
        );
    }
    let mut diffs = String::new();
    let mut count = 0;
    for (path, drift) in drifts {
        let path_shown = format!("{shown}/{path}");
        let why = match (drift, compared.wanted(path)) {
            (Drift::HandEdited(_), _) if drift.is_kept() => {
                " (its header is gone, so that codegen does not touch it)"
            }
            (Drift::HandEdited(_), None) => {
                " (nothing asks for it, and codegen did not write it so)"
            }
            (Drift::Missing | Drift::Modified(_) | Drift::HandEdited(_), _) => "",
            (Drift::Orphan, _) => " (nothing asks for it)",
            (Drift::Foreign, _) => " (codegen did not write it, and never touches it)",
        };
        let _ = writeln!(report, "{}: {path_shown}{why}", drift.name());
        if let Drift::Modified(old) | Drift::HandEdited(old) = drift
            && let Some(new) = compared.wanted(path)
        {
            count += 1;
            if count <= DIFFS {
                let diff = diff::unified(old, new, &path_shown, "what codegen writes");
                let _ = write!(diffs, "\n{diff}\n");
            }
        }
    }
    if count > DIFFS {
        let _ = writeln!(diffs, "\n... and {} more", counted(count - DIFFS, "diff"));
    }
    report + &diffs
}

/// The module whose files differ in nothing but their layout, which is what rustfmt does to them.
fn layout_only<'p>(compared: &Compared<'p>) -> Option<&'p str> {
    let planned = compared.planned?;
    let Layout::Module(path) = &planned.layout else { return None };
    let mut edited = compared.drifts.iter().filter_map(|(path, drift)| match drift {
        Drift::HandEdited(old) => Some((old, planned.files.get(path)?)),
        _ => None,
    });
    let letters = |text: &str| {
        let mut letters: Vec<char> =
            text.chars().filter(|c| !c.is_whitespace() && !"{},;".contains(*c)).collect();
        letters.sort_unstable();
        letters
    };
    edited
        .any(|(old, new)| letters(old) == letters(new))
        .then(|| path.last().map(String::as_str))?
}

/// The names alone.
pub fn names(compared: &Compared<'_>) -> String {
    compared.drifts.iter().fold(String::new(), |mut names, (path, drift)| {
        // Writing to a string cannot fail.
        let _ = writeln!(names, "{}: {}/{path}", drift.name(), compared.shown);
        names
    })
}

/// The drift as annotations of a run of GitHub Actions, at most as many as it shows: see its workflow commands.
pub fn annotations(compared: &[Compared<'_>], job: &Job, terminal: &Terminal) -> Vec<String> {
    let Some(workspace) = &terminal.annotate else { return Vec::new() };
    let within = job.home.strip_prefix(plain(workspace)).unwrap_or(Path::new(""));
    let annotation = |path: &Path, drift: &Drift, line: usize| {
        let file = escaped(&slashes(&within.join(path))).replace(':', "%3A").replace(',', "%2C");
        let message = format!("{}: not what codegen writes", drift.name());
        format!("::error file={file},line={line},title=codegen drift::{}", escaped(&message))
    };
    let files = compared.iter().flat_map(|compared| {
        compared.drifts.iter().map(move |(path, drift)| {
            let line = match (drift, compared.wanted(path)) {
                (Drift::Modified(old) | Drift::HandEdited(old), Some(new)) => {
                    first_difference(old, new)
                }
                _ => 1,
            };
            annotation(&Path::new(&compared.shown).join(path), drift, line)
        })
    });
    let lock = job.lock.iter().filter_map(|lock| Some((lock.name(), lock.drift.as_ref()?)));
    let lock = lock.map(|(name, drift)| annotation(Path::new(&name), drift, 1));
    files.chain(lock).take(ANNOTATIONS).collect()
}

/// The number of the first line that differs.
fn first_difference(old: &str, new: &str) -> usize {
    old.lines().zip(new.lines()).take_while(|(old, new)| old == new).count() + 1
}

/// Text of a workflow command.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}
