//! Tests of the lab's commands, and the tests of farrier that take long: builds of the emitted clients and of the example
//! repository, proofs of the verdicts, and the report in a browser.

mod browser;
mod cli;
mod conformance;
mod constructors;
mod consumer;
mod credentials;
mod events;
mod example;
mod fakes;
mod farm;
mod features;
mod mutate;
mod package;
mod parity;
mod roles;
mod s3;
mod schema;
mod sending;
mod service_facts;
mod sigv4;
mod sweep;
mod tokens;
mod verdicts;

use std::path::Path;

use tests::Ran;

/// Runs `cargo lab` with these arguments in a directory.
fn lab(directory: &Path, args: &[&str]) -> Ran {
    tests::captured(directory, None, |terminal| {
        farrier_lab::run(["lab"].iter().chain(args).map(Into::into), terminal)
    })
}
