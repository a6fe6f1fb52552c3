//! Two runs that write below one folder do so one after the other.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

use crate::Terminal;

/// Holds other runs off until it goes out of scope, or the process ends.
#[derive(Debug)]
pub struct Guard {
    _file: Option<File>,
}

impl Guard {
    /// The guard of what lies below a folder. Waits for whoever has it.
    pub fn of(folder: &Path, terminal: &mut Terminal) -> Self {
        let locked = open(folder).and_then(|file| match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => {
                terminal.note("another run writes here: waiting for it");
                file.lock().map(|()| file)
            }
            Err(TryLockError::Error(error)) => Err(error),
        });
        // Some network file systems have no locks, and that is no reason to have no code.
        if let Err(error) = &locked
            && folder.is_dir()
        {
            let shown = folder.display();
            terminal
                .note(&format!("{shown} cannot be locked ({error}): let no other run write here"));
        }
        Self { _file: locked.ok() }
    }
}

/// The folder itself, so that nothing is left behind.
#[cfg(unix)]
fn open(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

/// Where folders cannot be locked, a file outside the repository, where nobody takes it for something to commit.
#[cfg(not(unix))]
fn open(folder: &Path) -> io::Result<File> {
    let real = folder.canonicalize()?;
    let digest = crate::models::digest(real.as_os_str().as_encoded_bytes());
    let path = std::env::temp_dir().join(format!("farrier-{digest}.lock"));
    std::fs::OpenOptions::new().create(true).append(true).open(path)
}
