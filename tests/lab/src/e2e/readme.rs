//! The program of the README, as a package of the workspace.

use std::path::Path;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_xtask::shared::{input, write};

/// The program.
pub const PROGRAM: &str = "tables";

/// The folders of the program and its output.
pub const FOLDERS: [&str; 2] = [PROGRAM, "dynamodb"];

/// The manifest of the output.
pub const MANIFEST: &str = r#"[[output]]
path = "dynamodb"
client = "ureq"
credentials = "default"

[[output.service]]
model = "models/dynamodb"
operations = ["DescribeTable", "ListTables"]
"#;

const CARGO_TOML: &str = r#"[package]
name = "tables"
version = "0.1.0"
edition = "2024"
publish = false

[dependencies]
dynamodb = { path = "../dynamodb" }
"#;

/// Writes the package to the workspace.
///
/// # Errors
///
/// Fails if the README has no program, or if a file cannot be written.
pub fn write(root: &Path, folder: &Path) -> Result<(), Diagnostics> {
    let readme = input::read(&root.join("README.md"), "README.md".to_owned())?;
    let Some(program) = program(&readme.text) else {
        return Err(Diagnostic::error("README.md begins with no program").into());
    };
    write::if_changed(&folder.join(PROGRAM).join("Cargo.toml"), CARGO_TOML)?;
    write::if_changed(&folder.join(PROGRAM).join("src/main.rs"), program)
}

/// The first program.
fn program(readme: &str) -> Option<&str> {
    let (_, block) = readme.split_once("```rust\n")?;
    block.split("```").next()
}
