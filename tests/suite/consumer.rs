//! A user vendors the generated crate with `cp -r`, and tests the crate in their own workspace.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use tests::cargo::cargo;
use tests::{repository, skip, users};

/// The user's repository.
static USER: LazyLock<PathBuf> = LazyLock::new(users::consumer);

fn user() -> &'static Path {
    &USER
}

#[test]
fn example_calls_all_nine_operations() {
    let printed = cargo(user(), &["run", "--quiet", "--example", "nine_calls"]);
    assert_eq!(printed, "nine operations answered\n");
}

#[test]
fn recorded_requests_and_responses_pass() {
    let printed = cargo(user(), &["test", "--quiet", "--test", "wire"]);
    assert!(printed.contains("2 passed"), "{printed}");
}

#[test]
fn has_every_fact_of_the_published_page() {
    let printed = cargo(user(), &["test", "--quiet", "--test", "page_facts"]);
    assert!(printed.contains("4 passed"), "{printed}");
}

#[test]
fn works_with_arbitrary_precision() {
    for features in [&[][..], &["--features", "arbitrary-precision"]] {
        let args = [&["test", "--quiet", "--test", "precision"], features].concat();
        let printed = cargo(user(), &args);
        assert!(printed.contains("3 passed"), "{printed}");
    }
}

#[test]
fn doctests_pass_and_rustdoc_has_no_warnings() {
    let printed = cargo(user(), &["test", "--quiet", "--package", "backup"]);
    assert!(printed.contains("1 passed"), "{printed}");
    cargo(user(), &["doc", "--quiet", "--package", "backup", "--no-deps"]);
}

#[test]
fn depends_only_on_http() {
    let tree = cargo(
        user(),
        &[
            "tree",
            "--package",
            "backup",
            "--depth",
            "1",
            "--prefix",
            "none",
            "--edges",
            "normal,build",
        ],
    );
    let names: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(names, ["backup", "http"]);
}

/// Builds the crate for WebAssembly if that target is installed. On every system, searches the sources and the
/// dependencies for the use of network, threads, clock and files. Only the source of random numbers has the process ID
/// and the time, where there are forks.
#[test]
fn needs_no_operating_system() {
    const TARGET: &str = "wasm32-unknown-unknown";
    let mut rustup = std::process::Command::new("rustup");
    let installed = rustup.args(["target", "list", "--installed"]).output();
    if installed.is_ok_and(|list| String::from_utf8_lossy(&list.stdout).contains(TARGET)) {
        cargo(user(), &["build", "--quiet", "--package", "backup", "--target", TARGET]);
    } else {
        skip(TARGET);
    }
    let system =
        ["std::net", "std::thread", "::now()", "std::fs", "std::env", "std::process", "std::io"];
    for (path, text) in sources(&repository("codegen/src/runtime")) {
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        let mut code: String = lines.collect::<Vec<_>>().join("\n");
        if path.ends_with("random.rs") {
            let (before, after) = code.split_once("#[cfg(any(unix, windows))]").unwrap();
            code = before.to_owned() + after.split_once("\n}\n").unwrap().1;
        }
        // Bodies have the errors of `io`, and a reader of what their user opens.
        if path.ends_with("body_pieces.rs") || path.ends_with("body_reader.rs") {
            code = code.replace("use std::io::{self, Read};", "").replace("use std::io;", "");
        }
        for name in system {
            assert!(!code.contains(name), "{} has {name}", path.display());
        }
    }
    let args =
        ["tree", "--package", "backup", "--prefix", "none", "--edges", "normal", "--format", "{p}"];
    let tree = cargo(user(), &args);
    let mut names: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.join(" "), "backup bytes http itoa");
}

fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let of_files =
        files.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap()));
    of_files.chain(folders.iter().flat_map(|folder| sources(folder))).collect()
}
