//! Reads input files into memory.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source};
use farrier_codegen::frontend::{API_FILES, DOCS_FILE, ModelFiles};
use flate2::read::GzDecoder;

use crate::failure;

/// Reads a text file, compressed if its name ends in `.gz`. Diagnostics show it under the name `shown`.
///
/// # Errors
///
/// Fails if the file cannot be read or is not UTF-8.
pub fn read(path: &Path, shown: String) -> Result<Arc<Source>, Diagnostics> {
    let text = if path.extension().is_some_and(|extension| extension == "gz") {
        File::open(path).and_then(|file| std::io::read_to_string(GzDecoder::new(file)))
    } else {
        std::fs::read_to_string(path)
    };
    match text {
        Ok(text) => Ok(Source::new(shown, text)),
        Err(error) => Err(failure(format!("{shown} cannot be read"), &error)),
    }
}

/// Reads the files of a model: those of a folder, or one file and the documentation beside it.
///
/// # Errors
///
/// Fails if there is no model, or if a file cannot be read.
pub fn model(path: &Path, shown: &str) -> Result<ModelFiles, Diagnostics> {
    let (folder, shown_folder, name) = if path.is_dir() {
        let name = API_FILES.into_iter().find(|name| path.join(name).is_file());
        let name = name.ok_or_else(|| {
            Diagnostic::error(format!("{shown} holds no model: none of {}", API_FILES.join(", ")))
        })?;
        (path.to_owned(), shown.to_owned(), name.to_owned())
    } else {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let shown_folder = Path::new(shown).parent().unwrap_or(Path::new("")).display().to_string();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (folder, shown_folder, name)
    };
    let file = |name: &str| {
        let shown = Path::new(&shown_folder).join(name).display().to_string();
        read(&folder.join(name), shown)
    };
    let (api, docs) = DOCS_FILE;
    let documented = name == api && folder.join(docs).is_file();
    Ok(ModelFiles { api: file(&name)?, docs: documented.then(|| file(docs)).transpose()? })
}
