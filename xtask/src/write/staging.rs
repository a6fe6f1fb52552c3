//! The staging folder, `.codegen-staging`, where a run writes its files before it moves them into place.
//!
//! The folder lies beside the manifest, so that `generated/*` of a workspace does not match it. The run removes it at
//! the end; the next run removes the staging folder of an interrupted run.

use std::io;
use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use super::restore::{self, KeptFile};
use super::{failed_to_write, fs};
use crate::{failure, models};

/// The name of the folder.
pub const NAME: &str = ".codegen-staging";

/// A file in the folder that proves that codegen created it. Without the file, the folder belongs to the user.
const MARKER: &str = "made-by-codegen.txt";

/// The text of the marker.
const MARKER_TEXT: &str = "`cargo xtask codegen` creates this folder while it writes. The next run removes the folder of an interrupted run.\n";

/// A file that hides the folder of a killed run from git.
const GIT_IGNORE: &str = ".gitignore";

/// The subfolder for staged files. It mirrors the folder of the manifest.
const TREE: &str = "tree";

/// A file that is being written. It moves to its place when it is complete, so that each file there is whole.
const PART: &str = "part";

/// The subfolder for the new texts of input files, each with its number in the journal as its name.
const INPUTS: &str = "inputs";

/// The [journal](super::journal) of a run that replaces input files.
const JOURNAL: &str = "journal.json";

/// The name of the journal after the last replacement.
const DONE: &str = "done.json";

/// The staging folder of a home folder. Only one run at a time writes below a home.
#[derive(Debug)]
pub struct Staging {
    home: PathBuf,
    folder: PathBuf,
}

impl Staging {
    /// The staging folder of `home`. Nothing is created yet.
    pub fn of(home: &Path) -> Self {
        Self { home: home.to_owned(), folder: home.join(NAME) }
    }

    /// The folder that contains every file of the run.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Whether codegen created the folder: it contains the marker, its other files and folders, and nothing else.
    ///
    /// An empty folder counts, too: it is left if a run is interrupted at its start or end. Links do not count.
    pub fn is_created_by_codegen(&self) -> bool {
        let is_folder = |path: &Path| path.symlink_metadata().is_ok_and(|found| found.is_dir());
        let is_file = |path: &Path| path.symlink_metadata().is_ok_and(|found| found.is_file());
        let Ok(entries) = std::fs::read_dir(&self.folder) else { return false };
        let paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        let path = |name: &str| self.folder.join(name);
        let is_known = |known: &PathBuf| {
            let is_folder_of_run = [TREE, INPUTS].iter().any(|name| *known == path(name));
            let is_file_of_run =
                [MARKER, GIT_IGNORE, PART, JOURNAL, DONE].iter().any(|name| *known == path(name));
            is_file_of_run || (is_folder_of_run && is_folder(known))
        };
        is_folder(&self.folder)
            && paths.iter().all(is_known)
            && (paths.is_empty() || is_file(&path(MARKER)))
    }

    /// Refuses a file or folder of the user with the name of the staging folder.
    ///
    /// # Errors
    ///
    /// Names the path.
    pub fn refuse_foreign(&self) -> Result<(), Diagnostics> {
        if std::fs::symlink_metadata(&self.folder).is_err() || self.is_created_by_codegen() {
            return Ok(());
        }
        let error =
            Diagnostic::error(format!("codegen did not create `{}`", self.folder.display()));
        Err(error
            .help(format!("move or delete `{NAME}`: codegen uses the name while it runs"))
            .into())
    }

    /// Creates the folder with its marker.
    ///
    /// # Errors
    ///
    /// Fails if the folder cannot be created.
    pub fn create(&self) -> Result<(), Diagnostics> {
        fs::create_dir_all(&self.folder)
            .and_then(|()| fs::write(&self.folder.join(MARKER), MARKER_TEXT))
            .and_then(|()| fs::write(&self.folder.join(GIT_IGNORE), "*\n"))
            .map_err(|error| {
                failure(format!("`{}` cannot be written", self.home.display()), &error)
            })
    }

