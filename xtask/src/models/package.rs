//! Packages of models: a botocore wheel or sdist, or a folder tree.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source, did_you_mean};
use farrier_codegen::frontend::{ModelFiles, is_api_file, is_model_file, plain_name};
use walkdir::WalkDir;

use super::date;
use super::sdist::{self, Unpacked};
use super::wheel::{Wheel, WheelError};
use crate::{failure, input, join_names, slashes};

/// The maximum depth of models below a folder. An unpacked sdist has five levels.
const MAX_DEPTH: usize = 6;

/// The maximum size of a package's metadata.
const MAX_METADATA: u64 = 1 << 20;

/// The end of the path of a wheel's metadata.
const METADATA: &str = ".dist-info/METADATA";

/// The maximum number of names in a message.
const LISTED: usize = 12;

/// A service and its API version, taken from folder names.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ModelName {
    /// The service, such as `backup`.
    pub service: String,
    /// The API version, such as `2018-11-15`. Empty for a model directly in the folder of its service.
    pub version: String,
}

/// The name and version in the metadata of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The name, such as `botocore`.
    pub name: String,
    /// The version, such as `1.29.67`.
    pub version: String,
}

impl fmt::Display for ModelName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.service)?;
        if self.version.is_empty() { Ok(()) } else { write!(f, "/{}", self.version) }
    }
}

/// A package of many models, or a folder with a single one.
pub struct Package {
    /// The path in messages.
    pub shown: String,
    contents: Contents,
    models: BTreeMap<ModelName, At>,
}

/// The location of a model in the package.
#[derive(Clone, Debug, PartialEq, Eq)]
struct At {
    folder: String,
    /// The file, if named after the service, as published Smithy models are.
    file: Option<String>,
}

enum Contents {
    Folder {
        root: PathBuf,
        /// The paths of model files below the root.
        files: Vec<String>,
    },
    Wheel(Wheel),
    /// The compressed or plain files of models.
    Sdist(Unpacked),
}

impl Package {
    /// Whether a path is a package, and not a model file.
    pub fn is_at(path: &Path) -> bool {
        path.is_dir() || input::is_package(path)
    }

    /// Opens a wheel, an sdist or a folder.
    ///
    /// # Errors
    ///
    /// Fails if the package cannot be read, or has no models.
    pub fn open(path: &Path, shown: String) -> Result<Self, Diagnostics> {
        let unreadable =
            |error: &dyn fmt::Display| failure(format!("cannot read `{shown}`"), error);
        let contents = if path.is_dir() {
            folder(path).map_err(|error| unreadable(&error))?
        } else if input::is_wheel(path) {
            let file = input::open(path, &shown)?;
            open_wheel(file).map_err(|error| unreadable(&error))?
        } else {
            let file = input::open(path, &shown)?;
            open_sdist(file).map_err(|error| unreadable(&error))?
        };
        let models = Self::names(&shown, &contents)?;
        Ok(Self { shown, contents, models })
    }

    /// The models among the files.
    fn names(shown: &str, contents: &Contents) -> Result<BTreeMap<ModelName, At>, Diagnostics> {
        let mut models: BTreeMap<ModelName, At> = BTreeMap::new();
        for path in contents.paths() {
            let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
            let published = published_name(file);
            let named = published.is_some().then(|| plain_name(file).to_owned());
            let Some(name) = published.or_else(|| contents.name_of(path)) else { continue };
            let at = At { folder: folder.to_owned(), file: named };
            match models.get(&name) {
                Some(other) if *other != at => {
                    let other = &other.folder;
                    let message =
                        format!("`{shown}` has {name} in two folders: `{other}` and `{folder}`");
                    return Err(Diagnostic::error(message).into());
                }
                _ => models.insert(name, at),
            };
        }
        if models.is_empty() {
            let error = Diagnostic::error(format!("`{shown}` contains no model"));
            let help = "expected `service-2.json` or `api-2.json` in a folder SERVICE/VERSION, or Smithy's \
                        `SERVICE-VERSION.json`";
            return Err(error.help(help).into());
        }
        Ok(models)
    }

    /// The models, by name.
    pub fn models(&self) -> impl ExactSizeIterator<Item = &ModelName> {
        self.models.keys()
    }

    /// The names of the services.
    pub fn services(&self) -> BTreeSet<&str> {
        self.models().map(|name| &*name.service).collect()
    }

