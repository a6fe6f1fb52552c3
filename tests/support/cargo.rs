//! Builds generated crates as a user would: in a workspace of their own, with cargo, from the crates that
//! this build has fetched already.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use crate::repository;

/// An empty folder below `target`, named after the test that it is for.
///
/// # Panics
///
/// Panics if it cannot be made.
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

/// Writes a file and the folders above it.
///
/// # Panics
///
/// Panics if it cannot be written.
pub fn write(path: &Path, text: &str) {
    write_bytes(path, text.as_bytes());
}

/// Writes a file that is no text, and the folders above it.
///
/// # Panics
///
/// Panics if it cannot be written.
#[expect(clippy::disallowed_methods, reason = "the tests lay out their own scratch folders")]
pub fn write_bytes(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().expect("a file has a folder"))
        .expect("target can be written");
    std::fs::write(path, bytes).expect("target can be written");
}

/// Replaces text in a file, once.
///
/// # Panics
///
/// Panics if it is not there.
pub fn edit(path: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(path).expect("the file is there");
    assert!(text.contains(from), "{} has no `{from}`", path.display());
    write(path, &text.replacen(from, to, 1));
}

/// Copies a folder with everything in it, as `cp -r` does.
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

/// Runs cargo in a workspace, warnings denied, with the versions of this repository's lock file, and
/// returns what it printed.
///
/// # Panics
///
/// Panics with everything that cargo printed if it fails.
pub fn cargo(workspace: &Path, args: &[&str]) -> String {
    bring_lock(workspace);
    let output = Command::new(env!("CARGO"))
        .args(args)
        .current_dir(workspace)
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TARGET_DIR", repository("target/tests/build"))
        // Nothing here is built a second time, or run in a debugger.
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only")
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

/// Fetches the crates of a workspace that a build of this one has no use for. Where `cargo fetch` was run in this
/// repository they are there, because its lock file has them all; else they come over the network, once.
///
/// # Panics
///
/// Panics if there is no cargo.
pub fn fetch(workspace: &Path) {
    bring_lock(workspace);
    let is_there = ["true", "false"].into_iter().any(|offline| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["fetch", "--quiet"]).current_dir(workspace).env("CARGO_NET_OFFLINE", offline);
        cargo.output().expect("cargo runs").status.success()
    });
    // What is missing may be of other systems; else the build says what it is.
    if !is_there {
        println!("not every crate of {} is there", workspace.display());
    }
}

/// Gives a workspace the lock file of this repository, unless it has one: its crates are there already.
///
/// # Panics
///
/// Panics if it cannot be written.
pub fn bring_lock(workspace: &Path) {
    let lock = workspace.join("Cargo.lock");
    if !lock.exists() {
        let text = std::fs::read_to_string(repository("Cargo.lock"));
        write(&lock, &text.expect("the repository has a lock file"));
    }
}

/// The program that users run, built as these tests are.
///
/// # Panics
///
/// Panics if it does not build.
#[must_use]
pub fn binary() -> &'static Path {
    static BINARY: LazyLock<PathBuf> = LazyLock::new(|| {
        let status = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--offline", "--package", "farrier-xtask"])
            .current_dir(repository(""))
            .status();
        assert!(status.expect("cargo runs").success(), "the program does not build");
        // This test is in the folder below the one that programs are in.
        let test = std::env::current_exe().expect("a test has a path");
        let folder = test.ancestors().nth(2).expect("a test is in a folder");
        folder.join("cargo-farrier")
    });
    &BINARY
}
