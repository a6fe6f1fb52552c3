//! Replaces whole folders: a new one is made beside the old one, and takes its place in a single step. Whoever looks,
//! or is left with what a killed run did, sees the old files or the new ones, never some of each.

use std::io;
use std::path::{Path, PathBuf};

use farrier_codegen::Layout;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use tempfile::TempDir;

use super::{LEFTOVER, changed, failed_to_write, file, remove};
use crate::codegen::drift::{Drift, Drifts, OF_CARGO};
use crate::codegen::order::Planned;
use crate::failure;

/// A folder that is about to take the place of another one.
pub struct Staged<'p> {
    planned: &'p Planned,
    /// The files of the old folder that the new one does not have.
    orphans: Vec<&'p String>,
    new: TempDir,
}

/// Refuses an output that is a link, or lies behind one that leads out of the root.
///
/// # Errors
///
/// Says where the link leads.
pub fn refuse_links(folder: &Path, root: &Path) -> Result<(), Diagnostics> {
    let is_link = std::fs::symlink_metadata(folder).is_ok_and(|found| found.is_symlink());
    let refuse = |path: &Path, to: &Path| {
        let message = format!("{} is a link to {}", path.display(), to.display());
        let help =
            "codegen follows no link out of its folders: name the place itself in the manifest";
        Err(Diagnostic::error(message).help(help).into())
    };
    let Ok(real_root) = root.canonicalize() else { return Ok(()) };
    let plain_root = crate::manifest::plain(root);
    let steps = folder.ancestors().take_while(|step| **step != *plain_root);
    for step in steps.filter(|_| folder.starts_with(&plain_root)) {
        if let Ok(real) = step.canonicalize()
            && !real.starts_with(&real_root)
        {
            return refuse(step, &real);
        }
    }
    match std::fs::read_link(folder) {
        Ok(to) if is_link => refuse(folder, &to),
        _ => Ok(()),
    }
}

/// Makes the new folder of an output beside the old one, complete. `drifts` is how the old one differs.
///
/// # Errors
///
/// Fails if it cannot be written. Nothing is changed then.
pub fn stage<'p>(planned: &'p Planned, drifts: &'p Drifts) -> Result<Staged<'p>, Diagnostics> {
    let folder = &planned.folder;
    let parent = folder.parent().unwrap_or(Path::new(""));
    let make = || {
        std::fs::create_dir_all(parent)?;
        let mut builder = tempfile::Builder::new();
        let prefix = leftover(folder);
        builder.prefix(&prefix);
        // A temporary folder is its owner's alone; what takes its place is as readable as any other.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        builder.tempdir_in(parent)
    };
    let new = make().map_err(|error| failed_to_write(folder, &error))?;
    for (path, text) in &planned.files {
        file(&new.path().join(path), text)?;
    }
    let keep = || {
        if let Ok(old) = std::fs::metadata(folder) {
            std::fs::set_permissions(new.path(), old.permissions())?;
        }
        let lock = folder.join("Cargo.lock");
        if matches!(planned.layout, Layout::Crate(_)) && lock.is_file() {
            std::fs::copy(&lock, new.path().join("Cargo.lock"))?;
        }
        Ok(())
    };
    keep().map_err(|error: io::Error| failed_to_write(folder, &error))?;
    let orphans = drifts.iter().filter(|(_, drift)| **drift == Drift::Orphan);
    Ok(Staged { planned, orphans: orphans.map(|(path, _)| path).collect(), new })
}

/// Puts the new folders in the place of the old ones: all of them, or none. Where the file system cannot exchange
/// folders, as a container's may not, each file is replaced by itself, once all else is done.
///
/// # Errors
///
/// Fails if one cannot be replaced. Those that were are put back then.
pub fn replace(staged: &[Staged<'_>]) -> Result<(), Diagnostics> {
    let mut done: Vec<&Staged<'_>> = Vec::new();
    let mut one_by_one: Vec<&Staged<'_>> = Vec::new();
    for one in staged {
        match one.replace() {
            Ok(()) => done.push(one),
            Err(error) if cannot_be_exchanged(&error) => one_by_one.push(one),
            Err(error) => {
                let mut errors = failed_to_write(&one.planned.folder, &error);
                // What was exchanged once can be exchanged again.
                for stuck in done.into_iter().filter(|done| done.put_back().is_err()) {
                    let message = format!("{} could not be put back", stuck.planned.shown());
                    errors.push(Diagnostic::error(message).help("run the command again"));
                }
                return Err(errors);
            }
        }
    }
    one_by_one.into_iter().try_for_each(Staged::replace_files)?;
    done.into_iter().try_for_each(Staged::carry_over)
}

/// Whether folders cannot be exchanged where they are: the file system does not know how, or one is a place where
/// another file system begins.
fn cannot_be_exchanged(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, InvalidInput, ResourceBusy, Unsupported};
    matches!(error.kind(), CrossesDevices | InvalidInput | ResourceBusy | Unsupported)
}