    /// The name and version of the package. Folders have none.
    pub fn identity(&self) -> Option<Identity> {
        let text = match &self.contents {
            Contents::Folder { .. } => return None,
            Contents::Wheel(wheel) => {
                let path = wheel.paths().find(|path| path.ends_with(METADATA))?;
                let text = wheel.read(path, |file| io::read_to_string(file.take(MAX_METADATA)));
                text.ok()??.ok()?
            }
            Contents::Sdist(Unpacked { files, .. }) => {
                let is_metadata = |name: &&String| name.split('/').skip(1).eq(["PKG-INFO"]);
                let name = files.keys().find(is_metadata)?;
                String::from_utf8_lossy(files.get(name)?).into_owned()
            }
        };
        // The fields end at the first empty line. The description after it may contain anything.
        let field = |key: &str| {
            let mut lines = text.lines().take_while(|line| !line.is_empty());
            lines.find_map(|line| line.strip_prefix(key)).map(|value| value.trim().to_owned())
        };
        Some(Identity { name: field("Name:")?, version: field("Version:")? })
    }

    /// The day of the newest file in the package, such as `2023-02-08`. Folders have none.
    pub fn date(&self) -> Option<String> {
        match &self.contents {
            // Archives without times have the time 0.
            Contents::Folder { .. } | Contents::Sdist(Unpacked { newest: 0, .. }) => None,
            Contents::Wheel(wheel) => wheel.newest.map(date::of_day),
            Contents::Sdist(unpacked) => Some(date::of_seconds(unpacked.newest)),
        }
    }

    /// Picks the model of a service, by default of its newest version. A package of a single service needs no name.
    ///
    /// # Errors
    ///
    /// Fails if there is no such model, or if the package has several services and none is named.
    pub fn pick(
        &self,
        service: Option<&str>,
        version: Option<&str>,
    ) -> Result<&ModelName, Diagnostics> {
        let services = self.services();
        let service = match (service, services.first()) {
            (Some(service), _) => service,
            (None, Some(only)) if services.len() == 1 => only,
            (None, _) => {
                let message = format!(
                    "`{}` has {} services; choose one with --service, or as PACKAGE/SERVICE",
                    self.shown,
                    services.len()
                );
                return Err(Diagnostic::error(message).help(list(&services)).into());
            }
        };
        let versions: BTreeSet<&str> = self
            .models()
            .filter(|name| name.service == service)
            .map(|name| &*name.version)
            .collect();
        let Some(newest) = versions.last() else {
            let error = Diagnostic::error(format!("`{}` has no service `{service}`", self.shown));
            return Err(match did_you_mean(service, services.iter().copied()) {
                Some(known) => error.help(format!("did you mean `{known}`?")).into(),
                None => error.help(list(&services)).into(),
            });
        };
        let wanted = version.unwrap_or(newest);
        let found = self.models().find(|name| name.service == service && name.version == wanted);
        found.ok_or_else(|| {
            let message = format!("`{}` has no version `{wanted}` of `{service}`", self.shown);
            Diagnostic::error(message).help(list(&versions)).into()
        })
    }

    /// Reads the files of a model.
    ///
    /// # Errors
    ///
    /// Fails if a file cannot be read.
    pub fn files(&self, name: &ModelName) -> Result<ModelFiles, Diagnostics> {
        let at = self.models.get(name);
        let folder = at.map_or("", |at| &at.folder);
        let named = at.and_then(|at| at.file.as_deref());
        let found = ModelFiles::find(named, |file| self.read(folder, file))?;
        found.ok_or_else(|| Diagnostic::error(format!("`{}` has no {name}", self.shown)).into())
    }

    /// Reads a file, plain or compressed. `None` if there is no such file.
    fn read(&self, folder: &str, file: &str) -> Result<Option<Arc<Source>>, Diagnostics> {
        let in_archive = |file: &str| match folder {
            "" => file.to_owned(),
            folder => format!("{folder}/{file}"),
        };
        let shown = |path: &str| format!("{}/{path}", self.shown);
        match &self.contents {
            Contents::Folder { root, .. } => {
                input::in_folder(&root.join(folder), &Path::new(&self.shown).join(folder), file)
            }
            Contents::Wheel(wheel) => input::plain_or_compressed(file, |file| {
                let path = in_archive(file);
                let text = wheel.read(&path, |bytes| input::text(bytes, shown(&path)));
                let unreadable = |error| failure(format!("cannot read `{}`", shown(&path)), &error);
                text.map_err(unreadable)?.transpose()
            }),
            Contents::Sdist(Unpacked { files, .. }) => input::plain_or_compressed(file, |file| {
                let path = in_archive(file);
                let bytes = files.get(&path);
                bytes.map(|bytes| input::text(bytes.as_slice(), shown(&path))).transpose()
            }),
        }
    }
}

