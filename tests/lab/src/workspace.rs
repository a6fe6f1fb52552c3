//! Workspaces of generated crates below `target`.

use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::Terminal;
use farrier_xtask::shared::{manifest, write};

/// Writes the manifest of a workspace and copies the lock file of this repository, whose crates are downloaded
/// already.
///
/// # Errors
///
/// Fails if the folder cannot be written.
pub fn lay_out<'m>(
    folder: &Path,
    members: impl IntoIterator<Item = &'m String>,
    terminal: &Terminal,
) -> Result<(), Diagnostics> {
    let members: Vec<String> = members.into_iter().map(|name| format!("{name:?}")).collect();
    let workspace = format!("[workspace]\nresolver = \"2\"\nmembers = [{}]\n", members.join(", "));
    write::if_changed(&folder.join("Cargo.toml"), &workspace)?;
    let lock = manifest::root(&terminal.directory).join("Cargo.lock");
    if let (Ok(text), false) = (std::fs::read_to_string(lock), folder.join("Cargo.lock").exists()) {
        write::file(&folder.join("Cargo.lock"), &text)?;
    }
    Ok(())
}
