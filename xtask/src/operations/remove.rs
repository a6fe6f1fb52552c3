//! `cargo xtask remove`: removes operations from the manifest, with the models that no service needs any more, and
//! generates the outputs.

use std::path::PathBuf;

use farrier_codegen::Layout;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, did_you_mean};

use super::target::{Candidate, candidates, no_service, only};
use super::{Plan, edit, model};
use crate::cli::{Remove, SelectedOperations};
use crate::edits::Edits;
use crate::manifest::Manifest;
use crate::manifest::edit::ManifestText;
use crate::models::pinned::{Pinned, users};
use crate::update::replacement;
use crate::{Outcome, Terminal};

/// Runs the command.
///
/// # Errors
///
/// Fails without changing a file if no service or several services have the operations.
pub fn run(args: &Remove, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let args = &args.selected;
    edit("remove", args, terminal, |manifest, terminal| {
        let pinned = Pinned::of(manifest)?;
        let found = candidates(manifest, &pinned, args.service.as_deref(), args.output.as_deref());
        if found.is_empty() {
            // The error lists the outputs.
            manifest.outputs(args.output.as_deref())?;
            return Err(no_service(manifest, &pinned, args.service.as_deref()).into());
        }
        let candidate = choose(&found, args)?;
        let mut text = ManifestText::parse(manifest.text())?;
        if text.remove_operations(candidate.at, &args.operations)?
            && !text.remove_service(candidate.at)?
        {
            let error = Diagnostic::error("cannot remove the last operation of the manifest");
            return Err(error
                .help("delete the manifest, its lock file and the outputs by hand")
                .into());
        }
        let edited = manifest.with_text(&text.text())?;
        let mut edits = Edits::default();
        edits.write(manifest.path(), text.text());
        let (dropped, mut notes) = drop_models(manifest, &edited, &pinned, &mut edits)?;
        if edited.file.output.len() < manifest.file.output.len()
            && let Some(Layout::Crate(name)) = manifest.layouts.get(candidate.at.0)
        {
            notes.push(format!("next: remove the dependency `{name}` from your `Cargo.toml`"));
        }
        let replacements =
            model::adapt(&edited, &pinned, args.python.as_deref(), &mut edits, terminal)?;
        replacement::edit_sources(&pinned, &replacements, &dropped, &mut edits)?;
        Ok(Plan { manifest: edited, edits, notes })
    })
}

/// The service that has all of the operations.
fn choose<'c, 'm>(
    found: &'c [Candidate<'m>],
    args: &SelectedOperations,
) -> Result<&'c Candidate<'m>, Diagnostics> {
    let has_all = |candidate: &&Candidate<'_>| {
        let names = candidate.names().unwrap_or_default();
        args.operations.iter().all(|name| names.contains(&name.as_str()))
    };
    let fitting: Vec<&Candidate<'_>> = found.iter().filter(has_all).collect();
    if !fitting.is_empty() {
        return only(&fitting);
    }
    if let [candidate] = found {
        candidate.names()?;
    }
    let known: Vec<&str> = found.iter().flat_map(|one| one.names().unwrap_or_default()).collect();
    let missing = args.operations.iter().find(|name| !known.contains(&name.as_str()));
    let error = match missing {
        Some(name) => {
            let message = format!("no selected service lists the operation `{name}`");
            let error = Diagnostic::error(message);
            match did_you_mean(name, known) {
                None => error.help("the manifest lists the operations of each service"),
                guess => error.or_meant(guess),
            }
        }
        None => Diagnostic::error("no service lists all of the operations")
            .help("remove the operations of one service at a time"),
    };
    Err(error.into())
}

/// Deletes the pinned models that only the old manifest uses. Returns their folders, and a note for each model that stays
/// for another manifest.
fn drop_models(
    old: &Manifest,
    new: &Manifest,
    pinned: &Pinned,
    edits: &mut Edits,
) -> Result<(Vec<PathBuf>, Vec<String>), Diagnostics> {
    let (mut dropped, mut kept) = (Vec::new(), Vec::new());
    for (file, entry) in pinned.models() {
        let folder = file.folder_of(entry);
        if users(old, &folder).is_empty() || !users(new, &folder).is_empty() {
            continue;
        }
        if let Some(other) = pinned.other_user(&folder) {
            kept.push(format!("the model {} stays: `{}` uses it", entry.path, other.name()));
            continue;
        }
        replacement::refuse_edited(&folder, &entry.path, entry)?;
        entry.sha256.keys().for_each(|name| edits.delete(&folder.join(name)));
        dropped.push(folder);
    }
    Ok((dropped, kept))
}
