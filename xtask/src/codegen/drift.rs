//! Compares folders with what belongs in them.

use std::collections::BTreeMap;
use std::fs::FileType;
use std::path::{Path, PathBuf};

use farrier_codegen::Layout;
use farrier_codegen::diagnostic::Diagnostics;
use walkdir::WalkDir;

use super::order::Planned;
use crate::lock::{self, Locked};
use crate::write::staging::{self, Staging};
use crate::write::{OF_CARGO, is_ours};
use crate::{failure, input, slashes};

/// How a file differs from what belongs there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drift {
    /// It is not there.
    Missing,
    /// It has the text that codegen once wrote, and another one belongs there now.
    Modified(String),
    /// It has another text than codegen wrote, whether one belongs there or not.
    HandEdited(String),
    /// It is as codegen wrote it, and nothing asks for it any more.
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

    /// Whether codegen leaves the file alone: it was somebody else's from the start, or has lost its header.
    pub fn is_kept(&self) -> bool {
        *self == Self::Foreign || self.is_without_header()
    }

    /// Whether codegen wrote the file once, and can no longer tell.
    pub fn is_without_header(&self) -> bool {
        matches!(self, Self::HandEdited(text) if !is_ours(text))
    }
}

/// The files of a folder that differ, by path within it.
pub type Drifts = BTreeMap<String, Drift>;

/// What is known of the files that codegen has written into a folder.
#[derive(Clone, Debug)]
pub enum Known<'l> {
    /// There is no lock that says. What has the header is taken for codegen's.
    Nothing,
    /// The digests of the files, by path: those of the last run, and those of one that was killed since.
    Files(Vec<&'l BTreeMap<String, String>>),
}

impl Known<'_> {
    fn is_written(&self, path: &str, text: &str) -> bool {
        match self {
            Self::Nothing => true,
            Self::Files(files) => {
                let digest = lock::digest(text);
                files.iter().any(|files| files.get(path) == Some(&digest))
            }
        }
    }

    fn lists(&self, path: &str) -> bool {
        matches!(self, Self::Files(files) if files.iter().any(|files| files.contains_key(path)))
    }
}

/// What is in a folder in the place of a file.
enum Found {
    /// A text, with the line ends that are committed.
    Text(String),
    /// A link, a pipe, or what else is no text: it is not looked into.
    Other,
}

impl Found {
    /// What it is where another text belongs, or none.
    fn judged(self, path: &str, is_wanted: bool, known: &Known<'_>) -> Drift {
        match self {
            Self::Text(text) if is_ours(&text) && known.is_written(path, &text) => {
                if is_wanted {
                    Drift::Modified(text)
                } else {
                    Drift::Orphan
                }
            }
            Self::Text(text) if is_ours(&text) || known.lists(path) => Drift::HandEdited(text),
            _ => Drift::Foreign,
        }
    }
}

/// Every file of an output that differs.
///
/// # Errors
///
/// Fails if the folder or a file in it cannot be read.
pub fn of_output(planned: &Planned, known: &Known<'_>) -> Result<Drifts, Diagnostics> {
    let folder = &planned.folder;
    let is_crate = matches!(planned.layout, Layout::Crate(_));
    let of_cargo = |path: &Path| is_crate && OF_CARGO.iter().any(|name| path == folder.join(name));
    let is_staging =
        |path: &Path| path == folder.join(staging::NAME) && Staging::of(folder).is_ours();
    let mut found = found(folder, &|path| of_cargo(path) || is_staging(path))?;
    let mut drifts = Drifts::new();
    for (path, text) in &planned.files {
        let drift = match found.remove(path) {
            None => Drift::Missing,
            Some(Found::Text(old)) if old == *text => continue,
            Some(found) => found.judged(path, true, known),
        };
        drifts.insert(path.clone(), drift);
    }
    drifts.extend(superfluous(found, known));
    Ok(drifts)
}

/// The files that belong nowhere.
fn superfluous(found: BTreeMap<String, Found>, known: &Known<'_>) -> Drifts {
    let drift = |(path, found): (String, Found)| {
        let drift = found.judged(&path, false, known);
        (path, drift)
    };
    found.into_iter().map(drift).collect()
}

/// The files in a folder that holds outputs and nothing else which are in none of the outputs.
///
/// # Errors
///
/// Fails if the folder or a file in it cannot be read.
pub fn beside_outputs(
    folder: &Path,
    outputs: &[Planned],
    known: &Known<'_>,
) -> Result<Drifts, Diagnostics> {
    let found = found(folder, &|path| outputs.iter().any(|planned| planned.folder == path))?;
    Ok(superfluous(found, known))
}

/// The files that are left of an output that the manifest no longer has, and what is in the way of one. Whatever else
/// is in its folder is nobody's business.
///
/// # Errors
///
/// Fails if the folder or a file in it cannot be read.
pub fn of_former_output(
    folder: &Path,
    before: &Locked,
    known: &Known<'_>,
    outputs: &[Planned],
) -> Result<Drifts, Diagnostics> {
    let mut found = found(folder, &|path| outputs.iter().any(|planned| planned.folder == path))?;
    found.retain(|path, _| before.files.keys().any(|file| Path::new(file).starts_with(path)));
    Ok(superfluous(found, known))
}

/// Whether a folder has these files and no others.
///
/// # Errors
///
/// Fails if the folder or a file in it cannot be read.
pub fn has_only(folder: &Path, drifts: &Drifts) -> Result<bool, Diagnostics> {
    Ok(found(folder, &|_| false)?.keys().all(|path| drifts.contains_key(path)))
}

/// How the lock file differs from its text. `is_same` is whether it says the same.
///
/// # Errors
///
/// Fails if it cannot be read.
pub fn of_lock(path: &Path, text: &str, is_same: bool) -> Result<Option<Drift>, Diagnostics> {
    let Ok(kind) = std::fs::symlink_metadata(path) else { return Ok(Some(Drift::Missing)) };
    Ok(match content(path, kind.file_type())? {
        Found::Text(old) if old == text => None,
        Found::Text(old) if is_same && is_ours(&old) => Some(Drift::HandEdited(old)),
        found => Some(found.judged(&lock::name(path), true, &Known::Nothing)),
    })
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
    let entries = WalkDir::new(folder).into_iter().filter_entry(|entry| !pass_over(entry.path()));
    for entry in entries {
        let entry = entry.map_err(|error| failure("the output cannot be compared", &error))?;
        if entry.file_type().is_dir() {
            continue;
        }
        let path = entry.path();
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
    // A checkout may have turned the line ends; that is not drift.
    Ok(String::from_utf8(bytes)
        .map_or(Found::Other, |text| Found::Text(text.replace("\r\n", "\n"))))
}

fn unreadable(path: &Path, error: &dyn std::fmt::Display) -> Diagnostics {
    failure(format!("{} cannot be read", path.display()), error)
}
