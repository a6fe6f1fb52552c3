//! `sources.toml`: the origin of committed models.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Component, Path};
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source};
use serde::{Deserialize, Serialize};

use super::package::Identity;
use crate::input;

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

impl std::fmt::Display for Pin {
    /// The name and version, such as `botocore 1.29.67`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.name, self.version)
    }
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

/// An imported model. It comes from a package, or from files whose origin is stated in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Derived {
    /// The folder, relative to `sources.toml`.
    pub path: String,
    /// The file name of its package.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub package: Option<String>,
    /// The origin of the files in words, for a model without a package.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The digests of the files at their origin, by name, for a model without a package.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, String>,
    /// The service in the package.
    pub service: String,
    /// The API version.
    pub api_version: String,
    /// Whether the import stripped the documentation.
    #[serde(default)]
    pub strip_docs: bool,
    /// The operations in the imported files. Without them, the whole model is imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operations: Option<BTreeSet<String>>,
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
    hmac_sha256::Hash::hash(bytes).iter().fold(String::new(), |mut text, byte| {
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
        for model in
            self.model.iter().filter(|model| model.package.is_some() == model.origin.is_some())
        {
            let message = format!("`{shown}`: `{}` needs a `package` or an `origin`", model.path);
            errors.push(Diagnostic::error(message).help("keep one of the two keys"));
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
