//! Unpacks an archive of cases.

use std::path::Path;
use std::process::Command;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_xtask::shared::failure;
use tempfile::TempDir;

/// Unpacks an archive into a temporary folder. Returns `None` for a folder.
///
/// # Errors
///
/// Fails if `tar` cannot unpack the file.
pub fn unpack(path: &Path) -> Result<Option<TempDir>, Diagnostics> {
    if !path.is_file() {
        return Ok(None);
    }
    let cannot = || format!("cannot unpack `{}`", path.display());
    let folder = TempDir::new().map_err(|error| failure(cannot(), &error))?;
    let status = Command::new("tar").arg("-xf").arg(path).arg("-C").arg(folder.path()).status();
    let status = status.map_err(|error| failure(cannot(), &error))?;
    if !status.success() {
        let error = Diagnostic::error(cannot());
        return Err(error.help("unpack it, and name the folder").into());
    }
    Ok(Some(folder))
}
