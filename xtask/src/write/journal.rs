//! The journal of a run that replaces input files together with outputs.
//!
//! The run stages everything, writes the journal, and then replaces the files one by one. Without a journal, an
//! interrupted run has not changed an input. With a journal, the next run replaces the remaining inputs, and generates
//! the outputs from them.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use serde::{Deserialize, Serialize};

use super::links::refuse_links;
use super::staging::Staging;
use super::{failed_to_write, fs};
use crate::edits::Edits;
use crate::{failure, manifest, models, slashes};

/// The maximum size of a journal in bytes, that of some thousand entries.
const MAX_BYTES: u64 = 1 << 20;

/// The planned replacements of input files.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Journal {
    /// The name of the command, such as `update`.
    pub command: String,
    /// Whether the user has accepted reordered constructors.
    pub accept_reordered: bool,
    files: Vec<Entry>,
}

/// An input file to replace or delete.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The path below the home folder.
    path: String,
    /// The digest of the new text. Absent if the file is deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
}

/// The replaced input files with their old contents, to restore if a later step of the run fails.
#[derive(Debug, Default)]
pub struct Replaced(Vec<(PathBuf, Option<Vec<u8>>)>);

impl Journal {
    /// Stages the new inputs. The run may still stop, and change nothing.
    ///
    /// # Errors
    ///
    /// Fails if a path is outside of the home folder, or if a file cannot be written.
    pub fn stage(
        edits: &Edits,
        command: &str,
        accept_reordered: bool,
        staging: &Staging,
    ) -> Result<Self, Diagnostics> {
        let mut files = Vec::new();
        for (index, (path, text)) in edits.iter().enumerate() {
            let within = path.strip_prefix(staging.home()).unwrap_or(path);
            refuse_link(path, staging.home())?;
            let path = manifest::below(&slashes(within))?;
            if let Some(text) = text {
                staging.write_input(index, text)?;
            }
            let sha256 = text.map(|text| models::digest(text.as_bytes()));
            files.push(Entry { path, sha256 });
        }
        Ok(Self { command: command.to_owned(), accept_reordered, files })
    }

    /// Writes the journal, after everything is staged.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be written.
    pub fn write(&self, staging: &Staging) -> Result<(), Diagnostics> {
        let text = serde_json::to_string_pretty(self)
            .map_err(|error| failure("the journal cannot be written", &error))?;
        staging.write_journal(&text)
    }

    /// Reads the journal of an interrupted run, if there is one.
    ///
    /// # Errors
    ///
    /// Fails if the journal cannot be read, or names files outside of the home folder.
    pub fn find(staging: &Staging) -> Result<Option<Self>, Diagnostics> {
        let path = staging.journal();
        if !staging.is_created_by_codegen() || !path.is_file() {
            return Ok(None);
        }
        let error = |reason: &dyn std::fmt::Display| {
            let message = format!("`{}` cannot be read: {reason}", path.display());
            let help = "delete the folder of the file, and restore models and manifest from your repository";
            Diagnostics::from(Diagnostic::error(message).help(help))
        };
        if path.metadata().is_ok_and(|found| found.len() > MAX_BYTES) {
            return Err(error(&"the file is too large"));
        }
        let text = std::fs::read_to_string(&path).map_err(|reason| error(&reason))?;
        let journal: Self = serde_json::from_str(&text).map_err(|reason| error(&reason))?;
        let is_outside =
            |entry: &&Entry| manifest::below(&entry.path).ok().as_ref() != Some(&entry.path);
        match journal.files.iter().find(is_outside) {
            Some(entry) => Err(error(&format!("`{}` is outside of the folder", entry.path))),
            None => Ok(Some(journal)),
        }
    }

    /// Replaces the files that are not replaced yet. Adds them to `replaced`.
    ///
    /// # Errors
    ///
    /// Fails if a file cannot be written, or if a staged file is missing.
    pub fn apply(&self, staging: &Staging, replaced: &mut Replaced) -> Result<(), Diagnostics> {
        for (index, entry) in self.files.iter().enumerate() {
            let path = staging.home().join(&entry.path);
            refuse_link(&path, staging.home())?;
            let old = match std::fs::read(&path) {
                Err(error) if error.kind() == ErrorKind::NotFound => None,
                read => Some(read.map_err(|error| failed_to_write(&path, &error))?),
            };
            if old.as_deref().map(models::digest) == entry.sha256 {
                continue;
            }
            let new =
                entry.sha256.as_ref().map(|digest| staging.input(index, digest)).transpose()?;
            replaced.0.push((path.clone(), old));
            replace(&path, new.as_deref(), staging)
                .map_err(|error| failed_to_write(&path, &error))?;
        }
        Ok(())
    }
}

impl Replaced {
    /// Restores the old contents. Failures are added to `errors`.
    pub fn undo(self, staging: &Staging, mut errors: Diagnostics) -> Diagnostics {
        for (path, old) in self.0.into_iter().rev() {
            if replace(&path, old.as_deref(), staging).is_err() {
                let message = format!("`{}` cannot be restored", path.display());
                errors
                    .push(Diagnostic::error(message).help("restore the file from your repository"));
            }
        }
        errors
    }
}

/// Refuses a file that is a symbolic link, or that lies behind one.
fn refuse_link(path: &Path, home: &Path) -> Result<(), Diagnostics> {
    refuse_links(path.parent().unwrap_or(home), home)?;
    if path.is_symlink() {
        let message = format!("`{}` is a symbolic link", path.display());
        return Err(Diagnostic::error(message).help("replace the link with a file").into());
    }
    Ok(())
}

/// Replaces or deletes a file in one step.
fn replace(path: &Path, new: Option<&[u8]>, staging: &Staging) -> io::Result<()> {
    let Some(bytes) = new else {
        match fs::remove_file(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        // `remove_dir` fails on the first folder that is not empty.
        let above = path.ancestors().skip(1).take_while(|above| *above != staging.home());
        let _ = above.map(fs::remove_dir).take_while(Result::is_ok).count();
        return Ok(());
    };
    fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
    fs::write(&staging.part(), bytes)?;
    fs::rename(&staging.part(), path)
}
