//! What the tests share: paths, models in memory, and the nine operations by name.

pub mod nine;

use std::path::{Path, PathBuf};

/// A path in the repository.
#[must_use]
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// The text of a file of the repository.
///
/// # Panics
///
/// Panics if it cannot be read: a test without its file is not a test.
#[must_use]
pub fn read(path: &str) -> String {
    std::fs::read_to_string(repository(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The lines of a corpus, each a JSON object.
///
/// # Panics
///
/// Panics if a line is not JSON.
pub fn corpus(path: &str) -> Vec<serde_json::Value> {
    let parse = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{path}: {error}"));
    read(path).lines().map(parse).collect()
}
