//! The models that an update replaces, with the edits of their files and of `sources.toml`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_codegen::frontend;

use crate::edits::Edits;
use crate::manifest::{Manifest, below, plain};
use crate::models::derive::Upstream;
use crate::models::pinned::{Pinned, users};
use crate::models::sources::{Derived, Pin, digest};
use crate::models::sources_file::SourcesFile;
use crate::{input, slashes};

/// A model that an update replaces.
pub struct Replacement {
    /// The folder.
    pub folder: PathBuf,
    /// The folder in messages.
    pub shown: String,
    /// The path of its `sources.toml`.
    pub sources: PathBuf,
    /// The package before.
    pub old_pin: Option<Pin>,
    /// The entries in `sources.toml`.
    pub old: Derived,
    /// As `old`, after the update.
    pub new: Derived,
    /// The model at its new origin.
    pub upstream: Upstream,
    /// The written and the deleted files.
    pub written: Vec<String>,
    /// As `written`, for deleted files.
    pub deleted: Vec<String>,
}

/// The operations of a model that stays partial, as far as the new model has them. The report of the update lists the
/// others.
///
/// # Errors
///
/// Fails if the new model is invalid.
pub fn remaining_operations(
    manifest: &Manifest,
    pinned: &Pinned,
    file: &SourcesFile,
    (entry, upstream): (&Derived, &Upstream),
) -> Result<Option<BTreeSet<String>>, Diagnostics> {
    let folder = file.folder_of(entry);
    let Some(wanted) = pinned.operations(manifest, &folder, entry) else { return Ok(None) };
    let model = frontend::load(&upstream.files)?;
    let is_there = |name: &&String| model.operations.contains_key(*name);
    let remaining: BTreeSet<String> = wanted.iter().filter(is_there).cloned().collect();
    Ok(Some(if remaining.is_empty() { wanted } else { remaining }))
}

/// Replaces a model by one of another origin, whole or with these operations. Adds the edits of its files.
///
/// # Errors
///
/// Fails if the committed files differ from `sources.toml`, if other files are in the way, or if the new model is invalid.
pub fn plan(
    manifest: &Manifest,
    file: &SourcesFile,
    (entry, operations): (&Derived, Option<BTreeSet<String>>),
    upstream: Upstream,
    edits: &mut Edits,
) -> Result<Replacement, Diagnostics> {
    let root = plain(&manifest.root);
    let folder = file.folder_of(entry);
    let shown = slashes(folder.strip_prefix(&root).unwrap_or(&folder));
    below(&shown)?;
    refuse_edited(&folder, &shown, entry)?;
    let users = users(manifest, &folder);
    let allowed = users.iter().flat_map(|service| service.allow_unknown_keys.iter().cloned());
    let options = Derived {
        operations,
        allow_unknown_keys: entry.allow_unknown_keys.iter().cloned().chain(allowed).collect(),
        ..entry.clone()
    };
    let (imported, new) = upstream.derive(&options)?;
    let (mut written, mut deleted) = (Vec::new(), Vec::new());
    for (name, text) in imported {
        let path = folder.join(name);
        if !entry.sha256.contains_key(name) && path.symlink_metadata().is_ok() {
            let message = format!(
                "`{shown}/{name}` is not from a package, and the new model has such a file"
            );
            return Err(Diagnostic::error(message)
                .help("move the file, or import without it")
                .into());
        }
        if entry.sha256.get(name) != new.sha256.get(name) || !path.exists() {
            written.push(name.to_owned());
        }
        edits.write(&path, text);
    }
    for name in entry.sha256.keys().filter(|name| !new.sha256.contains_key(*name)) {
        edits.delete(&folder.join(name));
        deleted.push(name.clone());
    }
    let pins = &file.sources.package;
    let old_pin = pins.iter().find(|pin| Some(&pin.file) == entry.package.as_ref()).cloned();
    let sources = file.path.clone();
    Ok(Replacement {
        folder,
        shown,
        sources,
        old_pin,
        old: entry.clone(),
        new,
        upstream,
        written,
        deleted,
    })
}

/// Refuses to replace files that were edited since their import.
pub fn refuse_edited(folder: &Path, shown: &str, entry: &Derived) -> Result<(), Diagnostics> {
    let mut errors = Diagnostics::default();
    for (name, expected) in &entry.sha256 {
        let path = folder.join(name);
        let Ok(source) = input::read(&path, slashes(&path)) else { continue };
        if digest(source.text.replace("\r\n", "\n").as_bytes()) != *expected {
            let error =
                Diagnostic::error(format!("`{shown}/{name}` differs from the imported file"));
            let help = "restore the file, or move its entry in sources.toml from [[model]] to [written] to keep your edits";
            errors.push(error.help(help));
        }
    }
    errors.finish(())
}

/// The edits of `sources.toml` files for some replacements, and for the dropped folders of models.
///
/// # Errors
///
/// Fails if a file cannot be edited.
pub fn edit_sources(
    pinned: &Pinned,
    replacements: &[Replacement],
    dropped: &[PathBuf],
    edits: &mut Edits,
) -> Result<(), Diagnostics> {
    for file in &pinned.files {
        let replacement =
            replacements.iter().filter(|replacement| replacement.sources == file.path);
        let models: Vec<_> = replacement
            .map(|replacement| (replacement.upstream.pin().cloned(), replacement.new.clone()))
            .collect();
        let entries = file.sources.model.iter();
        let gone = entries.filter(|entry| dropped.contains(&file.folder_of(entry)));
        let gone: Vec<&str> = gone.map(|entry| entry.path.as_str()).collect();
        if !models.is_empty() || !gone.is_empty() {
            edits.write(&file.path, file.edited(&models, &gone)?);
        }
    }
    Ok(())
}
