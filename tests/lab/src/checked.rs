//! Checks of generated crates with cargo.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::Terminal;
use farrier_xtask::shared::failure;
use serde::Deserialize;

use crate::{progress, workspace};

/// The fields of cargo's messages.
#[derive(Deserialize)]
struct Line {
    reason: String,
    #[serde(default)]
    target: Target,
    message: Option<Compiler>,
}

#[derive(Default, Deserialize)]
struct Target {
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
struct Compiler {
    rendered: Option<String>,
}

/// Checks the crates in a folder with cargo, which remembers finished checks in `target`, and returns rustc's warnings
/// and errors. `targets` are options of cargo such as `--tests`.
///
/// # Errors
///
/// Fails if the folder cannot be written, or if cargo fails without a message of rustc.
pub fn check(
    folder: &Path,
    crates: &BTreeSet<String>,
    target: &Path,
    targets: &[&str],
    terminal: &Terminal,
) -> Result<Vec<String>, Diagnostics> {
    workspace::lay_out(folder, crates, terminal)?;
    let unavailable = |error: &dyn std::fmt::Display| failure("cargo cannot be run", error);
    let mut cargo = Command::new("cargo")
        .args(["check", "--workspace", "--keep-going", "--quiet", "--message-format=json"])
        .args(targets)
        .arg("--target-dir")
        .arg(target)
        .current_dir(folder)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| unavailable(&error))?;
    let bar = progress::bar(crates.len(), "checking", terminal.interactive);
    let names: BTreeSet<String> = crates.iter().map(|name| name.replace('-', "_")).collect();
    let mut warnings = Vec::new();
    for line in cargo.stdout.take().map(BufReader::new).into_iter().flat_map(BufRead::lines) {
        let line = line.map_err(|error| unavailable(&error))?;
        let Ok(line) = serde_json::from_str::<Line>(&line) else { continue };
        if line.reason == "compiler-artifact" && names.contains(&line.target.name) {
            bar.inc(1);
            bar.set_message(line.target.name);
        }
        warnings.extend(line.message.and_then(|message| message.rendered));
    }
    bar.finish_and_clear();
    let status = cargo.wait().map_err(|error| unavailable(&error))?;
    if !status.success() && warnings.is_empty() {
        return Err(failure("cargo check failed", &"the output of cargo is above"));
    }
    Ok(warnings)
}
