//! Reads input files into memory.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use farrier_codegen::Input;
use farrier_codegen::change::{ChangeDocument, read_page};
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Location, Source, did_you_mean};
use farrier_codegen::frontend::{API_FILES, ModelFiles, plain_name};
use flate2::read::MultiGzDecoder;
use serde::de::DeserializeOwned;

use crate::edits::Edits;
use crate::{failure, join_names, slashes};

/// The maximum size of a text file in bytes, also after decompression. The largest model has an eighth of this size.
pub const MAX_BYTES: u64 = 64 << 20;

/// The maximum number of models in a message.
const MAX_NAMES: usize = 10;

/// Reads a text file, which is compressed if its name ends in `.gz`. `shown` is the name of the file in messages.
///
/// # Errors
///
/// Fails if the file cannot be read, is too large or is not UTF-8.
pub fn read(path: &Path, shown: String) -> Result<Arc<Source>, Diagnostics> {
    text(open(path, &shown)?, shown)
}

/// Opens a regular file. Pipes and devices are refused: reading them might never end.
///
/// # Errors
///
/// Fails if the path is not a file, or cannot be opened.
pub fn open(path: &Path, shown: &str) -> Result<File, Diagnostics> {
    let unreadable = |error: std::io::Error| failure(format!("`{shown}` cannot be read"), &error);
    if !path.metadata().map_err(unreadable)?.is_file() {
        return Err(Diagnostic::error(format!("`{shown}` is not a file")).into());
    }
    File::open(path).map_err(unreadable)
}

/// Reads the bytes of a file.
///
/// # Errors
///
/// Fails if the path is not a file, or cannot be read.
pub fn bytes(path: &Path, shown: &str) -> Result<Vec<u8>, Diagnostics> {
    let mut bytes = Vec::new();
    match open(path, shown)?.read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) => Err(failure(format!("`{shown}` cannot be read"), &error)),
    }
}

/// Reads a TOML file as a `T`.
///
/// # Errors
///
/// The position of the syntax error or the wrong value.
pub fn toml<T: DeserializeOwned>(source: &Arc<Source>) -> Result<T, Diagnostic> {
    toml::from_str(&source.text).map_err(|error| {
        let message = format!("`{}` cannot be read: {}", source.path, error.message());
        Diagnostic::error(message).at(Location::span(source, error.span().unwrap_or(0..0)))
    })
}

/// Finds a file by name in a folder or the nearest folder above.
pub fn nearest(folder: &Path, name: &str) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Reads text from a file or from an entry of an archive, which is compressed if its name ends in `.gz`.
///
/// # Errors
///
/// Fails if the text cannot be read, is too large or is not UTF-8.
pub fn text(bytes: impl Read, shown: String) -> Result<Arc<Source>, Diagnostics> {
    let mut text = String::new();
    let read = if Path::new(&shown).extension().is_some_and(|extension| extension == "gz") {
        MultiGzDecoder::new(bytes).take(MAX_BYTES + 1).read_to_string(&mut text)
    } else {
        bytes.take(MAX_BYTES + 1).read_to_string(&mut text)
    };
    match read {
        Ok(length) if length as u64 > MAX_BYTES => {
            let message = format!("`{shown}` is larger than {} MiB", MAX_BYTES >> 20);
            Err(Diagnostic::error(message).into())
        }
        Ok(_) => Ok(Source::new(shown, text)),
        Err(error) => Err(failure(format!("`{shown}` cannot be read"), &error)),
    }
}

/// Reads the files of a model.
///
/// `path` is a model file, the folder of a model, or a folder with a single version of a model, such as `data/dynamodb`
/// of botocore.
///
/// # Errors
///
/// Fails if there is no model or more than one, or if a file cannot be read.
pub fn model(path: &Path, shown: &str) -> Result<ModelFiles, Diagnostics> {
    edited_model(path, shown, &Edits::default())
}

/// Reads the files of a model with pending edits applied.
fn edited_model(path: &Path, shown: &str, edits: &Edits) -> Result<ModelFiles, Diagnostics> {
    if edits.is_dir(path) {
        return in_model_folder(path, shown, edits);
    }
    if is_package(path) {
        let error = Diagnostic::error(format!("`{shown}` is a package of models"));
        return Err(error
            .help("import a model from the package with `cargo xtask models import`")
            .into());
    }
    if path.symlink_metadata().is_err() {
        return Err(no_model(path, shown).into());
    }
    let named = read(path, shown.to_owned())?;
    let parent = |path| Path::parent(path).unwrap_or(Path::new(""));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = plain_name(&name);
    let found = ModelFiles::find(Some(name), |other| {
        if other == name {
            return Ok(Some(Arc::clone(&named)));
        }
        in_edited_folder(parent(path), parent(shown.as_ref()), other, edits)
    })?;
    Ok(found.unwrap_or_else(|| ModelFiles::only(named)))
}

/// The error for a path without a file. It lists the folders and files from which the path deviates.
fn no_model(path: &Path, shown: &str) -> Diagnostic {
    let error = Diagnostic::error(format!("there is no `{shown}`"));
    let mut missing = path;
    while let Some(folder) = missing.parent().filter(|folder| !folder.is_dir()) {
        missing = folder;
    }
    let (Some(folder), Some(name)) = (missing.parent(), missing.file_name()) else { return error };
    let entries = folder.read_dir().into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let depth = path.strip_prefix(missing).map_or(0, |rest| rest.components().count()) + 1;
    let within = Path::new(shown).ancestors().nth(depth).map(slashes).unwrap_or_default();
    let at =
        |name: &str| if within.is_empty() { name.to_owned() } else { format!("{within}/{name}") };
    match did_you_mean(&name.to_string_lossy(), names.iter().copied()) {
        Some(guess) => error.help(format!("did you mean `{}`?", at(guess))),
        None if within.is_empty() || names.is_empty() => {
            error.help("name a model file, or a folder that contains one")
        }
        None => error.help(format!("`{within}` contains {}", join_names(&names, MAX_NAMES))),
    }
}

