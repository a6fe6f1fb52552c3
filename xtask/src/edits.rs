//! Edits of input files that a command plans in memory, and writes together with the outputs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostics, Source};

use crate::input;
use crate::manifest::plain;

/// The new texts of input files: models, `sources.toml` and the manifest. `None` deletes the file.
#[derive(Clone, Debug, Default)]
pub struct Edits {
    files: BTreeMap<PathBuf, Option<String>>,
}

impl Edits {
    /// Writes a file, unless it has the text already. Line endings of a checkout do not count, and are kept.
    pub fn write(&mut self, path: &Path, text: String) {
        let path = plain(path);
        let existing = std::fs::read_to_string(&path).ok();
        let has_crlf = existing.as_ref().is_some_and(|old| old.contains("\r\n"));
        let unix = if text.contains('\r') { text.replace("\r\n", "\n") } else { text };
        let text = if has_crlf { unix.replace('\n', "\r\n") } else { unix };
        if existing.as_ref() == Some(&text) {
            self.files.remove(&path);
        } else {
            self.files.insert(path, Some(text));
        }
    }

    /// Deletes a file, if it exists.
    pub fn delete(&mut self, path: &Path) {
        let path = plain(path);
        if path.symlink_metadata().is_ok() {
            self.files.insert(path, None);
        } else {
            self.files.remove(&path);
        }
    }

    /// Whether there is nothing to write or delete.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The edited files, by path, each with its new text.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Path, Option<&str>)> {
        self.files.iter().map(|(path, text)| (path.as_path(), text.as_deref()))
    }

    /// Whether a folder exists on the disk, or will exist.
    pub fn is_dir(&self, path: &Path) -> bool {
        let folder = plain(path);
        let is_new = |(file, text): (&Path, Option<&str>)| {
            text.is_some() && file != folder && file.starts_with(&folder)
        };
        path.is_dir() || self.iter().any(is_new)
    }

    /// Reads a file as it will be. `None` if there is no such file. `shown` is its name in messages.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be read.
    pub fn read(&self, path: &Path, shown: String) -> Result<Option<Arc<Source>>, Diagnostics> {
        match self.files.get(&plain(path)) {
            Some(text) => Ok(text.as_ref().map(|text| Source::new(shown, text.as_str()))),
            None if path.exists() => input::read(path, shown).map(Some),
            None => Ok(None),
        }
    }
}
