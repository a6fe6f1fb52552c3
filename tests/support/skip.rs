//! Skipped tests, which are easy to overlook.

use std::io::Write;

use crate::repository;

/// The AWS models in Smithy's format, which lie beside the repository on some machines.
pub const SMITHY_MODELS: &str = "Smithy models";

/// Reports that a test does not run because a tool or a file is missing: on the console, even though cargo captures
/// the output of tests, and in `target/tests/skipped.txt`. `.ci/run` prints that file, and fails if it has installed
/// the missing tool.
///
/// # Panics
///
/// Panics if the file cannot be written.
pub fn skip(missing: &str) {
    let thread = std::thread::current();
    let line = format!("{missing}: {}\n", thread.name().unwrap_or("unnamed test"));
    let folder = repository("target/tests");
    std::fs::create_dir_all(&folder).expect("target can be written");
    let file =
        std::fs::OpenOptions::new().create(true).append(true).open(folder.join("skipped.txt"));
    file.and_then(|mut file| file.write_all(line.as_bytes())).expect("target can be written");
    // The macro `eprint` would be captured. A closed standard error is no reason to fail.
    let _ = write!(std::io::stderr(), "skipped without {line}");
}

/// The path of a wheel of botocore, or none if `cargo xtask models fetch` has not downloaded this version.
#[must_use]
pub fn wheel(version: &str) -> Option<std::path::PathBuf> {
    let path = repository(&format!("target/models/botocore-{version}-py3-none-any.whl"));
    if path.exists() {
        return Some(path);
    }
    skip(&format!("botocore=={version}"));
    None
}
