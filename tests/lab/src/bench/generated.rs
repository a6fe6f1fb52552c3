//! The generated crates that the programs link. Every run writes them again.

use std::collections::BTreeSet;
use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_codegen::{Layout, Request, Selection, generate};
use farrier_xtask::shared::{input, write};

use super::setup::Folders;

/// The model of this repository.
pub const MODEL: &str = "models/backup/2018-11-15";

/// The change document that names the nine operations.
pub const CHANGE: &str = "models/backup/changes/2023-02-08.json";

/// Writes a crate with the nine operations, and one with all operations of Backup.
///
/// # Errors
///
/// Fails if they cannot be generated or written.
pub fn write(folders: &Folders) -> Result<(), Diagnostics> {
    for (folder, selection) in [("nine", Selection::Changed), ("all", Selection::All)] {
        let input =
            input::service(&folders.root, MODEL.as_ref(), &[CHANGE.into()], &BTreeSet::new())?;
        let request = Request::new(MODEL, input, selection);
        let files = generate(&Layout::Crate("backup".to_owned()), &[request])?;
        let to = folders.work.join("generated").join(folder).join("backup");
        for (path, text) in files {
            write::if_changed(&to.join(Path::new(&path)), &text)?;
        }
    }
    Ok(())
}
