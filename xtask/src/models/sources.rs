//! `sources.toml`: the origin of committed models.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

use super::package::Identity;
use crate::{failure, input, slashes};

/// The name of the file.
pub const FILE_NAME: &str = "sources.toml";

/// The folder for imported models.
pub const MODELS: &str = "models";

/// The contents of `sources.toml`.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Sources {
    /// Packages with imported models.
    #[serde(default)]
    pub package: Vec<Pin>,
    /// Models imported from these packages.
    #[serde(default)]
    pub model: Vec<Derived>,
    /// Hand-written files, each with a note about its origin.
    #[serde(default)]
    pub written: BTreeMap<String, String>,
}

/// A pinned package.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// The name, such as `botocore`.
    pub name: String,
    pub version: String,
    /// The file name of the package.
    pub file: String,
    /// The digest of that file.
    pub sha256: String,
}

impl Pin {
    /// Pins the file of a wheel or sdist.
    ///
    /// # Errors
    ///
    /// Fails if the file name is not as pip writes it, or if the file cannot be read.
    pub fn of(path: &Path, identity: Identity) -> Result<Self, Diagnostics> {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Identity { name, version } = identity;
        if !file.starts_with(&format!("{name}-{version}")) {
            let message = format!("`{file}` contains {name} {version}, but has another name");
            let help = "rename the file as pip names it, since `verify` downloads the file by name";
            return Err(Diagnostic::error(message).help(help).into());
        }
        let sha256 = digest(&input::bytes(path, &file)?);
        Ok(Self { name, version, file, sha256 })
    }
}

/// An imported model.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Derived {
    /// The folder, relative to `sources.toml`.
    pub path: String,
    /// The file name of its package.
    pub package: String,
    /// The service in the package.
    pub service: String,
    /// The API version.
    pub api_version: String,
    /// Whether the import stripped the documentation.
    #[serde(default)]
    pub strip_docs: bool,
    /// Ignored unknown keys, each as `level.key`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub allow_unknown_keys: BTreeSet<String>,
    /// The digests of the imported files, by name.
    pub sha256: BTreeMap<String, String>,
}

impl Derived {
    /// The path of an imported file, relative to `sources.toml`.
    pub fn file(&self, name: &str) -> String {
        if self.path == "." { name.to_owned() } else { format!("{}/{name}", self.path) }
    }
}

/// The SHA-256 digest of bytes, in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl Sources {
    /// Parses the file.
    ///
    /// # Errors
    ///
    /// Fails if the file is malformed or contradicts itself.
    pub fn read(source: &Arc<Source>) -> Result<Self, Diagnostics> {
        let sources: Self = input::toml(source)?;
        sources.check(&source.path)?;
        Ok(sources)
    }

    /// Checks that files and models are below `sources.toml`, and listed once.
    fn check(&self, shown: &str) -> Result<(), Diagnostics> {
        let mut errors = Diagnostics::default();
        let files = self.model.iter().flat_map(|model| {
            let files = model.sha256.keys().map(|name| model.file(name));
            files.chain([model.path.clone()])
        });
        for file in files.chain(self.written.keys().cloned()) {
            let within =
                |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
            if !Path::new(&file).components().all(within) {
                errors.push(Diagnostic::error(format!(
                    "`{shown}`: `{file}` is outside of its folder"
                )));
            }
        }
        let packages = self.package.iter().map(|pin| &pin.file);
        let models = self.model.iter().map(|model| &model.path);
        for names in [packages.collect::<Vec<_>>(), models.collect()] {
            let mut seen = BTreeSet::new();
            for name in names.into_iter().filter(|name| !seen.insert(*name)) {
                errors.push(Diagnostic::error(format!("`{shown}`: duplicate entry `{name}`")));
            }
        }
        errors.finish(())
    }
}

/// The path and new text of `sources.toml` with this model added. The file is the nearest one in or above the folder
/// `to`, or a new one. Other contents stay. Messages show paths relative to `directory`.
///
/// # Errors
///
/// Fails if the file cannot be read.
pub fn with_model(
    directory: &Path,
    to: &Path,
    pin: &Pin,
    mut model: Derived,
) -> Result<(PathBuf, String), Diagnostics> {
    let folder = directory.join(to);
    let path = input::nearest(&folder, FILE_NAME).unwrap_or_else(|| first(directory, to));
    let shown = slashes(path.strip_prefix(directory).unwrap_or(&path));
    let root = path.parent().unwrap_or(Path::new(""));
    model.path = match slashes(folder.strip_prefix(root).unwrap_or(&folder)) {
        path if path.is_empty() => ".".to_owned(),
        path => path,
    };
    let source = if path.exists() {
        input::read(&path, shown.clone())?
    } else {
        Source::new(shown.clone(), "")
    };
    let sources = Sources::read(&source)?;
    let other = sources.package.iter().find(|other| other.file == pin.file);
    if other.is_some_and(|other| other.sha256 != pin.sha256) {
        let message = format!("`{}` differs from the file pinned in `{shown}`", pin.file);
        let help = "use the pinned file, or remove its [[package]] if the pin is wrong";
        return Err(Diagnostic::error(message).help(help).into());
    }
    let edit = || {
        let mut document: DocumentMut = source.text.parse()?;
        upsert(&mut document, "package", "file", toml_edit::ser::to_document(pin)?.as_table())?;
        upsert(&mut document, "model", "path", toml_edit::ser::to_document(&model)?.as_table())?;
        Ok(document.to_string())
    };
    let text = edit().map_err(|error: Box<dyn std::error::Error>| {
        failure(format!("cannot edit `{shown}`"), &error)
    })?;
    Ok((path, text))
}

/// The path of a new `sources.toml`: in the folder `models` above the model, where `verify` looks for it, or else
/// beside the model.
fn first(directory: &Path, to: &Path) -> PathBuf {
    let models = to.ancestors().find(|above| above.ends_with(MODELS));
    directory.join(models.unwrap_or(to)).join(FILE_NAME)
}

/// Replaces the table with the same `key` in an array of tables, or appends it.
fn upsert(document: &mut DocumentMut, array: &str, key: &str, table: &Table) -> Result<(), String> {
    let none = || Item::ArrayOfTables(ArrayOfTables::new());
    let tables = document.entry(array).or_insert_with(none).as_array_of_tables_mut();
    let tables = tables.ok_or_else(|| format!("`{array}` must be written as [[{array}]]"))?;
    let value = |table: &Table| table.get(key).and_then(|item| item.as_str().map(str::to_owned));
    let wanted = value(table);
    let at = tables.iter().position(|other| value(other) == wanted);
    match at.and_then(|at| tables.get_mut(at)) {
        Some(other) => other.extend(table.clone()),
        None => tables.push(table.clone()),
    }
    Ok(())
}
