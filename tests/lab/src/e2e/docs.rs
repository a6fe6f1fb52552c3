//! The program of `tests/e2e-docs`: the code of `docs/from-aws-sdk.md` and of recipes in `docs/cookbook.md`.

use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::shared::{input, write};

/// The program.
const FOLDER: &str = "tests/e2e-docs";

/// The name of the program.
pub const PROGRAM: &str = "docs-programs";

/// The line that the program prints.
pub const LINE: &str = "the code of the documentation: as it should be\n";

/// The manifest of the output.
pub const MANIFEST: &str = "codegen.toml";

const FILES: [&str; 4] = ["Cargo.toml", "src/main.rs", "src/moved.rs", "src/recipes.rs"];

/// The folders of the program and its output.
pub const FOLDERS: [&str; 2] = [PROGRAM, "docs-aws"];

/// Reads a file of the program.
///
/// # Errors
///
/// Fails if the file cannot be read.
pub fn read(root: &Path, file: &str) -> Result<String, Diagnostics> {
    Ok(input::read(&root.join(FOLDER).join(file), format!("{FOLDER}/{file}"))?.text.clone())
}

/// Writes the program to the workspace.
///
/// # Errors
///
/// Fails if a file cannot be read or written.
pub fn write(root: &Path, folder: &Path) -> Result<(), Diagnostics> {
    for file in FILES {
        write::if_changed(&folder.join(PROGRAM).join(file), &read(root, file)?)?;
    }
    Ok(())
}