impl Staged<'_> {
    fn replace(&self) -> io::Result<()> {
        let (new, folder) = (self.new.path(), &self.planned.folder);
        if !folder.exists() {
            return std::fs::rename(new, folder);
        }
        exchange(new, folder)
    }

    /// Undoes [`Self::replace`].
    fn put_back(&self) -> io::Result<()> {
        let (old, folder) = (self.new.path(), &self.planned.folder);
        if old.exists() { exchange(old, folder) } else { std::fs::rename(folder, old) }
    }

    /// Replaces each file by itself. A run that is killed meanwhile leaves some of each; the next one puts it right.
    fn replace_files(&self) -> Result<(), Diagnostics> {
        let folder = &self.planned.folder;
        for (path, text) in &self.planned.files {
            changed(&folder.join(path), text)?;
        }
        remove(folder, self.orphans.iter().copied())
    }

    /// Brings what cargo built in the old folder into the new one. The rest of the old one goes with the handle.
    fn carry_over(&self) -> Result<(), Diagnostics> {
        bring_back(self.new.path(), &self.planned.folder)
            .map_err(|error| failed_to_write(&self.planned.folder, &error))
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

/// Removes what interrupted runs left beside an output, once what is cargo's is back in its place.
///
/// # Errors
///
/// Fails if it cannot be removed.
#[expect(clippy::disallowed_methods, reason = "these folders have a name that only farrier gives")]
pub fn clear_leftovers(folder: &Path) -> Result<(), Diagnostics> {
    let parent = folder.parent().unwrap_or(Path::new(""));
    let Ok(entries) = std::fs::read_dir(parent) else { return Ok(()) };
    let prefix = leftover(folder);
    for entry in entries.filter_map(Result::ok) {
        if entry.file_name().to_string_lossy().starts_with(&prefix) && entry.path().is_dir() {
            let path: PathBuf = entry.path();
            bring_back(&path, folder).and_then(|()| std::fs::remove_dir_all(&path)).map_err(
                |error| failure(format!("{} cannot be removed", path.display()), &error),
            )?;
        }
    }
    Ok(())
}

/// How the names of the new folders of an output start.
fn leftover(folder: &Path) -> String {
    format!("{LEFTOVER}{}-", folder.file_name().unwrap_or_default().to_string_lossy())
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use farrier_codegen::Layout;

    use super::{clear_leftovers, stage};
    use crate::codegen::drift::{Drift, Drifts};
    use crate::codegen::order::{Planned, Size};
    use crate::lock::Locked;
    use crate::write::file;

    fn planned(folder: &Path) -> Planned {
        let files = [("src/lib.rs", "new\n"), ("src/same.rs", "same\n")];
        Planned {
            folder: folder.to_owned(),
            layout: Layout::Crate("stables".to_owned()),
            files: files.map(|(path, text)| (path.to_owned(), text.to_owned())).into(),
            locked: Locked::default(),
            size: Size::default(),
        }
    }

    #[test]
    fn where_folders_cannot_be_exchanged_files_are_replaced() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("stables");
        for (path, text) in
            [("src/lib.rs", "old\n"), ("src/same.rs", "same\n"), ("src/a/gone.rs", "x\n")]
        {
            file(&folder.join(path), text).unwrap();
        }
        let planned = planned(&folder);
        let drifts = Drifts::from([("src/a/gone.rs".to_owned(), Drift::Orphan)]);
        stage(&planned, &drifts).unwrap().replace_files().unwrap();
        assert_eq!(std::fs::read_to_string(folder.join("src/lib.rs")).unwrap(), "new\n");
        assert!(folder.join("src/same.rs").exists() && !folder.join("src/a").exists());
        assert_eq!(std::fs::read_dir(root.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_a_killed_run_left_is_removed_and_what_is_cargos_brought_back() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("stables");
        file(&folder.join("src/lib.rs"), "new\n").unwrap();
        file(&root.path().join(".codegen-stables-x/target/built"), "built\n").unwrap();
        file(&root.path().join(".codegen-others-x/src/lib.rs"), "another output\n").unwrap();
        clear_leftovers(&folder).unwrap();
        assert!(folder.join("target/built").exists());
        assert!(!root.path().join(".codegen-stables-x").exists());
        assert!(root.path().join(".codegen-others-x").exists());
    }
}
