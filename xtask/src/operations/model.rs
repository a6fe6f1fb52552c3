//! The models that an edited manifest needs: partial ones with other operations, and those of new services.

use std::collections::BTreeSet;
use std::path::Path;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_codegen::frontend::ModelFiles;

use crate::codegen::plan;
use crate::edits::Edits;
use crate::manifest::{Manifest, Service, plain};
use crate::models::MODELS;
use crate::models::derive::{Origin, Upstream, service_word};
use crate::models::fetch;
use crate::models::package::{ModelName, Package};
use crate::models::pinned::{Pinned, users};
use crate::models::sources::{Derived, Pin};
use crate::models::sources_file::SourcesFile;
use crate::update::newer;
use crate::update::replacement::{self, Replacement};
use crate::{Terminal, input, slashes};

/// Imports partial models again whose operations the manifest has changed.
///
/// # Errors
///
/// Fails if the package of a model cannot be fetched, or does not have the operations.
pub fn adapt(
    manifest: &Manifest,
    pinned: &Pinned,
    python: Option<&Path>,
    edits: &mut Edits,
    terminal: &mut Terminal,
) -> Result<Vec<Replacement>, Diagnostics> {
    let mut replacements = Vec::new();
    for (file, entry) in pinned.models() {
        let folder = file.folder_of(entry);
        let (Some(old), Some(new)) =
            (&entry.operations, pinned.operations(manifest, &folder, entry))
        else {
            continue;
        };
        if users(manifest, &folder).is_empty() || *old == new {
            continue;
        }
        let replacement = if new.is_subset(old) {
            let upstream = committed(manifest, file, entry)?;
            let mut replacement =
                replacement::plan(manifest, file, (entry, Some(new)), upstream, edits)?;
            replacement.new.files.clone_from(&entry.files);
            replacement
        } else {
            let upstream = whole(manifest, file, entry, python, terminal)?;
            replacement::plan(manifest, file, (entry, Some(new)), upstream, edits)?
        };
        replacements.push(replacement);
    }
    Ok(replacements)
}

/// The operations of a model. Of a partial model, the package is asked if it is there.
///
/// # Errors
///
/// Fails if the model cannot be read.
pub fn operations_of(
    manifest: &Manifest,
    pinned: &Pinned,
    service: &Service,
) -> Result<BTreeSet<String>, Diagnostics> {
    let partial = pinned.models().find(|(file, entry)| {
        let users = users(manifest, &file.folder_of(entry));
        entry.operations.is_some() && users.iter().any(|user| std::ptr::eq(*user, service))
    });
    let mut input = plan::request(manifest, service)?.input;
    if let Some((file, entry)) = partial
        && let Some(pin) = pin(file, entry)
        && let Some(path) = fetch::kept(pin, &plain(&manifest.root))?
    {
        let package = Package::open(&path, pin.file.clone())?;
        let name = package.pick(Some(&entry.service), Some(&entry.api_version))?;
        input.model = ModelFiles { allowed: input.model.allowed, ..package.files(name)? };
    }
    let (model, _) = input.load()?;
    Ok(model.operations.into_keys().collect())
}

/// A committed partial model, of which an import takes fewer operations.
fn committed(
    manifest: &Manifest,
    file: &SourcesFile,
    entry: &Derived,
) -> Result<Upstream, Diagnostics> {
    let folder = file.folder_of(entry);
    let shown = slashes(folder.strip_prefix(plain(&manifest.root)).unwrap_or(&folder));
    let mut files = input::model(&folder, &shown)?;
    // The documentation may be written by hand.
    files.docs = files
        .docs
        .filter(|docs| entry.sha256.keys().any(|name| docs.path.ends_with(&format!("/{name}"))));
    let origin = match (pin(file, entry), &entry.origin) {
        (Some(pin), _) => Origin::Package(pin.clone()),
        (None, words) => Origin::Files(words.clone().unwrap_or_default()),
    };
    let name = ModelName { service: entry.service.clone(), version: entry.api_version.clone() };
    Ok(Upstream { files, name, origin })
}

fn pin<'f>(file: &'f SourcesFile, entry: &Derived) -> Option<&'f Pin> {
    file.sources.package.iter().find(|pin| Some(&pin.file) == entry.package.as_ref())
}

/// The whole model of a pinned package.
fn whole(
    manifest: &Manifest,
    file: &SourcesFile,
    entry: &Derived,
    python: Option<&Path>,
    terminal: &mut Terminal,
) -> Result<Upstream, Diagnostics> {
    let Some(pin) = pin(file, entry) else {
        let message =
            format!("`{}` has only some operations, and is not from a package", entry.path);
        let help =
            "import the model again with the operations: `cargo xtask models import --operations`";
        return Err(Diagnostic::error(message).help(help).into());
    };
    let path = fetch::pinned(pin, python, &plain(&manifest.root), terminal)?;
    let package = Package::open(&path, pin.file.clone())?;
    let name = package.pick(Some(&entry.service), Some(&entry.api_version))?.clone();
    Ok(Upstream { files: package.files(&name)?, name, origin: Origin::Package(pin.clone()) })
}

/// A service that is new in the manifest.
pub struct NewService {
    /// The service as a word for folders and modules.
    pub word: String,
    /// The folder of the model, from the folder of the manifest.
    pub model: String,
    /// Its import, unless the model is there already.
    pub replacement: Option<Replacement>,
}

/// Takes in the model of a service: that in `sources.toml`, or else that of the pinned package with the most models, or
/// else that of the newest botocore. With `operations`, only these are imported.
///
/// # Errors
///
/// Fails if the package cannot be fetched, or has no such service.
pub fn take_in(
    manifest: &Manifest,
    pinned: &mut Pinned,
    service: &str,
    partial: Derived,
    python: Option<&Path>,
    (edits, terminal): (&mut Edits, &mut Terminal),
) -> Result<NewService, Diagnostics> {
    let root = plain(&manifest.root);
    let word = service_word(service);
    let known = pinned.models().find(|(_, entry)| entry.service == service);
    if let Some((file, entry)) = known {
        let folder = file.folder_of(entry);
        let model = slashes(folder.strip_prefix(&root).unwrap_or(&folder));
        return Ok(NewService { word, model, replacement: None });
    }
    let path = match most_used(pinned) {
        Some(pin) => fetch::pinned(pin, python, &root, terminal)?,
        None => newer::locate(newer::DEFAULT, python, &root, terminal)?,
    };
    let shown = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let package = Package::open(&path, shown.clone())?;
    let name = package.pick(Some(service), None)?.clone();
    let identity = package.identity().ok_or_else(|| crate::models::derive::no_pin(&shown))?;
    let origin = Origin::Package(Pin::of(&path, identity)?);
    let model = format!("{MODELS}/{word}/{}", name.version);
    let folder = root.join(&model);
    let file = SourcesFile::for_model(&root, model.as_ref())?;
    let upstream = Upstream { files: package.files(&name)?, name, origin };
    let entry = Derived { path: file.path_of(&folder), ..partial };
    let replacement =
        replacement::plan(manifest, &file, (&entry, entry.operations.clone()), upstream, edits)?;
    if !pinned.files.iter().any(|known| known.path == file.path) {
        pinned.files.push(file);
    }
    Ok(NewService { word, model, replacement: Some(replacement) })
}

/// The pinned package with the most models.
fn most_used(pinned: &Pinned) -> Option<&Pin> {
    let count = |pin: &&Pin| {
        pinned.models().filter(|(_, entry)| entry.package.as_ref() == Some(&pin.file)).count()
    };
    pinned.files.iter().flat_map(|file| &file.sources.package).max_by_key(count)
}
