//! Replaces a folder in one step, by swapping it with a staged one. Readers and interrupted runs see the old files or
//! the new files, never a mixture.

use std::io;
use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use super::{failed_to_write, fs};

/// Two paths to swap. Either may be missing: if nothing is staged, the target is removed.
#[derive(Debug)]
pub struct Swap {
    /// The path of the new folder, and of the old one after the swap.
    pub staged: PathBuf,
    /// The path of the folder to replace.
    pub target: PathBuf,
}

impl Swap {
    /// Swaps the two paths. A second call undoes the first.
    fn run(&self) -> io::Result<()> {
        let Self { staged, target } = self;
        match (staged.exists(), target.exists()) {
            (true, true) => fs::exchange(staged, target),
            (true, false) => rename(staged, target),
            (false, true) => rename(target, staged),
            (false, false) => Ok(()),
        }
    }
}

fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to.parent().unwrap_or(Path::new("")))?;
    fs::rename(from, to)
}

/// The completed swaps of a run, to undo if a later one fails.
#[derive(Debug, Default)]
pub struct Swaps<'s>(Vec<&'s Swap>);

impl<'s> Swaps<'s> {
    /// Performs a swap. Returns `false` if the file system cannot swap these folders, such as across devices.
    ///
    /// # Errors
    ///
    /// Fails if the target cannot be written.
    pub fn swap(&mut self, swap: &'s Swap) -> Result<bool, Diagnostics> {
        use io::ErrorKind::{CrossesDevices, InvalidInput, ResourceBusy, Unsupported};
        match swap.run() {
            Ok(()) => {
                self.0.push(swap);
                Ok(true)
            }
            Err(error) => match error.kind() {
                CrossesDevices | InvalidInput | ResourceBusy | Unsupported => Ok(false),
                _ => Err(failed_to_write(&swap.target, &error)),
            },
        }
    }

    /// Undoes all swaps. Failures are added to `errors`.
    pub fn undo(self, mut errors: Diagnostics) -> Diagnostics {
        for Swap { target, .. } in self.0.into_iter().rev().filter(|swap| swap.run().is_err()) {
            let message = format!("`{}` cannot be restored", target.display());
            errors.push(Diagnostic::error(message).help("run the command again"));
        }
        errors
    }
}