impl Contents {
    /// The paths of the files, separated by `/`.
    fn paths(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match self {
            Self::Folder { files, .. } => Box::new(files.iter().map(String::as_str)),
            Self::Wheel(wheel) => Box::new(wheel.paths()),
            Self::Sdist(Unpacked { files, .. }) => Box::new(files.keys().map(String::as_str)),
        }
    }

    /// The name of the model in a file. Folders above a folder tree may be part of it.
    fn name_of(&self, path: &str) -> Option<ModelName> {
        match self {
            Self::Folder { root, .. } => name_of(&slashes(&root.join(path))),
            Self::Wheel(_) | Self::Sdist(_) => name_of(path),
        }
    }
}

fn open_wheel(file: File) -> Result<Contents, WheelError> {
    let wheel = Wheel::open(file, |path| {
        let name = path.rsplit('/').next().unwrap_or_default();
        is_model_file(name) || published_name(name).is_some() || path.ends_with(METADATA)
    })?;
    Ok(Contents::Wheel(wheel))
}

fn open_sdist(file: File) -> io::Result<Contents> {
    let unpacked = sdist::files(file, |path| {
        let name = path.rsplit('/').next().unwrap_or_default();
        is_model_file(name) || name == "PKG-INFO"
    })?;
    Ok(Contents::Sdist(unpacked))
}

/// The texts of an sdist whose path is `wanted`, ordered by path.
///
/// # Errors
///
/// Fails if the sdist cannot be read.
pub fn texts(
    path: &Path,
    shown: &str,
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<Arc<Source>>, Diagnostics> {
    let Unpacked { files, .. } = sdist::files(input::open(path, shown)?, wanted)
        .map_err(|error| failure(format!("cannot read `{shown}`"), &error))?;
    files.into_iter().map(|(path, bytes)| input::text(bytes.as_slice(), path)).collect()
}

fn folder(root: &Path) -> io::Result<Contents> {
    // Folders above this one may name the service and the version.
    let whole = root.canonicalize()?;
    let mut files = Vec::new();
    for entry in WalkDir::new(root).max_depth(MAX_DEPTH).sort_by_file_name() {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy();
        let is_model = is_model_file(&name) || published_name(&name).is_some();
        if entry.file_type().is_file() && is_model {
            files.push(slashes(entry.path().strip_prefix(root).unwrap_or(entry.path())));
        }
    }
    Ok(Contents::Folder { root: whole, files })
}

/// The name of a model, from its folders: SERVICE/VERSION, or SERVICE alone.
pub fn name_of(file: &str) -> Option<ModelName> {
    let mut parts = file.rsplit('/');
    parts.next().filter(|name| is_api_file(name))?;
    let folder = parts.next()?;
    let is_version = folder.starts_with(|c: char| c.is_ascii_digit());
    let (service, version) = if is_version { (parts.next()?, folder) } else { (folder, "") };
    Some(ModelName { service: service.to_owned(), version: version.to_owned() })
}

/// The name of a model, from a file name that AWS uses for Smithy models: `SERVICE-VERSION.json`, with a date as the
/// version.
pub fn published_name(file: &str) -> Option<ModelName> {
    const DATE: &str = "0000-00-00";
    let stem = plain_name(file).strip_suffix(".json")?;
    let (service, version) = stem.split_at_checked(stem.len().checked_sub(DATE.len())?)?;
    let service = service.strip_suffix('-').filter(|service| !service.is_empty())?;
    let is_like =
        |(c, like): (char, char)| if like == '0' { c.is_ascii_digit() } else { c == like };
    let is_date = version.chars().zip(DATE.chars()).all(is_like);
    is_date.then(|| ModelName { service: service.to_owned(), version: version.to_owned() })
}

fn list(names: &BTreeSet<&str>) -> String {
    let names: Vec<&str> = names.iter().copied().collect();
    format!("available: {}", join_names(&names, LISTED))
}
