//! Two runs that write the same outputs do so one after the other.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::Diagnostics;

use crate::{Terminal, failure, models};

/// Holds other runs off until it goes out of scope, or the process ends.
#[derive(Debug)]
pub struct Guard {
    _file: File,
}

impl Guard {
    /// The guard of the outputs of a folder. Waits for whoever has it.
    ///
    /// # Errors
    ///
    /// Fails if the temporary folder of the system cannot be written.
    pub fn of(folder: &Path, terminal: &mut Terminal) -> Result<Self, Diagnostics> {
        let path = path(folder);
        let unlocked = |error: io::Error| {
            failure(format!("{} keeps two runs apart and cannot be locked", path.display()), &error)
        };
        let file = open(&path).map_err(unlocked)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                terminal.note("another run writes these outputs: waiting for it");
                file.lock().map_err(unlocked)?;
            }
            Err(TryLockError::Error(error)) => return Err(unlocked(error)),
        }
        Ok(Self { _file: file })
    }
}

/// A file outside the repository, where nobody takes it for something to commit.
fn path(folder: &Path) -> PathBuf {
    let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let digest = models::digest(real.as_os_str().as_encoded_bytes());
    std::env::temp_dir().join(format!("farrier-{}.lock", digest.get(..16).unwrap_or(&digest)))
}

/// Opens the file, which may be another user's.
fn open(path: &Path) -> io::Result<File> {
    match OpenOptions::new().create(true).append(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => File::open(path),
        opened => opened,
    }
}
