//! Tests of the lab's commands.

mod cli;
mod conformance;
mod parity;
mod sweep;

use std::path::Path;

use tests::Ran;

/// Runs `cargo lab` with these arguments in a directory.
fn lab(directory: &Path, args: &[&str]) -> Ran {
    tests::captured(directory, None, |terminal| {
        farrier_lab::run(["lab"].iter().chain(args).map(Into::into), terminal)
    })
}
