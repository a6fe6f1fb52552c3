//! Drift: the differences between the files in a folder and the files that belong there.

use std::collections::BTreeMap;
use std::fs::FileType;
use std::path::{Path, PathBuf};

use farrier_codegen::Layout;
use farrier_codegen::diagnostic::Diagnostics;
use walkdir::WalkDir;

use super::plan::PlannedOutput;
use crate::lock::{self, LockedOutput};
use crate::write::staging::{self, Staging};
use crate::write::{CARGO_FILES, has_generated_header};
use crate::{failure, input, slashes};

/// The drift of a file. `Modified` and `HandEdited` contain its current text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drift {
    /// The file does not exist.
    Missing,
    /// The file is as codegen wrote it, but its text is out of date.
    Modified(String),
    /// The file is not as codegen wrote it, whether it belongs in the output or not.
    HandEdited(String),
    /// The file is as codegen wrote it, but no longer belongs in the output.
    Orphan,
    /// The file was not written by codegen, which never touches it.
    Foreign,
}

impl Drift {
    /// The kind of drift, as reports show it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Modified(_) => "modified",
            Self::HandEdited(_) => "hand-edited",
            Self::Orphan => "orphan",
            Self::Foreign => "foreign",
        }
    }

    /// Whether codegen must not touch the file: it is foreign, or its header is missing.
    pub fn is_kept(&self) -> bool {
        *self == Self::Foreign || self.has_lost_header()
    }

    /// Whether codegen wrote the file, and its header was edited since.
    pub fn has_lost_header(&self) -> bool {
        matches!(self, Self::HandEdited(text) if !has_generated_header(text))
    }
}

/// The files of a folder that differ, by path in the folder.
pub type Drifts = BTreeMap<String, Drift>;

/// The files that codegen has written into a folder in earlier runs.
#[derive(Clone, Debug)]
pub enum WrittenFiles<'l> {
    /// The lock file does not list the output. Every file with a header of codegen counts as written by codegen.
    Unknown,
    /// The digests of the files, by path: of the last complete run, and of an interrupted run after it.
    Known(Vec<&'l BTreeMap<String, String>>),
}

impl WrittenFiles<'_> {
    /// Whether codegen may have written this text to this path.
    fn matches(&self, path: &str, text: &str) -> bool {
        match self {
            Self::Unknown => true,
            Self::Known(runs) => {
                let digest = lock::digest(text);
                runs.iter().any(|files| files.get(path) == Some(&digest))
            }
        }
    }

    fn contains(&self, path: &str) -> bool {
        matches!(self, Self::Known(runs) if runs.iter().any(|files| files.contains_key(path)))
    }
}

/// The content of an existing file.
enum Content {
    /// Text, with Unix line endings.
    Text(String),
    /// A link, pipe, binary or very large file.
    Other,
}

impl Content {
    /// The drift of a file with this content. `is_expected` is whether the file belongs in the folder.
    fn drift(self, path: &str, is_expected: bool, written: &WrittenFiles<'_>) -> Drift {
        match self {
            Self::Text(text) if has_generated_header(&text) && written.matches(path, &text) => {
                if is_expected {
                    Drift::Modified(text)
                } else {
                    Drift::Orphan
                }
            }
            Self::Text(text) if has_generated_header(&text) || written.contains(path) => {
                Drift::HandEdited(text)
            }
            _ => Drift::Foreign,
        }
    }
}

/// The drift in an output.
///
/// # Errors
///
/// Fails if the folder or a file cannot be read.
pub fn output_drift(
    planned: &PlannedOutput,
    written: &WrittenFiles<'_>,
) -> Result<Drifts, Diagnostics> {
    let folder = &planned.folder;
    let is_crate = matches!(planned.layout, Layout::Crate(_));
    let is_cargo_file =
        |path: &Path| is_crate && CARGO_FILES.iter().any(|name| path == folder.join(name));
    let is_staging = |path: &Path| {
        path == folder.join(staging::NAME) && Staging::of(folder).is_created_by_codegen()
    };
    let mut existing = files_in(folder, &|path| is_cargo_file(path) || is_staging(path))?;
    let mut drifts = Drifts::new();
    for (path, text) in &planned.files {
        let drift = match existing.remove(path) {
            None => Drift::Missing,
            Some(Content::Text(old)) if old == *text => continue,
            Some(content) => content.drift(path, true, written),
        };
        drifts.insert(path.clone(), drift);
    }
    drifts.extend(extra_files(existing, written));
    Ok(drifts)
}

