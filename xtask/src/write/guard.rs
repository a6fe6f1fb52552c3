//! A lock on a folder, so that two runs do not write there at the same time.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

use crate::Terminal;

/// A lock on a folder until the guard is dropped or the process ends.
#[derive(Debug)]
pub struct Guard {
    _file: Option<File>,
}

impl Guard {
    /// Locks a folder, after waiting for other runs.
    pub fn acquire(folder: &Path, terminal: &mut Terminal) -> Self {
        let locked = open(folder).and_then(|file| match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => {
                terminal.print_progress("waiting for another run of codegen");
                file.lock().map(|()| file)
            }
            Err(TryLockError::Error(error)) => Err(error),
        });
        // Some network file systems do not support locks. The run goes on without one.
        if let Err(error) = &locked
            && folder.is_dir()
        {
            let shown = folder.display();
            terminal.print_progress(&format!(
                "`{shown}` cannot be locked ({error}): do not start another run of codegen now"
            ));
        }
        Self { _file: locked.ok() }
    }
}

/// Opens the folder itself, so that the lock needs no file.
#[cfg(unix)]
fn open(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

/// Opens a file for the lock, on systems without locks on folders. The file lies outside of the repository.
#[cfg(not(unix))]
fn open(folder: &Path) -> io::Result<File> {
    let real = folder.canonicalize()?;
    let digest = crate::models::digest(real.as_os_str().as_encoded_bytes());
    let path = std::env::temp_dir().join(format!("farrier-{digest}.lock"));
    std::fs::OpenOptions::new().create(true).append(true).open(path)
}
