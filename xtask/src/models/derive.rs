//! Imports a model in memory: its committed files, and its entry in `sources.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_codegen::frontend::{self, ImportOptions, ModelFiles, plain_name};

use super::package::{ModelName, name_of, published_name};
use super::sources::{Derived, Pin, digest};
use crate::slashes;

/// The committed files of a model, by name.
pub type Imported = BTreeMap<&'static str, String>;

/// The origin of a model.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A pinned package.
    Package(Pin),
    /// Files, with their origin in words.
    Files(String),
}

/// A model at its origin.
#[derive(Debug)]
pub struct Upstream {
    /// Its files.
    pub files: ModelFiles,
    /// Its service and version there.
    pub name: ModelName,
    /// The origin.
    pub origin: Origin,
}

impl Upstream {
    /// The pin of the package, for a model from a package.
    pub fn pin(&self) -> Option<&Pin> {
        match &self.origin {
            Origin::Package(pin) => Some(pin),
            Origin::Files(_) => None,
        }
    }

    /// Imports the model with the options of an entry, whose other values are replaced. The path stays.
    ///
    /// # Errors
    ///
    /// Fails if the files are not a model.
    pub fn derive(&self, entry: &Derived) -> Result<(Imported, Derived), Diagnostics> {
        let files = self.allowing(&entry.allow_unknown_keys)?;
        let imported = import(&files, entry)?;
        let sha256 =
            imported.iter().map(|(name, text)| ((*name).to_owned(), digest(text.as_bytes())));
        let derived = Derived {
            package: None,
            origin: None,
            files: BTreeMap::new(),
            service: self.name.service.clone(),
            api_version: self.name.version.clone(),
            allow_unknown_keys: files.allowed.clone(),
            sha256: sha256.collect(),
            ..entry.clone()
        };
        let derived = match &self.origin {
            Origin::Package(pin) => Derived { package: Some(pin.file.clone()), ..derived },
            Origin::Files(words) => {
                let files = files.sources().map(|source| {
                    let name = source.path.rsplit('/').next().unwrap_or_default();
                    (
                        plain_name(name).to_owned(),
                        digest(source.text.replace("\r\n", "\n").as_bytes()),
                    )
                });
                Derived { origin: Some(words.clone()), files: files.collect(), ..derived }
            }
        };
        Ok((imported, derived))
    }

    /// The files, and the allowed unknown keys that occur in them.
    fn allowing(&self, keys: &BTreeSet<String>) -> Result<ModelFiles, Diagnostics> {
        let mut files = self.files.clone();
        if !keys.is_empty() {
            let counted = frontend::count(&files)?;
            let is_there =
                |name: &&String| counted.keys().any(|(level, key)| **name == level.key(key));
            files.allowed = keys.iter().filter(is_there).cloned().collect();
        }
        Ok(files)
    }
}

/// The committed files of a model, with the options of its entry in `sources.toml`.
///
/// # Errors
///
/// Fails if the files are not a model, or have none of the operations.
pub fn import(files: &ModelFiles, entry: &Derived) -> Result<Imported, Diagnostics> {
    let options =
        ImportOptions { strip_docs: entry.strip_docs, operations: entry.operations.clone() };
    frontend::import(files, &options)
}

/// The service and version of a model in a plain file or folder: from the names of files and folders, or else from the
/// model.
///
/// # Errors
///
/// Fails if the files are not a model.
pub fn name_of_files(path: &Path, files: &ModelFiles) -> Result<ModelName, Diagnostics> {
    let model = frontend::load(files)?;
    let version = &model.service.api_version;
    let file = files.api.base.path.rsplit('/').next().unwrap_or_default();
    let folder = path.canonicalize().unwrap_or_default();
    let folder = if folder.is_dir() { folder.join(file) } else { folder };
    let named = published_name(file).or_else(|| name_of(&slashes(&folder)));
    if let Some(name) = named.filter(|name| name.version == *version) {
        return Ok(name);
    }
    let service = model.service.sdk_id.as_ref().unwrap_or(&model.service.full_name);
    Ok(ModelName { service: service_word(service), version: version.clone() })
}

/// A service as a word for folders and modules: lower case, with `_` for other characters.
pub fn service_word(service: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    service.chars().map(plain).collect()
}

/// Refuses to pin a package whose file name is not that of its metadata.
pub fn no_pin(shown: &str) -> Diagnostics {
    Diagnostic::error(format!("cannot pin `{shown}`"))
        .help(
            "state its origin with --origin, or pin a wheel or sdist of `cargo xtask models fetch`",
        )
        .into()
}
