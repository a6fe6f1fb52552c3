//! The staging folder, `.codegen-staging`, where a run writes its files before it moves them into place.
//!
//! The folder lies beside the manifest, so that `generated/*` of a workspace does not match it. The run removes it at
//! the end; the next run removes the staging folder of an interrupted run.

use std::io;
use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use super::CARGO_FILES;
use crate::failure;

/// The name of the folder.
pub const NAME: &str = ".codegen-staging";

/// A file in the folder that proves that codegen created it. Without the file, the folder belongs to the user.
const MARKER: &str = "made-by-codegen.txt";

/// The text of the marker.
const MARKER_TEXT: &str = "`cargo xtask codegen` creates this folder while it writes. The next run removes the folder of an interrupted run.\n";

/// The subfolder for staged files. It mirrors the folder of the manifest.
const TREE: &str = "tree";

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

    /// Whether codegen created the folder: it contains the marker, and only files of codegen.
    ///
    /// An empty folder counts, too: it is left if a run is interrupted at its start or end.
    pub fn is_created_by_codegen(&self) -> bool {
        let is_folder = std::fs::symlink_metadata(&self.folder).is_ok_and(|found| found.is_dir());
        let Ok(entries) = std::fs::read_dir(&self.folder) else { return false };
        let names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
        let is_known = names.iter().all(|name| *name == *MARKER || *name == *TREE);
        is_folder && is_known && (names.is_empty() || self.folder.join(MARKER).is_file())
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
    #[expect(clippy::disallowed_methods, reason = "no other process reads the marker")]
    pub fn create(&self) -> Result<(), Diagnostics> {
        std::fs::create_dir_all(&self.folder)
            .and_then(|()| std::fs::write(self.folder.join(MARKER), MARKER_TEXT))
            .map_err(|error| {
                failure(format!("`{}` cannot be written", self.home.display()), &error)
            })
    }

    /// The staged counterpart of a path below the home.
    pub fn path(&self, path: &Path) -> PathBuf {
        self.folder.join(TREE).join(path.strip_prefix(&self.home).unwrap_or(path))
    }

    /// Removes the folder, if codegen created it. Before that, moves cargo's files back into the new `outputs`.
    ///
    /// # Errors
    ///
    /// Fails if the folder cannot be removed.
    #[expect(clippy::disallowed_methods, reason = "the folder contains only files of codegen")]
    pub fn remove<'p>(
        &self,
        outputs: impl IntoIterator<Item = &'p PathBuf>,
    ) -> Result<(), Diagnostics> {
        if !self.is_created_by_codegen() {
            return Ok(());
        }
        let tree = self.folder.join(TREE);
        let remove = || {
            for output in outputs {
                restore_cargo_files(&self.path(output), output)?;
            }
            // The marker goes last, so that an interrupted removal can be continued.
            if tree.exists() {
                std::fs::remove_dir_all(&tree)?;
            }
            match std::fs::remove_file(self.folder.join(MARKER)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => std::fs::remove_dir(&self.folder),
            }
        };
        remove().map_err(|error| {
            failure(format!("`{}` cannot be removed", self.folder.display()), &error)
        })
    }
}

/// Moves the files of cargo from the old folder of an output to the new one, unless they exist there.
fn restore_cargo_files(old: &Path, new: &Path) -> io::Result<()> {
    for name in CARGO_FILES {
        let (from, to) = (old.join(name), new.join(name));
        if from.exists() && new.is_dir() && !to.exists() {
            std::fs::rename(from, to)?;
        }
    }
    Ok(())
}
