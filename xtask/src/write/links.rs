//! Refuses to write or delete through symbolic links.

use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::Diagnostic;

use crate::slashes;

/// Refuses a folder that is a symbolic link, or that lies behind a link out of `root`.
///
/// # Errors
///
/// Names the link, or a file in the place of a folder.
pub fn refuse_links(folder: &Path, root: &Path) -> Result<(), Diagnostic> {
    let mut parents: Vec<&Path> = folder.ancestors().take_while(|parent| *parent != root).collect();
    if !folder.starts_with(root) {
        parents.truncate(1);
    }
    for path in parents.into_iter().rev() {
        let Ok(metadata) = std::fs::symlink_metadata(path) else { return Ok(()) };
        if metadata.is_symlink() {
            if path == folder || leads_out(path, root) {
                return Err(link_error(path, root));
            }
        } else if !metadata.is_dir() {
            let message = format!("`{}` is a file, but must be a folder", shown(path, root));
            return Err(Diagnostic::error(message).help("move or delete the file"));
        }
    }
    Ok(())
}

/// Whether the target of a link lies outside of `root`, or is not a folder.
fn leads_out(link: &Path, root: &Path) -> bool {
    let real = link.canonicalize().and_then(|real| Ok((real, root.canonicalize()?)));
    !real.is_ok_and(|(real, root)| real.is_dir() && real.starts_with(root))
}

/// The path of a folder without links. The folder need not exist.
pub fn real(folder: &Path) -> PathBuf {
    let existing = folder.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    match existing {
        Some((above, real)) => real.join(folder.strip_prefix(above).unwrap_or(folder)),
        None => folder.to_owned(),
    }
}

fn shown(path: &Path, root: &Path) -> String {
    slashes(path.strip_prefix(root).unwrap_or(path))
}

fn link_error(path: &Path, root: &Path) -> Diagnostic {
    let to = std::fs::read_link(path).unwrap_or_default();
    let message = format!("`{}` is a symbolic link to `{}`", shown(path, root), to.display());
    let error = Diagnostic::error(message);
    error.help("replace the link with a folder: codegen does not write through links")
}
