//! Compares a folder with what belongs in it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use similar::TextDiff;
use walkdir::WalkDir;

use crate::codegen::Plan;
use crate::{failure, input, slashes};

/// How a file differs from the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drift {
    /// It is not there.
    Missing,
    /// It has another text, which this is.
    Modified(String),
    /// It is there and should not be; this is its text.
    Stray(String),
}

/// What cargo puts into the folder of a crate.
const OF_CARGO: [&str; 2] = ["Cargo.lock", "target"];

/// How many lines of one diff are shown.
const DIFF_LINES: usize = 60;

/// Every file that differs, by path within the folder.
///
/// # Errors
///
/// Fails if the folder or a file in it cannot be read.
pub fn find(plan: &Plan) -> Result<BTreeMap<String, Drift>, Diagnostics> {
    let mut drift = BTreeMap::new();
    let found = found(plan)?;
    for (path, text) in &plan.files {
        match found.get(path) {
            None => drift.insert(path.clone(), Drift::Missing),
            // A checkout may have turned the line endings; that is not drift.
            Some(old) if old.replace("\r\n", "\n") == *text => None,
            Some(old) => drift.insert(path.clone(), Drift::Modified(old.clone())),
        };
    }
    for (path, text) in found {
        if !plan.files.contains_key(&path) {
            drift.insert(path, Drift::Stray(text));
        }
    }
    Ok(drift)
}

/// The files in the folder of a plan, by path with `/`. A folder that does not exist has none.
fn found(plan: &Plan) -> Result<BTreeMap<String, String>, Diagnostics> {
    let mut files = BTreeMap::new();
    let folder = &plan.folder;
    if !folder.exists() {
        return Ok(files);
    }
    let of_cargo = |entry: &walkdir::DirEntry| {
        OF_CARGO.iter().any(|name| entry.file_name() == *name)
            && plan.crates.iter().any(|root| entry.path().parent() == Some(root))
    };
    for entry in WalkDir::new(folder).into_iter().filter_entry(|entry| !of_cargo(entry)) {
        let entry = entry.map_err(|error| failure("the output cannot be compared", &error))?;
        let path = entry.path();
        // A pipe or a device cannot be compared, and reading it might never end.
        let mut is_large = false;
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() && entry.file_type().is_dir() => continue,
            Ok(metadata) if metadata.is_file() => is_large = metadata.len() > input::MAX_BYTES,
            Ok(_) => {
                return Err(failure(
                    "the output cannot be compared",
                    &format!("{} is no file", slashes(path)),
                ));
            }
            _ => {}
        }
        // Of a file that codegen cannot have written, the name is enough.
        let bytes = if is_large {
            Vec::new()
        } else {
            std::fs::read(path).map_err(|error| unreadable(path, &error))?
        };
        let name = path.strip_prefix(folder).unwrap_or(path).to_str();
        let name = name.ok_or_else(|| unreadable(path, &"its name is no text"))?;
        files.insert(slashes(Path::new(name)), String::from_utf8_lossy(&bytes).into_owned());
    }
    Ok(files)
}

fn unreadable(path: &Path, error: &dyn std::fmt::Display) -> Diagnostics {
    failure(format!("{} cannot be read", path.display()), error)
}

/// What writing the plan does, in a few words.
pub fn summary(drift: &BTreeMap<String, Drift>) -> String {
    let removed = drift.values().filter(|kind| matches!(kind, Drift::Stray(_))).count();
    match (drift.len() - removed, removed) {
        (0, 0) => "nothing changed".to_owned(),
        (written, 0) => format!("{written} written"),
        (written, removed) => format!("{written} written, {removed} removed"),
    }
}

/// The drift of one output in words: every file by name, with a unified diff.
pub fn report(plan: &Plan, drift: &BTreeMap<String, Drift>) -> String {
    let count = drift.len();
    let files = if count == 1 { "file is" } else { "files are" };
    let mut report = format!("{}: {count} {files} not what codegen writes\n", plan.shown);
    for (path, kind) in drift {
        let shown = format!("{}/{path}", plan.shown);
        // Writing to a string cannot fail.
        let _ = match kind {
            Drift::Missing => writeln!(report, "\nmissing: {shown}"),
            Drift::Stray(_) => {
                writeln!(report, "\nstray: {shown} (no model, manifest or runtime asks for it)")
            }
            Drift::Modified(old) => {
                let new = plan.files.get(path).map_or("", String::as_str);
                let diff = diff(old, new, &shown, "what codegen writes");
                writeln!(report, "\nmodified: {shown}\n{diff}")
            }
        };
    }
    report
}

/// A unified diff from what is there to what belongs there, cut where it grows long.
pub fn diff(old: &str, new: &str, path: &str, belongs: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let text = diff.unified_diff().header(path, belongs).to_string();
    let lines = text.lines().count();
    let mut shown: String = text.lines().take(DIFF_LINES).flat_map(|line| [line, "\n"]).collect();
    if lines > DIFF_LINES {
        let _ = writeln!(shown, "... and {} more lines", lines - DIFF_LINES);
    }
    shown.truncate(shown.trim_end().len());
    shown
}
