//! Whether a folder is where it seems to be: nothing is written, or deleted, through a link.

use std::path::Path;

use farrier_codegen::diagnostic::Diagnostic;

use crate::slashes;

/// Refuses a folder that is a link, lies behind one that leads out of the root, or cannot be one for a file in the way.
///
/// # Errors
///
/// Says what is there.
pub fn refuse_detours(folder: &Path, root: &Path) -> Result<(), Diagnostic> {
    let mut steps: Vec<&Path> = folder.ancestors().take_while(|step| *step != root).collect();
    if !folder.starts_with(root) {
        steps.truncate(1);
    }
    for step in steps.into_iter().rev() {
        let Ok(found) = std::fs::symlink_metadata(step) else { return Ok(()) };
        if found.is_symlink() {
            if step == folder || leads_out(step, root) {
                return Err(link(step, root));
            }
        } else if !found.is_dir() {
            let message = format!("{} is a file, and is to be a folder", shown(step, root));
            return Err(Diagnostic::error(message).help("move or delete the file"));
        }
    }
    Ok(())
}

/// Whether what a link means lies elsewhere, or nowhere.
fn leads_out(link: &Path, root: &Path) -> bool {
    let real = link.canonicalize().and_then(|real| Ok((real, root.canonicalize()?)));
    !real.is_ok_and(|(real, root)| real.is_dir() && real.starts_with(root))
}

fn shown(path: &Path, root: &Path) -> String {
    slashes(path.strip_prefix(root).unwrap_or(path))
}

fn link(path: &Path, root: &Path) -> Diagnostic {
    let to = std::fs::read_link(path).unwrap_or_default();
    let message = format!("{} is a link to {}", shown(path, root), to.display());
    let error = Diagnostic::error(message);
    error.help(
        "codegen follows no link out of its folders: put a folder in its place, or remove the link",
    )
}
