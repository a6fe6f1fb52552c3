//! The staging folder, `.codegen-staging`, where a run writes its files before it moves them into place.
//!
//! The folder lies beside the manifest, so that `generated/*` of a workspace does not match it. The run removes it at
//! the end; the next run removes the staging folder of an interrupted run.

use std::io;
use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use super::restore::{self, KeptFile};
use super::{failed_to_write, fs};
use crate::failure;

/// The name of the folder.
pub const NAME: &str = ".codegen-staging";

/// A file in the folder that proves that codegen created it. Without the file, the folder belongs to the user.
const MARKER: &str = "made-by-codegen.txt";

/// The text of the marker.
const MARKER_TEXT: &str = "`cargo xtask codegen` creates this folder while it writes. The next run removes the folder of an interrupted run.\n";

/// The subfolder for staged files. It mirrors the folder of the manifest.
const TREE: &str = "tree";

/// A file that is being written. It moves into the tree when it is complete, so that each file there is whole.
const PART: &str = "part";

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

    /// Whether codegen created the folder: it contains the marker, a folder for files, and nothing else.
    ///
    /// An empty folder counts, too: it is left if a run is interrupted at its start or end. Links do not count.
    pub fn is_created_by_codegen(&self) -> bool {
        let is_folder = |path: &Path| path.symlink_metadata().is_ok_and(|found| found.is_dir());
        let is_file = |path: &Path| path.symlink_metadata().is_ok_and(|found| found.is_file());
        let Ok(entries) = std::fs::read_dir(&self.folder) else { return false };
        let paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        let [marker, part, tree] = [MARKER, PART, TREE].map(|name| self.folder.join(name));
        let is_known = |path: &PathBuf| {
            if *path == tree { is_folder(path) } else { *path == marker || *path == part }
        };
        is_folder(&self.folder)
            && paths.iter().all(is_known)
            && (paths.is_empty() || is_file(&marker))
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
        let (part, staged) = (self.folder.join(PART), self.path(path));
        fs::write(&part, text)
            .and_then(|()| fs::create_dir_all(staged.parent().unwrap_or(Path::new(""))))
            .and_then(|()| fs::rename(&part, &staged))
            .map_err(|error| failed_to_write(path, &error))
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
            for name in [PART, MARKER] {
                match fs::remove_file(&self.folder.join(name)) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    _ => {}
                }
            }
            fs::remove_dir(&self.folder)
        };
        remove().map_err(|error| {
            failure(format!("`{}` cannot be removed", self.folder.display()), &error)
        })?;
        Ok(kept)
    }
}