/// Reads the model in a folder, or in its only subfolder with a model.
fn in_model_folder(folder: &Path, shown: &str, edits: &Edits) -> Result<ModelFiles, Diagnostics> {
    let read = |folder: &Path, shown: &str| {
        ModelFiles::find(None, |name| in_edited_folder(folder, Path::new(shown), name, edits))
    };
    if let Some(files) = read(folder, shown)? {
        return Ok(files);
    }
    let has_model = |folder: &Path| {
        let has = |name: &str| folder.join(name).is_file();
        API_FILES.iter().any(|name| has(name) || has(&format!("{name}.gz")))
    };
    let entries = folder.read_dir().map(|entries| entries.flatten().collect::<Vec<_>>());
    let mut versions: Vec<String> = entries
        .unwrap_or_default()
        .iter()
        .filter(|entry| has_model(&entry.path()))
        .map(|entry| format!("{shown}/{}", entry.file_name().to_string_lossy()))
        .collect();
    versions.sort_unstable();
    match versions.as_slice() {
        [version] => {
            let name = Path::new(version).file_name().unwrap_or_default();
            let files = read(&folder.join(name), version)?;
            files.ok_or_else(|| Diagnostic::error(format!("`{version}` contains no model")).into())
        }
        [] => {
            let error = Diagnostic::error(format!("`{shown}` contains no model ({})", api_files()));
            Err(error.help("name a model file, or a folder that contains one").into())
        }
        _ => {
            let error = Diagnostic::error(format!("`{shown}` contains several models"));
            let versions: Vec<String> =
                versions.iter().map(|version| format!("`{version}`")).collect();
            let versions: Vec<&str> = versions.iter().map(String::as_str).collect();
            Err(error.help(format!("name one of {}", join_names(&versions, MAX_NAMES))).into())
        }
    }
}

/// The file names of models, as a list for messages.
pub fn api_files() -> String {
    let names = API_FILES.map(|name| format!("`{name}`"));
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => names.concat(),
    }
}

/// Reads the model of a service and its change documents. Paths start from `root`.
///
/// # Errors
///
/// Fails if there is no model, or if a file cannot be read.
pub fn service(
    root: &Path,
    path: &Path,
    changes: &[PathBuf],
    allowed: &BTreeSet<String>,
) -> Result<Input, Diagnostics> {
    edited_service(root, path, changes, allowed, &Edits::default())
}

/// Reads the model of a service with pending edits applied, and its change documents.
///
/// # Errors
///
/// As [`service`].
pub fn edited_service(
    root: &Path,
    path: &Path,
    changes: &[PathBuf],
    allowed: &BTreeSet<String>,
    edits: &Edits,
) -> Result<Input, Diagnostics> {
    let files = edited_model(&root.join(path), &slashes(path), edits)?;
    let change = |path: &PathBuf| read(&root.join(path), slashes(path));
    Ok(Input {
        model: ModelFiles { allowed: allowed.clone(), ..files },
        changes: changes.iter().map(change).collect::<Result<_, _>>()?,
    })
}

/// Reads the text of a published change page.
///
/// # Errors
///
/// The line that is not part of a change page.
pub fn page(source: &Arc<Source>) -> Result<ChangeDocument, Diagnostic> {
    read_page(&source.text).map_err(|error| {
        Diagnostic::error(format!("`{}` is not a change page: {error}", source.path))
            .at(Location::line_column(source, error.line, 1))
    })
}

/// Whether a file has the name of a wheel or an sdist.
pub fn is_package(path: &Path) -> bool {
    is_wheel(path) || is_sdist(path)
}

/// Whether a file has the name of a wheel.
pub fn is_wheel(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "whl" || extension == "zip")
}

/// Whether a file has the name of an sdist.
pub fn is_sdist(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(".tar.gz") || path.extension().is_some_and(|extension| extension == "tgz")
}

/// Reads a file in a folder, plain or compressed, if it exists.
///
/// # Errors
///
/// Fails if the file cannot be read.
pub fn in_folder(
    folder: &Path,
    shown: &Path,
    name: &str,
) -> Result<Option<Arc<Source>>, Diagnostics> {
    in_edited_folder(folder, shown, name, &Edits::default())
}

/// Reads a file in a folder, plain or compressed, with pending edits applied.
fn in_edited_folder(
    folder: &Path,
    shown: &Path,
    name: &str,
    edits: &Edits,
) -> Result<Option<Arc<Source>>, Diagnostics> {
    plain_or_compressed(name, |name| edits.read(&folder.join(name), slashes(&shown.join(name))))
}

/// Calls `find` with the name of a file, and then with the name of its compressed form.
///
/// # Errors
///
/// The errors of `find`.
pub fn plain_or_compressed<T>(
    name: &str,
    mut find: impl FnMut(&str) -> Result<Option<T>, Diagnostics>,
) -> Result<Option<T>, Diagnostics> {
    match find(name)? {
        None => find(&format!("{name}.gz")),
        found => Ok(found),
    }
}
