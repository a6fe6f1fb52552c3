//! A user's code on top of the vendored crate: the tests in this folder.

pub mod nine;

use std::path::Path;

/// The text of a file in farrier's repository. `tests/suite/consumer.rs` passes its path.
///
/// # Panics
///
/// Panics if the file cannot be read.
#[must_use]
pub fn read(path: &str) -> String {
    let repository = std::env::var("FARRIER").expect("FARRIER is the path of the repository");
    let path = Path::new(&repository).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
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