    /// The staged counterpart of a path below the home.
    pub fn path(&self, path: &Path) -> PathBuf {
        self.folder.join(TREE).join(path.strip_prefix(&self.home).unwrap_or(path))
    }

    /// Writes the staged counterpart of a file below the home.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be written.
    pub fn write(&self, path: &Path, text: &str) -> Result<(), Diagnostics> {
        self.write_whole(&self.path(path), text).map_err(|error| failed_to_write(path, &error))
    }

    /// Writes a file of the staging folder, which is never there in part.
    fn write_whole(&self, path: &Path, text: &str) -> io::Result<()> {
        fs::write(&self.part(), text)
            .and_then(|()| fs::create_dir_all(path.parent().unwrap_or(Path::new(""))))
            .and_then(|()| fs::rename(&self.part(), path))
    }

    /// The path of a file that is being written.
    pub fn part(&self) -> PathBuf {
        self.folder.join(PART)
    }

    /// The path of the journal.
    pub fn journal(&self) -> PathBuf {
        self.folder.join(JOURNAL)
    }

    /// Writes the journal: from now on, the next run finishes this one if it is interrupted.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be written.
    pub fn write_journal(&self, text: &str) -> Result<(), Diagnostics> {
        let path = self.journal();
        self.write_whole(&path, text).map_err(|error| failed_to_write(&path, &error))
    }

    /// Retires the journal after the last replacement.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be renamed.
    pub fn retire_journal(&self) -> Result<(), Diagnostics> {
        let path = self.journal();
        fs::rename(&path, &self.folder.join(DONE)).map_err(|error| failed_to_write(&path, &error))
    }

    /// Whether an interrupted run has staged inputs, and has not replaced any.
    pub fn has_unused_inputs(&self) -> bool {
        let has_journal = [JOURNAL, DONE].iter().any(|name| self.folder.join(name).exists());
        self.is_created_by_codegen() && self.folder.join(INPUTS).is_dir() && !has_journal
    }

    fn input_path(&self, index: usize) -> PathBuf {
        self.folder.join(INPUTS).join(index.to_string())
    }

    /// Stages the new text of an input file.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be written.
    pub fn write_input(&self, index: usize, text: &str) -> Result<(), Diagnostics> {
        let path = self.input_path(index);
        self.write_whole(&path, text).map_err(|error| failed_to_write(&path, &error))
    }

    /// The staged text of an input file.
    ///
    /// # Errors
    ///
    /// Fails if there is no file with this digest.
    pub fn input(&self, index: usize, digest: &str) -> Result<Vec<u8>, Diagnostics> {
        let path = self.input_path(index);
        let bytes = std::fs::read(&path).ok().filter(|bytes| models::digest(bytes) == digest);
        bytes.ok_or_else(|| {
            let message = format!("`{}` is missing or damaged", path.display());
            let help =
                "delete the staging folder, and restore models and manifest from your repository";
            Diagnostic::error(message).help(help).into()
        })
    }

    /// Removes the folder, if codegen created it. Files in it that codegen did not write move to their place in the
    /// home, and are returned.
    ///
    /// # Errors
    ///
    /// Fails if the folder cannot be removed.
    pub fn remove(&self) -> Result<Vec<KeptFile>, Diagnostics> {
        let mut kept = Vec::new();
        if !self.is_created_by_codegen() {
            return Ok(kept);
        }
        let tree = self.folder.join(TREE);
        let mut remove = || {
            // The marker goes last, so that an interrupted removal can be continued.
            if tree.exists() {
                restore::empty(&tree, &self.home, &mut kept)?;
            }
            remove_inputs(&self.folder.join(INPUTS))?;
            for name in [PART, JOURNAL, DONE, GIT_IGNORE, MARKER] {
                remove_if_present(&self.folder.join(name))?;
            }
            fs::remove_dir(&self.folder)
        };
        remove().map_err(|error| {
            failure(format!("`{}` cannot be removed", self.folder.display()), &error)
        })?;
        Ok(kept)
    }
}

fn remove_if_present(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Removes the folder of staged inputs.
fn remove_inputs(folder: &Path) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        fs::remove_file(&entry?.path())?;
    }
    fs::remove_dir(folder)
}
