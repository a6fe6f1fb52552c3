//! Builds generated crates in a separate workspace, as a user would, with the crates in cargo's cache.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::repository;

/// An empty folder below `target`, named after the test.
///
/// # Panics
///
/// Panics if the folder cannot be made.
#[must_use]
pub fn scratch(name: &str) -> PathBuf {
    let folder = repository("target/tests").join(name);
    if folder.exists() {
        remove(&folder);
    }
    std::fs::create_dir_all(&folder).expect("target can be written");
    folder
}

#[expect(clippy::disallowed_methods, reason = "the tests made this folder themselves")]
fn remove(folder: &Path) {
    std::fs::remove_dir_all(folder).expect("target can be written");
}

/// Writes a text file and its parent folders.
///
/// # Panics
///
/// Panics if the file cannot be written.
pub fn write(path: &Path, text: &str) {
    write_bytes(path, text.as_bytes());
}

/// Writes a binary file and its parent folders.
///
/// # Panics
///
/// Panics if the file cannot be written.
#[expect(clippy::disallowed_methods, reason = "the tests lay out their own scratch folders")]
pub fn write_bytes(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().expect("a file has a folder"))
        .expect("target can be written");
    std::fs::write(path, bytes).expect("target can be written");
}

/// Replaces the first occurrence of a text in a file.
///
/// # Panics
///
/// Panics if the file does not contain the text.
pub fn edit(path: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(path).expect("the file exists");
    assert!(text.contains(from), "{} has no `{from}`", path.display());
    write(path, &text.replacen(from, to, 1));
}

/// The files in a folder and below it, by their path in the folder.
///
/// # Panics
///
/// Panics if a folder cannot be read, or if a path is not UTF-8.
pub fn files_below(folder: &Path) -> BTreeMap<String, PathBuf> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in std::fs::read_dir(&at).expect("the folder exists") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("the file is below the folder");
                files.insert(name.to_str().expect("the path is UTF-8").to_owned(), path);
            }
        }
    }
    files
}

/// Copies a folder recursively, as `cp -r` does.
///
/// # Panics
///
/// Panics if a file cannot be copied.
pub fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("the folder exists") {
        let entry = entry.expect("the folder can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            write(&target, &std::fs::read_to_string(entry.path()).expect("sources are text"));
        }
    }
}

/// Runs cargo in a workspace with this repository's lock file and with warnings denied, and returns the standard
/// output.
///
/// # Panics
///
/// Panics with cargo's output if the command fails.
pub fn cargo(workspace: &Path, args: &[&str]) -> String {
    bring_lock(workspace);
    let output = Command::new(env!("CARGO"))
        .args(args)
        .current_dir(workspace)
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TARGET_DIR", repository("target/tests/build"))
        // Nothing here is built twice, or run in a debugger.
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("FARRIER", repository(""))
        .env("RUSTFLAGS", "-D warnings")
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "cargo {args:?} failed:\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Fetches the dependencies of a workspace that this repository's build does not use. After `cargo fetch` in this
/// repository they are in the cache, because its lock file contains them; otherwise the first run downloads them.
///
/// # Panics
///
/// Panics if cargo is missing.
pub fn fetch(workspace: &Path) {
    bring_lock(workspace);
    let is_there = ["true", "false"].into_iter().any(|offline| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["fetch", "--quiet"]).current_dir(workspace).env("CARGO_NET_OFFLINE", offline);
        cargo.output().expect("cargo runs").status.success()
    });
    // The missing crates may be for other systems; otherwise the build names them.
    if !is_there {
        println!("not every crate of {} is there", workspace.display());
    }
}

/// Copies the lock file of this repository into a workspace without one. Its crates are in cargo's cache.
///
/// # Panics
///
/// Panics if the file cannot be written.
pub fn bring_lock(workspace: &Path) {
    let lock = workspace.join("Cargo.lock");
    if !lock.exists() {
        let text = std::fs::read_to_string(repository("Cargo.lock"));
        write(&lock, &text.expect("the repository has a lock file"));
    }
}

/// The program that users run, which cargo builds before the tests of this package.
///
/// # Panics
///
/// Panics if the program is missing, which happens in tests of another package.
#[must_use]
pub fn binary() -> PathBuf {
    // The test is in `deps`, one folder below the programs.
    let test = std::env::current_exe().expect("a test has a path");
    let folder = test.ancestors().nth(2).expect("a test is in a folder");
    let program = folder.join(format!("farrier-under-test{}", std::env::consts::EXE_SUFFIX));
    assert!(program.exists(), "{} is missing", program.display());
    program
}
