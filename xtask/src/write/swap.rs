//! Puts folders in place: a new one is made apart, and takes the place of the old one in a single step. Whoever looks,
//! or is left with what a killed run did, sees the old files or the new ones, never some of each.

use std::io;
use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use super::failed_to_write;

/// A place, and the path apart of what is to be there. What was there is then at that path; and where there is
/// nothing at one of the two, there is nothing at the other then.
#[derive(Debug)]
pub struct Swap {
    /// The path apart.
    pub apart: PathBuf,
    /// The place.
    pub place: PathBuf,
}

impl Swap {
    /// Exchanges the two. To do it again is to undo it.
    fn run(&self) -> io::Result<()> {
        let Self { apart, place } = self;
        match (apart.exists(), place.exists()) {
            (true, true) => exchange(apart, place),
            (true, false) => moved(apart, place),
            (false, true) => moved(place, apart),
            (false, false) => Ok(()),
        }
    }
}

fn moved(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::create_dir_all(to.parent().unwrap_or(Path::new("")))?;
    std::fs::rename(from, to)
}

/// Swaps that were made, and can be undone.
#[derive(Debug, Default)]
pub struct Swapped<'s>(Vec<&'s Swap>);

impl<'s> Swapped<'s> {
    /// Makes a swap, and says whether it could: a container's file system may not know how, and at a place where
    /// another one begins none does.
    ///
    /// # Errors
    ///
    /// Fails if the place cannot be written.
    pub fn swap(&mut self, swap: &'s Swap) -> Result<bool, Diagnostics> {
        use io::ErrorKind::{CrossesDevices, InvalidInput, ResourceBusy, Unsupported};
        match swap.run() {
            Ok(()) => {
                self.0.push(swap);
                Ok(true)
            }
            Err(error) => match error.kind() {
                CrossesDevices | InvalidInput | ResourceBusy | Unsupported => Ok(false),
                _ => Err(failed_to_write(&swap.place, &error)),
            },
        }
    }

    /// Undoes all of them, because of an error.
    pub fn undo(self, mut errors: Diagnostics) -> Diagnostics {
        for Swap { place, .. } in self.0.into_iter().rev().filter(|swap| swap.run().is_err()) {
            let message = format!("{} could not be put back", place.display());
            errors.push(Diagnostic::error(message).help("run the command again"));
        }
        errors
    }
}

/// Exchanges two folders in a single step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

/// Exchanges two folders in as few steps as there can be.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    let aside = one.with_extension("aside");
    std::fs::rename(other, &aside)?;
    std::fs::rename(one, other)?;
    std::fs::rename(aside, one)
}
