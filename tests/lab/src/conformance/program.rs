//! The driver, a program that runs jobs through generated types.

use std::fmt::Write as _;
use std::fs::File;
use std::path::Path;
use std::process::Command;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_xtask::Terminal;
use farrier_xtask::shared::{failure, write};
use serde::de::DeserializeOwned;

use super::harness::Generated;
use crate::workspace;

const DRIVER_MANIFEST: &str = r#"[package]
name = "driver"
version = "0.0.0"
edition = "2021"

[dependencies]
http = "1"
serde = "1"
serde_json = { version = "1", features = ["float_roundtrip"] }
"#;

/// Writes and builds a driver with the generated crates. `source` is its `main.rs`, which defines the macro `operation!` for
/// the rows of its table.
///
/// # Errors
///
/// Fails if the folder cannot be written, or if the generated code does not compile.
pub fn build(
    generated: &[Generated],
    source: &str,
    folder: &Path,
    terminal: &Terminal,
) -> Result<(), Diagnostics> {
    lay_out(generated, source, folder, terminal)?;
    compile(folder)
}

/// Writes the crates, the driver, and their workspace.
fn lay_out(
    generated: &[Generated],
    source: &str,
    folder: &Path,
    terminal: &Terminal,
) -> Result<(), Diagnostics> {
    let mut manifest = DRIVER_MANIFEST.to_owned();
    let mut table = "use super::*;\n\npub const ALL: &[Operation] = &[\n".to_owned();
    let mut members = vec!["driver".to_owned()];
    for Generated { package, files, rows, .. } in generated.iter().filter(|of| !of.rows.is_empty())
    {
        for (path, text) in files {
            write::if_changed(&folder.join(package).join(path), text)?;
        }
        // Writing to a string cannot fail.
        let _ = writeln!(manifest, "{package} = {{ path = \"../{package}\" }}");
        table.push_str(rows);
        members.push(package.clone());
    }
    table.push_str("];\n");
    let driver = folder.join("driver");
    write::if_changed(&driver.join("Cargo.toml"), &manifest)?;
    write::if_changed(&driver.join("src/main.rs"), source)?;
    write::if_changed(&driver.join("src/operations.rs"), &table)?;
    workspace::lay_out(folder, &members, terminal)
}

fn compile(folder: &Path) -> Result<(), Diagnostics> {
    let cargo = |args: &[&str]| {
        let mut command = Command::new("cargo");
        command.args(["build", "--package", "driver", "--quiet"]).args(args).current_dir(folder);
        // The driver needs no debug information. Incremental compilation of its many instantiations takes ten times
        // as long as the build itself.
        command.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
        command.env("CARGO_TARGET_DIR", folder.join("target"));
        command.output().map_err(|error| failure("cargo cannot be run", &error))
    };
    // farrier's own crates are in cargo's cache; usually nothing else is needed.
    let mut output = cargo(&["--offline"])?;
    if String::from_utf8_lossy(&output.stderr).contains("--offline") {
        output = cargo(&[])?;
    }
    if output.status.success() {
        return Ok(());
    }
    let printed = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(Diagnostic::error(format!("the generated code does not compile:\n{printed}")).into())
}

/// Runs jobs in the driver, one a line, and returns the answers in order.
///
/// # Errors
///
/// Fails if the driver cannot be run, or gives an answer of another form.
pub fn answers<A: DeserializeOwned>(jobs: &str, folder: &Path) -> Result<Vec<A>, Diagnostics> {
    let path = folder.join("jobs.jsonl");
    write::file(&path, jobs)?;
    let unreadable = |error: &dyn std::fmt::Display| failure("the driver cannot be run", error);
    let jobs = File::open(&path).map_err(|error| unreadable(&error))?;
    let driver =
        folder.join("target/debug").join(format!("driver{}", std::env::consts::EXE_SUFFIX));
    let output = Command::new(driver).stdin(jobs).output().map_err(|error| unreadable(&error))?;
    let lines = String::from_utf8_lossy(&output.stdout);
    let answer = |line: &str| {
        serde_json::from_str(line)
            .map_err(|error| failure(format!("the driver answered {line}"), &error))
    };
    lines.lines().map(answer).collect()
}
