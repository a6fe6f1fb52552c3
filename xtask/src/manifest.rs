//! `codegen.toml`: which operations of which model go where.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use farrier_codegen::DocsExtent;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Location, Source};
use serde::Deserialize;

use crate::input;

/// The name that is looked for.
const FILE_NAME: &str = "codegen.toml";

/// A manifest, and the folder that its paths start from.
#[derive(Debug)]
pub struct Manifest {
    /// The folder of the manifest.
    pub root: PathBuf,
    /// What the file says.
    pub file: File,
}

/// The text of a manifest.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Folders that hold outputs and nothing else: any other file in them is drift.
    #[serde(default)]
    pub exclusive: Vec<String>,
    /// The outputs, in order.
    #[serde(default)]
    pub output: Vec<Output>,
}

/// One crate.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// Its folder. The last part of the path is the name of the crate.
    pub path: String,
    /// The services in it.
    pub service: Vec<Service>,
}

/// A slice of one service.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The model: a folder or file.
    pub model: String,
    /// Change documents, from the oldest to the newest.
    #[serde(default)]
    pub changes: Vec<String>,
    /// The operations.
    pub operations: Operations,
    /// How much of the model's documentation goes into the output.
    #[serde(default)]
    pub docs: DocsExtent,
    /// Keys of the model that farrier does not know and that are passed over, each as `level.key`.
    #[serde(default, rename = "allow-unknown-keys")]
    pub allow_unknown_keys: BTreeSet<String>,
}

/// `"all"`, `"changed"`, or a list of names.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "`operations` is \"all\", \"changed\", or a list of names")]
pub enum Operations {
    /// One of the two words.
    Word(Word),
    /// Names.
    Names(Vec<String>),
}

/// A choice of operations that needs no names.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Word {
    /// Every operation of the model.
    All,
    /// Those that the change documents name.
    Changed,
}

impl Manifest {
    /// Reads `path`, or else the `codegen.toml` in `directory` or the nearest folder above.
    ///
    /// # Errors
    ///
    /// Fails if there is none, or if it is not a manifest.
    pub fn find(path: Option<&Path>, directory: &Path) -> Result<Self, Diagnostics> {
        let file = match path {
            Some(path) => directory.join(path),
            None => directory
                .ancestors()
                .map(|folder| folder.join(FILE_NAME))
                .find(|file| file.is_file())
                .ok_or_else(|| {
                    Diagnostic::error(format!("there is no {FILE_NAME} here or in a folder above"))
                        .help("write one, or try a model with --model, --operations and --out")
                })?,
        };
        let shown = path.map_or_else(|| FILE_NAME.to_owned(), |path| path.display().to_string());
        let source = input::read(&file, shown)?;
        let root = file.parent().unwrap_or(directory).to_owned();
        Ok(Self { root, file: parse(&source)? })
    }
}

/// The folder of the manifest, or `directory` itself where there is none.
pub fn root(directory: &Path) -> PathBuf {
    let found = directory.ancestors().find(|folder| folder.join(FILE_NAME).is_file());
    found.unwrap_or(directory).to_owned()
}

fn parse(source: &Arc<Source>) -> Result<File, Diagnostics> {
    let file: File = toml::from_str(&source.text).map_err(|error| {
        let diagnostic =
            Diagnostic::error(format!("{} cannot be read: {}", source.path, error.message()));
        diagnostic.at(Location::span(source, error.span().unwrap_or(0..0)))
    })?;
    for output in &file.output {
        if output.service.len() != 1 {
            let message = format!(
                "output `{}` has {} services, and a crate is of one",
                output.path,
                output.service.len()
            );
            return Err(Diagnostic::error(message).into());
        }
    }
    for (index, output) in file.output.iter().enumerate() {
        let path = Path::new(&output.path);
        let within = |other: &&Output| {
            path.starts_with(&other.path) || Path::new(&other.path).starts_with(path)
        };
        if let Some(other) = file.output.iter().take(index).find(within) {
            let message =
                format!("outputs `{}` and `{}` lie in each other", other.path, output.path);
            return Err(Diagnostic::error(message).into());
        }
    }
    if file.output.is_empty() {
        return Err(Diagnostic::error(format!("{} lists no [[output]]", source.path)).into());
    }
    Ok(file)
}
