//! A lock on a folder, so that two runs do not write there at the same time.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::Terminal;

/// A lock on a folder until the guard is dropped or the process ends.
#[derive(Debug)]
pub struct Guard {
    _file: Option<File>,
}

/// The number of attempts before a message, and the pause between them. A process that another run has just started
/// shares its lock for a moment.
const ATTEMPTS: u32 = 20;
const PAUSE: Duration = Duration::from_millis(25);

/// Locks a file within half a second.
fn lock_soon(file: &File) -> Result<(), TryLockError> {
    for _ in 1..ATTEMPTS {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
            locked => return locked,
        }
    }
    file.try_lock()
}

impl Guard {
    /// Locks a folder, after waiting for other runs.
    pub fn acquire(folder: &Path, terminal: &mut Terminal) -> Self {
        let locked = open(folder).and_then(|file| match lock_soon(&file) {
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
