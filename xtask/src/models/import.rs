//! `cargo xtask models import` and `import-page`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_codegen::frontend::{self, ModelFiles};

use super::derive::{self, Imported, Origin, Upstream};
use super::package::{ModelName, Package, name_of};
use super::sources::{Derived, Pin};
use super::sources_file::SourcesFile;
use crate::cli::{Import, ImportPage, OneModel};
use crate::{Outcome, Terminal, failure, input, slashes, write};

/// Imports a model into a folder.
///
/// # Errors
///
/// Fails if there is no such model, or if its files are invalid.
pub fn model(args: &Import, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let found = find(&args.model, &terminal.directory)?;
    let entry = Derived {
        strip_docs: args.strip_docs,
        operations: operations(&args.operations),
        allow_unknown_keys: found.files.allowed.clone(),
        ..Derived::default()
    };
    // Pin first, so that a failure leaves no files behind.
    let (imported, pin) = if args.pin || args.origin.is_some() {
        let upstream = upstream(&found, args, &terminal.directory)?;
        let (imported, derived) = upstream.derive(&entry)?;
        (imported, Some(pinned(&upstream.origin, derived, args, &terminal.directory)?))
    } else {
        (derive::import(&found.files, &entry)?, None)
    };
    let folder = terminal.directory.join(&args.to);
    reject_other_models(&folder, args, &imported)?;
    write::refuse_folders(&folder, imported.keys().copied())?;
    for (name, text) in &imported {
        write::file(&folder.join(name), text)?;
    }
    terminal.print_line(&summary(args, &found, &imported))?;
    if let Some((path, text)) = pin {
        write::file(&path, &text)?;
        let shown = path.strip_prefix(&terminal.directory).unwrap_or(&path);
        let package = args.model.path.file_name().unwrap_or_default().to_string_lossy();
        terminal.print_line(&format!("{}: pinned {package}", slashes(shown)))?;
    }
    Ok(Outcome::Fine)
}

/// The names of `--operations`. `None` for the whole model.
pub fn operations(names: &[String]) -> Option<BTreeSet<String>> {
    let names: BTreeSet<String> =
        names.iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
    (!names.is_empty() && !names.contains("all")).then_some(names)
}

/// The written files, and the files of a single model that they were made from.
fn summary(args: &Import, found: &Found, imported: &Imported) -> String {
    let names: Vec<_> = imported.keys().copied().collect();
    let wrote = format!("{}: wrote {}", slashes(&args.to), names.join(", "));
    match &found.from {
        Some((_, name)) if args.model.service.is_some() => format!("{wrote} of {name}"),
        Some(_) => wrote,
        None => {
            let files = found.files.sources();
            let files: Vec<&str> =
                files.map(|file| file.path.rsplit('/').next().unwrap_or_default()).collect();
            format!("{wrote} from {}", files.join(", "))
        }
    }
}

/// Rejects a folder with files of another model, which would become part of this one. A documentation file may stay if
/// documentation is stripped: it is hand-written then.
fn reject_other_models(
    folder: &Path,
    args: &Import,
    imported: &Imported,
) -> Result<(), Diagnostics> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let is_other = |name: &String| {
        let is_docs = frontend::is_docs_file(name) && args.strip_docs;
        frontend::is_model_file(name) && !imported.contains_key(&**name) && !is_docs
    };
    let mut others: Vec<String> = names.filter(is_other).collect();
    others.sort();
    if others.is_empty() {
        return Ok(());
    }
    let message =
        format!("`{}` has files of another model: {}", slashes(&args.to), others.join(", "));
    Err(Diagnostic::error(message).help("delete the files, or choose another folder").into())
}

/// A model named by arguments.
pub struct Found {
    /// Its files.
    pub files: ModelFiles,
    /// Its package and its name there. `None` for a single file.
    pub from: Option<(Package, ModelName)>,
}

