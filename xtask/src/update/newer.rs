//! The package, folder or file that an update takes models from.

use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_codegen::frontend::ModelFiles;

use crate::models::derive::{self, Origin, Upstream};
use crate::models::fetch;
use crate::models::package::{ModelName, Package};
use crate::models::sources::{Derived, Pin};
use crate::{Terminal, input, slashes};

/// The package that is fetched if the user names none.
pub const DEFAULT: &str = "botocore";

/// The models of a package, folder or file.
pub struct Newer {
    /// The path in messages.
    pub shown: String,
    models: Models,
    /// The pin of a wheel or sdist.
    pub pin: Option<Pin>,
    /// The origin of files in words, if the user states one.
    words: Option<String>,
}

enum Models {
    Package(Package),
    File(ModelFiles, ModelName),
}

/// Whether an argument names the package botocore, with or without a version.
pub fn is_botocore(named: &str) -> bool {
    named == DEFAULT || named.starts_with("botocore==")
}

/// The path of a named source, which is fetched if it is a package such as `botocore==1.29.67`.
///
/// # Errors
///
/// Fails if there is no such file or folder, or if the download fails.
pub fn locate(
    named: &str,
    python: Option<&Path>,
    home: &Path,
    terminal: &mut Terminal,
) -> Result<PathBuf, Diagnostics> {
    let path = terminal.directory.join(named);
    if path.exists() {
        return Ok(path);
    }
    if is_botocore(named) {
        return fetch::wheel(named, python, home, terminal);
    }
    let error = Diagnostic::error(format!("there is no `{named}`"));
    Err(error
        .help("name a model, a package of models, or `botocore==1.29.67` to download one")
        .into())
}

impl Newer {
    /// Opens a package, folder or file.
    ///
    /// # Errors
    ///
    /// Fails if it contains no model, or if it cannot be read.
    pub fn open(
        path: &Path,
        words: Option<&String>,
        directory: &Path,
    ) -> Result<Self, Diagnostics> {
        let shown = slashes(path.strip_prefix(directory).unwrap_or(path));
        let words = words.cloned();
        if !Package::is_at(path) {
            let files = input::model(path, &shown)?;
            let name = derive::name_of_files(path, &files)?;
            return Ok(Self { shown, models: Models::File(files, name), pin: None, words });
        }
        let package = Package::open(path, shown.clone())?;
        let pin = match package.identity() {
            Some(identity) => Some(Pin::of(path, identity)?),
            None if path.is_dir() => None,
            None => return Err(derive::no_pin(&shown)),
        };
        Ok(Self { shown, models: Models::Package(package), pin, words })
    }

    /// The name in messages, such as `botocore 1.29.67`.
    pub fn title(&self) -> String {
        match &self.pin {
            Some(pin) => pin.to_string(),
            None => self.shown.clone(),
        }
    }

    /// The model of an entry in `sources.toml`: the same version, or else the newest. `None` if there is no such service.
    ///
    /// # Errors
    ///
    /// Fails if the files cannot be read, or if their origin is unknown.
    pub fn model(&self, entry: &Derived) -> Result<Option<Upstream>, Diagnostics> {
        self.pick(&entry.service, Some(&entry.api_version), entry.origin.as_ref())
    }

    /// The model of a service: of this version if there is one, or else the newest. `words` is the origin of files for
    /// which the user states none.
    ///
    /// # Errors
    ///
    /// As [`model`](Self::model).
    pub fn pick(
        &self,
        service: &str,
        version: Option<&str>,
        words: Option<&String>,
    ) -> Result<Option<Upstream>, Diagnostics> {
        let (files, name) = match &self.models {
            Models::File(files, name) if name.service == service => (files.clone(), name.clone()),
            Models::Package(package) => {
                let mut versions: Vec<&ModelName> =
                    package.models().filter(|name| name.service == service).collect();
                versions.sort();
                let same = versions.iter().find(|name| Some(name.version.as_str()) == version);
                let Some(name) = same.or(versions.last()) else { return Ok(None) };
                (package.files(name)?, (*name).clone())
            }
            Models::File(..) => return Ok(None),
        };
        let origin = match (&self.pin, self.words.as_ref().or(words)) {
            (Some(pin), _) => Origin::Package(pin.clone()),
            (None, Some(words)) => Origin::Files(words.clone()),
            (None, None) => return Err(derive::no_pin(&self.shown)),
        };
        Ok(Some(Upstream { files, name, origin }))
    }
}
