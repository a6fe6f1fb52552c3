//! Empties a folder of files that codegen has replaced, and moves files back that codegen did not write.

use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::{CARGO_FILES, fs, has_generated_header};

/// The maximum length of the first line of a generated file.
const MAX_HEADER: u64 = 1024;

/// A file that codegen did not write, and that was moved out of the way of a run.
#[derive(Debug, PartialEq, Eq)]
pub struct KeptFile {
    /// The path that the file had before the run.
    pub original: PathBuf,
    /// The path of the file now: the same, or a free name if the run has written a file there.
    pub path: PathBuf,
}

/// Removes the folder `old`. Files without the header of codegen move to the same place below `new`, and into `kept`.
///
/// No link is followed, and each folder is removed only if it is empty, so that a file that appears in `old`
/// meanwhile is not lost.
pub fn empty(old: &Path, new: &Path, kept: &mut Vec<KeptFile>) -> io::Result<()> {
    make_writable(old)?;
    // After an interruption, the folder of a crate is recognized as long as files of cargo are in it.
    if old.join("Cargo.toml").is_file() {
        restore_cargo_files(old, new)?;
    }
    for entry in std::fs::read_dir(old)? {
        let entry = entry?;
        let (from, to) = (entry.path(), new.join(entry.file_name()));
        let kind = entry.file_type()?;
        if kind.is_dir() {
            empty(&from, &to, kept)?;
        } else if kind.is_file() && is_generated(&from) {
            fs::remove_file(&from)?;
        } else {
            kept.push(keep(&from, to)?);
        }
    }
    match fs::remove_dir(old) {
        Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => empty(old, new, kept),
        removed => removed,
    }
}

/// Moves a file back, or beside the file that has its place now.
fn keep(from: &Path, original: PathBuf) -> io::Result<KeptFile> {
    let mut path = original.clone();
    while path.symlink_metadata().is_ok() {
        path.as_mut_os_string().push(".kept");
    }
    fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
    fs::rename(from, &path)?;
    Ok(KeptFile { original, path })
}

/// Moves the files of cargo to the new folder of their crate, unless cargo has made new ones there.
fn restore_cargo_files(old: &Path, new: &Path) -> io::Result<()> {
    for name in CARGO_FILES {
        let (from, to) = (old.join(name), new.join(name));
        let Ok(found) = from.symlink_metadata() else { continue };
        if new.is_dir() && to.symlink_metadata().is_err() {
            fs::rename(&from, &to)?;
        } else if found.is_dir() {
            fs::remove_dir_all(&from)?;
        } else {
            fs::remove_file(&from)?;
        }
    }
    Ok(())
}

/// Whether a file has the header of codegen.
fn is_generated(path: &Path) -> bool {
    let mut start = Vec::new();
    let read =
        std::fs::File::open(path).and_then(|file| file.take(MAX_HEADER).read_to_end(&mut start));
    read.is_ok() && has_generated_header(&String::from_utf8_lossy(&start))
}

/// Lets the owner of a folder change its entries, if the run of a read-only output has left it so.
#[cfg(unix)]
fn make_writable(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::symlink_metadata(folder)?.permissions().mode();
    if mode & 0o700 == 0o700 {
        return Ok(());
    }
    fs::set_permissions(folder, PermissionsExt::from_mode(mode | 0o700))
}

#[cfg(not(unix))]
fn make_writable(_: &Path) -> io::Result<()> {
    Ok(())
}