/// The drift of files that do not belong in their folder.
fn extra_files(existing: BTreeMap<String, Content>, written: &WrittenFiles<'_>) -> Drifts {
    let drift = |(path, content): (String, Content)| {
        let drift = content.drift(&path, false, written);
        (path, drift)
    };
    existing.into_iter().map(drift).collect()
}

/// The drift in an `exclusive` folder: every file outside of the outputs.
///
/// # Errors
///
/// Fails if the folder or a file cannot be read.
pub fn exclusive_drift(
    folder: &Path,
    outputs: &[PlannedOutput],
    written: &WrittenFiles<'_>,
) -> Result<Drifts, Diagnostics> {
    let existing = files_in(folder, &|path| outputs.iter().any(|planned| planned.folder == path))?;
    Ok(extra_files(existing, written))
}

/// The drift of an output that the manifest no longer lists: the files that the lock file lists for it, and files in
/// the place of their folders. Other files in the folder are ignored.
///
/// # Errors
///
/// Fails if the folder or a file cannot be read.
pub fn dropped_output_drift(
    folder: &Path,
    locked: &LockedOutput,
    written: &WrittenFiles<'_>,
    outputs: &[PlannedOutput],
) -> Result<Drifts, Diagnostics> {
    let mut existing =
        files_in(folder, &|path| outputs.iter().any(|planned| planned.folder == path))?;
    existing.retain(|path, _| locked.files.keys().any(|file| Path::new(file).starts_with(path)));
    Ok(extra_files(existing, written))
}

/// Whether a folder contains only files with drift.
///
/// # Errors
///
/// Fails if the folder or a file cannot be read.
pub fn has_only(folder: &Path, drifts: &Drifts) -> Result<bool, Diagnostics> {
    Ok(files_in(folder, &|_| false)?.keys().all(|path| drifts.contains_key(path)))
}

/// The drift of the lock file from its new text. `is_same` is whether both have the same content.
///
/// # Errors
///
/// Fails if the file cannot be read.
pub fn lock_drift(path: &Path, text: &str, is_same: bool) -> Result<Option<Drift>, Diagnostics> {
    let Ok(kind) = std::fs::symlink_metadata(path) else { return Ok(Some(Drift::Missing)) };
    Ok(match read(path, kind.file_type())? {
        Content::Text(old) if old == text => None,
        Content::Text(old) if is_same && has_generated_header(&old) => Some(Drift::HandEdited(old)),
        content => Some(content.drift(&lock::name(path), true, &WrittenFiles::Unknown)),
    })
}

/// The files in a folder, by path with `/`, except for skipped paths. A missing folder has no files.
fn files_in(
    folder: &Path,
    skip: &dyn Fn(&Path) -> bool,
) -> Result<BTreeMap<String, Content>, Diagnostics> {
    let mut files = BTreeMap::new();
    if !folder.exists() {
        return Ok(files);
    }
    let entries = WalkDir::new(folder).into_iter().filter_entry(|entry| !skip(entry.path()));
    for entry in entries {
        let entry = entry.map_err(|error| failure("the output cannot be compared", &error))?;
        if entry.file_type().is_dir() {
            continue;
        }
        let path = entry.path();
        let name = path.strip_prefix(folder).unwrap_or(path).to_str();
        let name = name.ok_or_else(|| unreadable(path, &"the file name is not valid UTF-8"))?;
        files.insert(slashes(&PathBuf::from(name)), read(path, entry.file_type())?);
    }
    Ok(files)
}

/// Reads a file. Links are not followed, and files that are too large for codegen are not read.
fn read(path: &Path, kind: FileType) -> Result<Content, Diagnostics> {
    if !kind.is_file() {
        return Ok(Content::Other);
    }
    let length = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?.len();
    if length > input::MAX_BYTES {
        return Ok(Content::Other);
    }
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
    // Line endings that git has converted on checkout are not drift.
    Ok(String::from_utf8(bytes)
        .map_or(Content::Other, |text| Content::Text(text.replace("\r\n", "\n"))))
}

fn unreadable(path: &Path, error: &dyn std::fmt::Display) -> Diagnostics {
    failure(format!("`{}` cannot be read", path.display()), error)
}
