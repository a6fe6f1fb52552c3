//! Compares folders with what belongs in them.

use std::collections::BTreeMap;
use std::fs::FileType;
use std::path::{Path, PathBuf};

use farrier_codegen::Layout;
use farrier_codegen::diagnostic::Diagnostics;
use walkdir::WalkDir;

use super::order::Planned;
use crate::lock::{self, Locked};
use crate::write::{LEFTOVER, is_ours};
use crate::{failure, input, slashes};

/// How a file differs from what belongs there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drift {
    /// It is not there.
    Missing,
    /// It has the text that codegen once wrote, and another one belongs there now.
    Modified(String),
    /// It has another text than codegen wrote.
    HandEdited(String),
    /// Codegen wrote it, and nothing asks for it any more.
    Orphan,
    /// It was not written by codegen, which never touches it.
    Foreign,
}

impl Drift {
    /// The word for it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Modified(_) => "modified",
            Self::HandEdited(_) => "hand-edited",
            Self::Orphan => "orphan",
            Self::Foreign => "foreign",
        }
    }
}

/// The files of a folder that differ, by path within it.
pub type Drifts = BTreeMap<String, Drift>;

/// What cargo puts into the folder of a crate.
pub const OF_CARGO: [&str; 2] = ["Cargo.lock", "target"];

/// What is in a folder in the place of a file.
enum Found {
    Text(String),
    /// A link, a pipe, or what else is no file: it is not looked into.
    Other,
}

/// Every file of an output that differs. `before` is what the lock says of it, if it knows it.
///
/// # Errors
///
/// Fails if the folder or a file in it cannot be read.
pub fn of_output(planned: &Planned, before: Option<&Locked>) -> Result<Drifts, Diagnostics> {
    let is_crate = matches!(planned.layout, Layout::Crate(_));
    let of_cargo =
        |path: &Path| is_crate && OF_CARGO.iter().any(|name| path == planned.folder.join(name));
    let mut found = found(&planned.folder, &of_cargo)?;
    let mut drifts = Drifts::new();
    for (path, text) in &planned.files {
        let drift = match found.remove(path) {
            None => Drift::Missing,
            // A checkout may have turned the line endings; that is not drift.
            Some(Found::Text(old)) if old.replace("\r\n", "\n") == *text => continue,
            Some(Found::Text(old)) if is_ours(&old) => changed(old, path, before),
            Some(_) => Drift::Foreign,
        };
        drifts.insert(path.clone(), drift);
    }
    drifts.extend(found.into_iter().map(|(path, found)| (path, superfluous(&found))));
    Ok(drifts)
}

/// A file of ours with another text: codegen wrote that one, unless the lock says otherwise.
fn changed(old: String, path: &str, before: Option<&Locked>) -> Drift {
    match before.map(|before| before.files.get(path)) {
        Some(Some(digest)) if *digest != lock::digest(&old) => Drift::HandEdited(old),
        Some(None) => Drift::HandEdited(old),
        _ => Drift::Modified(old),
    }
}

/// A file that does not belong where it is.
fn superfluous(found: &Found) -> Drift {
    match found {
        Found::Text(text) if is_ours(text) => Drift::Orphan,
        Found::Text(_) | Found::Other => Drift::Foreign,
    }
}

/// The files in a folder that holds outputs and nothing else which are in none of the outputs.
///
/// # Errors
///
/// Fails if the folder or a file in it cannot be read.
pub fn beside_outputs(folder: &Path, outputs: &[Planned]) -> Result<Drifts, Diagnostics> {
    let is_output = |path: &Path| outputs.iter().any(|planned| planned.folder == path);
    let found = found(folder, &is_output)?;
    Ok(found.into_iter().map(|(path, found)| (path, superfluous(&found))).collect())
}

/// The files that are left of an output that the manifest no longer has.
///
/// # Errors
///
/// Fails if one of them cannot be read.
pub fn of_former_output(folder: &Path, before: &Locked) -> Result<Drifts, Diagnostics> {
    let mut drifts = Drifts::new();
    for path in before.files.keys().filter(|path| folder.join(path).exists()) {
        let file = folder.join(path);
        let kind = std::fs::symlink_metadata(&file).map_err(|error| unreadable(&file, &error))?;
        drifts.insert(path.clone(), superfluous(&content(&file, kind.file_type())?));
    }
    Ok(drifts)
}

/// The files in a folder, by path with `/`, but for what is passed over. A folder that does not exist has none.
fn found(
    folder: &Path,
    pass_over: &dyn Fn(&Path) -> bool,
) -> Result<BTreeMap<String, Found>, Diagnostics> {
    let mut files = BTreeMap::new();
    if !folder.exists() {
        return Ok(files);
    }
    let mut entries = WalkDir::new(folder).into_iter();
    while let Some(entry) = entries.next() {
        let entry = entry.map_err(|error| failure("the output cannot be compared", &error))?;
        let path = entry.path();
        if pass_over(path) {
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
            continue;
        }
        let is_leftover = entry.file_name().to_string_lossy().starts_with(LEFTOVER);
        if entry.file_type().is_dir() && is_leftover {
            // An interrupted run left it, and the next one removes it.
            entries.skip_current_dir();
            continue;
        }
        if entry.file_type().is_dir() {
            continue;
        }
        let name = path.strip_prefix(folder).unwrap_or(path).to_str();
        let name = name.ok_or_else(|| unreadable(path, &"its name is no text"))?;
        files.insert(slashes(&PathBuf::from(name)), content(path, entry.file_type())?);
    }
    Ok(files)
}

/// What is in a file. Links are not followed, and of what codegen cannot have written the name is enough.
fn content(path: &Path, kind: FileType) -> Result<Found, Diagnostics> {
    if !kind.is_file() {
        return Ok(Found::Other);
    }
    let length = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?.len();
    if length > input::MAX_BYTES {
        return Ok(Found::Other);
    }
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
    Ok(String::from_utf8(bytes).map_or(Found::Other, Found::Text))
}

fn unreadable(path: &Path, error: &dyn std::fmt::Display) -> Diagnostics {
    failure(format!("{} cannot be read", path.display()), error)
}
