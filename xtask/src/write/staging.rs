//! The folder in which a run makes what it puts in place in the end. It lies beside the manifest, where no
//! `generated/*` of a workspace finds it, and is gone when the run ends. What a killed run leaves of it, the next one
//! removes.

use std::io;
use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use super::OF_CARGO;
use crate::failure;

/// The name of the folder.
pub const NAME: &str = ".codegen-staging";

/// A file in it that nobody else would write: a folder of that name without it is somebody's.
const MARKER: &str = "made-by-codegen.txt";

/// What the marker says to whoever finds it.
const MARKED: &str = "`cargo xtask codegen` makes this folder while it writes, and removes what a killed run leaves of it.\n";

/// The folder in it where each path of the home has its counterpart.
const TREE: &str = "tree";

/// The staging folder of a home: a folder that one run at a time writes below.
#[derive(Debug)]
pub struct Staging {
    home: PathBuf,
    folder: PathBuf,
}

impl Staging {
    /// That of a home, which need not be there yet.
    pub fn of(home: &Path) -> Self {
        Self { home: home.to_owned(), folder: home.join(NAME) }
    }

    /// Whether a run made it: it has the marker, and nothing else that a run does not make. A run that was killed as
    /// it began, or as it ended, left an empty one.
    pub fn is_ours(&self) -> bool {
        let is_folder = std::fs::symlink_metadata(&self.folder).is_ok_and(|found| found.is_dir());
        let Ok(entries) = std::fs::read_dir(&self.folder) else { return false };
        let names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
        let is_known = names.iter().all(|name| *name == *MARKER || *name == *TREE);
        is_folder && is_known && (names.is_empty() || self.folder.join(MARKER).is_file())
    }

    /// Refuses to go on where somebody has a folder or file of that name.
    ///
    /// # Errors
    ///
    /// Names it.
    pub fn refuse_foreign(&self) -> Result<(), Diagnostics> {
        if std::fs::symlink_metadata(&self.folder).is_err() || self.is_ours() {
            return Ok(());
        }
        let error = Diagnostic::error(format!("codegen did not make {}", self.folder.display()));
        Err(error
            .help("it makes a folder of that name while it writes: move or delete yours")
            .into())
    }

    /// Makes the folder.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be made.
    #[expect(clippy::disallowed_methods, reason = "nobody reads this file while it is written")]
    pub fn begin(&self) -> Result<(), Diagnostics> {
        std::fs::create_dir_all(&self.folder)
            .and_then(|()| std::fs::write(self.folder.join(MARKER), MARKED))
            .map_err(|error| failure(format!("{} cannot be written", self.home.display()), &error))
    }

    /// The counterpart of a path below the home.
    pub fn path(&self, path: &Path) -> PathBuf {
        self.folder.join(TREE).join(path.strip_prefix(&self.home).unwrap_or(path))
    }

    /// Removes the folder, if there is one, once what cargo built in the old folder of an output is back in the new one.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be removed.
    #[expect(
        clippy::disallowed_methods,
        reason = "nothing is in it but what codegen has put there"
    )]
    pub fn clear<'p>(
        &self,
        outputs: impl IntoIterator<Item = &'p PathBuf>,
    ) -> Result<(), Diagnostics> {
        if !self.is_ours() {
            return Ok(());
        }
        let tree = self.folder.join(TREE);
        let clear = || {
            for output in outputs {
                bring_back(&self.path(output), output)?;
            }
            // The marker goes last: as long as there is something, it is known whose it is.
            if tree.exists() {
                std::fs::remove_dir_all(&tree)?;
            }
            match std::fs::remove_file(self.folder.join(MARKER)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => std::fs::remove_dir(&self.folder),
            }
        };
        clear().map_err(|error| {
            failure(format!("{} cannot be removed", self.folder.display()), &error)
        })
    }
}

/// Moves what is cargo's from one folder to another that does not have it.
fn bring_back(from: &Path, to: &Path) -> io::Result<()> {
    for name in OF_CARGO {
        let (old, new) = (from.join(name), to.join(name));
        if old.exists() && to.is_dir() && !new.exists() {
            std::fs::rename(old, new)?;
        }
    }
    Ok(())
}
