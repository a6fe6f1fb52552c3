//! Edits the text of `sources.toml`, and keeps its comments and layout.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source};
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

use super::sources::{Derived, FILE_NAME, MODELS, Pin, Sources};
use crate::manifest::plain;
use crate::{failure, input, slashes};

/// A `sources.toml`, read or not written yet.
#[derive(Debug)]
pub struct SourcesFile {
    /// The path of the file.
    pub path: PathBuf,
    /// Its text.
    source: Arc<Source>,
    /// Its contents.
    pub sources: Sources,
}

impl SourcesFile {
    /// Reads the file at a path, if there is one. Messages show the path relative to `directory`.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be read.
    pub fn read(path: PathBuf, directory: &Path) -> Result<Self, Diagnostics> {
        let shown = slashes(path.strip_prefix(directory).unwrap_or(&path));
        let source =
            if path.exists() { input::read(&path, shown)? } else { Source::new(shown, "") };
        let sources = Sources::read(&source)?;
        Ok(Self { path, source, sources })
    }

    /// The file for the model in the folder `to`: the nearest one in or above the folder, or a new one.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be read.
    pub fn for_model(directory: &Path, to: &Path) -> Result<Self, Diagnostics> {
        let nearest = input::nearest(&directory.join(to), FILE_NAME);
        Self::read(nearest.unwrap_or_else(|| first(directory, to)), directory)
    }

    /// The path in messages.
    pub fn shown(&self) -> &str {
        &self.source.path
    }

    /// The folder of the file, from which the paths of models start.
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// The folder of a model.
    pub fn folder_of(&self, entry: &Derived) -> PathBuf {
        plain(&self.folder().join(&entry.path))
    }

    /// The path of the folder of a model in `sources.toml`.
    pub fn path_of(&self, folder: &Path) -> String {
        match slashes(folder.strip_prefix(self.folder()).unwrap_or(folder)) {
            path if path.is_empty() => ".".to_owned(),
            path => path,
        }
    }

    /// Adds or replaces models with their packages, removes the models of `dropped` paths, and then removes the packages
    /// that no model uses. Other contents stay.
    ///
    /// # Errors
    ///
    /// Fails if another file is pinned with the name of a package.
    pub fn edited(
        &self,
        models: &[(Option<Pin>, Derived)],
        dropped: &[&str],
    ) -> Result<String, Diagnostics> {
        let pins = models.iter().filter_map(|(pin, _)| pin.as_ref());
        for pin in pins {
            let other = self.sources.package.iter().find(|other| other.file == pin.file);
            if other.is_some_and(|other| other.sha256 != pin.sha256) {
                let message =
                    format!("`{}` differs from the file pinned in `{}`", pin.file, self.shown());
                let help = "use the pinned file, or remove its [[package]] if the pin is wrong";
                return Err(Diagnostic::error(message).help(help).into());
            }
        }
        let edit = || {
            let mut document: DocumentMut = self.source.text.parse()?;
            edit(&mut document, models, dropped)?;
            Ok(document.to_string())
        };
        edit().map_err(|error: Box<dyn std::error::Error>| {
            failure(format!("cannot edit `{}`", self.shown()), &error)
        })
    }
}

fn edit(
    document: &mut DocumentMut,
    models: &[(Option<Pin>, Derived)],
    dropped: &[&str],
) -> Result<(), Box<dyn std::error::Error>> {
    // In a new file, packages are first.
    tables(document, "package")?;
    for (_, model) in models {
        let table = toml_edit::ser::to_document(model)?;
        set(tables(document, "model")?, "path", table.as_table());
    }
    let models_now = tables(document, "model")?;
    models_now.retain(|model| !text(model, "path").is_some_and(|path| dropped.contains(&path)));
    let used: BTreeSet<String> =
        models_now.iter().filter_map(|model| text(model, "package").map(str::to_owned)).collect();
    let packages = tables(document, "package")?;
    let is_used = |table: &Table| text(table, "file").is_some_and(|file| used.contains(file));
    for pin in models.iter().filter_map(|(pin, _)| pin.as_ref()) {
        let table = toml_edit::ser::to_document(pin)?;
        let is_known = packages.iter().any(|known| text(known, "file") == Some(&pin.file));
        // A new version takes the place of the old one, with its comments.
        let unused = packages.iter().position(|known| !is_used(known)).filter(|_| !is_known);
        match unused.and_then(|index| packages.get_mut(index)) {
            Some(unused) => replace(unused, table.as_table()),
            None => set(packages, "file", table.as_table()),
        }
    }
    packages.retain(is_used);
    for name in ["model", "package"] {
        if document
            .get(name)
            .and_then(Item::as_array_of_tables)
            .is_some_and(ArrayOfTables::is_empty)
        {
            document.remove(name);
        }
    }
    Ok(())
}

/// The path of a new `sources.toml`: in the folder `models` above the model, where `verify` looks for it, or else
/// beside the model.
fn first(directory: &Path, to: &Path) -> PathBuf {
    let models = to.ancestors().find(|above| above.ends_with(MODELS));
    directory.join(models.unwrap_or(to)).join(FILE_NAME)
}

/// An array of tables, which is created if it is missing.
fn tables<'d>(document: &'d mut DocumentMut, name: &str) -> Result<&'d mut ArrayOfTables, String> {
    let none = || Item::ArrayOfTables(ArrayOfTables::new());
    let tables = document.entry(name).or_insert_with(none).as_array_of_tables_mut();
    tables.ok_or_else(|| format!("`{name}` must be written as [[{name}]]"))
}

fn text<'t>(table: &'t Table, key: &str) -> Option<&'t str> {
    table.get(key)?.as_str()
}

/// Replaces the table with the same `key` in an array of tables, or appends it.
fn set(tables: &mut ArrayOfTables, key: &str, table: &Table) {
    let same = tables.iter().position(|other| text(other, key) == text(table, key));
    match same.and_then(|index| tables.get_mut(index)) {
        Some(other) => replace(other, table),
        None => tables.push(table.clone()),
    }
}

/// Replaces the entries of a table. Entries that do not change keep their layout and comments.
fn replace(old: &mut Table, new: &Table) {
    let removed: Vec<String> =
        old.iter().map(|(key, _)| key.to_owned()).filter(|key| !new.contains_key(key)).collect();
    for key in removed {
        old.remove(&key);
    }
    for (key, item) in new {
        let same = |old: &Item| old.to_string().trim() == item.to_string().trim();
        if !old.get(key).is_some_and(same) {
            old.insert(key, item.clone());
        }
    }
}