/// The model with its origin: its package, or the words of `--origin`.
fn upstream(found: &Found, args: &Import, directory: &Path) -> Result<Upstream, Diagnostics> {
    let path = directory.join(&args.model.path);
    let shown = slashes(&args.model.path);
    let name = match &found.from {
        Some((_, name)) => name.clone(),
        None => derive::name_of_files(&path, &found.files)?,
    };
    let origin = match (&args.origin, &found.from) {
        (Some(words), _) => Origin::Files(words.clone()),
        (None, Some((package, _))) => {
            let identity = package.identity().ok_or_else(|| derive::no_pin(&shown))?;
            Origin::Package(Pin::of(&path, identity)?)
        }
        (None, None) => return Err(derive::no_pin(&shown)),
    };
    Ok(Upstream { files: found.files.clone(), name, origin })
}

/// The path and new text of the `sources.toml` that pins the model.
fn pinned(
    origin: &Origin,
    derived: Derived,
    args: &Import,
    directory: &Path,
) -> Result<(PathBuf, String), Diagnostics> {
    let file = SourcesFile::for_model(directory, &args.to)?;
    let derived = Derived { path: file.path_of(&directory.join(&args.to)), ..derived };
    let pin = match origin {
        Origin::Package(pin) => Some(pin.clone()),
        Origin::Files(_) => None,
    };
    let text = file.edited(&[(pin, derived)], &[])?;
    Ok((file.path, text))
}

/// Finds the model that the arguments name.
///
/// # Errors
///
/// Fails if there is no such model, or if its files cannot be read.
pub fn find(args: &OneModel, directory: &Path) -> Result<Found, Diagnostics> {
    let path = directory.join(&args.path);
    let shown = slashes(&args.path);
    let allowed = args.allow_unknown_keys.iter().cloned().collect();
    if Package::is_at(&path) {
        let package = Package::open(&path, shown)?;
        let name = package.pick(args.service.as_deref(), args.api_version.as_deref())?.clone();
        let files = ModelFiles { allowed, ..package.files(&name)? };
        return Ok(Found { files, from: Some((package, name)) });
    }
    let files = ModelFiles { allowed, ..input::model(&path, &shown)? };
    if args.service.is_some() || args.api_version.is_some() {
        check_options(args, &files, &path)?;
    }
    Ok(Found { files, from: None })
}

/// Checks `--service` and `--api-version` for a single file, which does not need them.
fn check_options(args: &OneModel, files: &ModelFiles, path: &Path) -> Result<(), Diagnostics> {
    let version = frontend::load(files)?.service.api_version;
    let error = |property: &str, found: &str, wanted: &str| {
        let shown = slashes(&args.path);
        let message = format!("`{shown}` has {property} `{found}`, not `{wanted}`");
        Err(Diagnostic::error(message).into())
    };
    match &args.api_version {
        Some(wanted) if *wanted != version => return error("version", &version, wanted),
        _ => {}
    }
    // The folder names the service. In other folders the option cannot be checked.
    let name = name_of(&slashes(&path.canonicalize().unwrap_or_default()));
    match (name.filter(|name| name.version == version), &args.service) {
        (Some(name), Some(wanted)) if name.service != *wanted => {
            error("service", &name.service, wanted)
        }
        _ => Ok(()),
    }
}

/// Converts a published page to a change document.
///
/// # Errors
///
/// Fails if the text is not a change page.
pub fn page(args: &ImportPage, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let source = input::read(&terminal.directory.join(&args.page), slashes(&args.page))?;
    let document = input::page(&source)?;
    let mut text = serde_json::to_string_pretty(&document)
        .map_err(|error| failure("cannot write the change document", &error))?;
    text.push('\n');
    write::file(&terminal.directory.join(&args.to), &text)?;
    terminal.print_line(&format!(
        "{}: {} operations of {}",
        slashes(&args.to),
        document.operations.len(),
        document.service
    ))?;
    Ok(Outcome::Fine)
}
