//! The committed models against the lock: what codegen would make of models that were edited.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source};
use farrier_codegen::frontend::ModelFiles;
use farrier_codegen::{Input, OperationName, Selection};

use super::{git, tell};
use crate::cli::Changes;
use crate::codegen::order;
use crate::lock::{self, Lock, Locked};
use crate::manifest::{Manifest, Output, Service};
use crate::{Outcome, Terminal, input};

/// How many revisions are looked at for the file that the lock means.
const MAX_REVISIONS: usize = 200;

/// Compares what each output was generated from with what it would be generated from now.
pub fn run(args: &Changes, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let manifest = Manifest::find(args.manifest.as_deref(), &terminal.directory)?;
    let lock = Lock::find(&manifest.root)?.ok_or_else(|| {
        Diagnostic::error(format!("there is no {} beside the manifest", lock::FILE_NAME))
            .help("run `cargo xtask codegen` once and commit what it writes, or name two models to compare")
    })?;
    let outputs = outputs(&manifest, args.output.as_deref())?;
    let mut outcome = Outcome::Fine;
    for (output, service) in outputs {
        let path = output.path.get_ref();
        let locked = lock.of(path)?;
        let new = order::request(&manifest, service)?.input;
        if lock::digests(new.sources()) == inputs_of(service, locked) {
            terminal.say(&format!("{path}: no changes since codegen last ran"))?;
            continue;
        }
        let (old, _) = before(&manifest.root, service, locked)?.load()?;
        let (new, changed) = new.load()?;
        let selection = wanted(manifest.selection(service), changed);
        terminal.note(&format!("{path}, since codegen last ran:"));
        outcome = outcome.or(tell(args, [&old, &new], &selection, terminal)?);
    }
    Ok(outcome)
}

/// The operations of an output, named by its path or the last part of it.
pub fn operations(manifest: &Manifest, name: &str) -> Result<Selection, Diagnostics> {
    let outputs = outputs(manifest, Some(name))?;
    let mut selections = outputs.into_iter().map(|(_, service)| {
        let selection = manifest.selection(service);
        let changed = match selection {
            Selection::Changed => order::request(manifest, service)?.input.load()?.1,
            _ => BTreeSet::new(),
        };
        Ok(wanted(selection, changed))
    });
    selections.next().unwrap_or(Ok(Selection::All))
}

/// What the manifest asks for, where it asks for what changed, by name.
fn wanted(selection: Selection, changed: BTreeSet<String>) -> Selection {
    match selection {
        Selection::Changed => {
            Selection::Named(changed.into_iter().map(OperationName::from).collect())
        }
        selection => selection,
    }
}

/// The outputs of a manifest, or the one that is named.
fn outputs<'m>(
    manifest: &'m Manifest,
    name: Option<&str>,
) -> Result<Vec<(&'m Output, &'m Service)>, Diagnostics> {
    let is_meant = |output: &&Output| {
        let path = output.path.get_ref();
        name.is_none_or(|name| path == name || path.rsplit('/').next() == Some(name))
    };
    let meant = manifest.file.output.iter().filter(is_meant);
    let outputs: Vec<_> = meant
        .flat_map(|output| output.service.iter().map(move |service| (output, service)))
        .collect();
    match (name, outputs.is_empty()) {
        (Some(name), true) => {
            let known: Vec<&str> =
                manifest.file.output.iter().map(|output| output.path.get_ref().as_str()).collect();
            let error = Diagnostic::error(format!("the manifest has no output `{name}`"));
            Err(error.help(format!("it has {}", known.join(", "))).into())
        }
        _ => Ok(outputs),
    }
}

/// The digests of the files of a service: an output may be made from those of several.
fn inputs_of(service: &Service, locked: &Locked) -> BTreeMap<String, String> {
    let model = service.model.get_ref();
    let is_of_service = |path: &String| {
        let within = path.strip_prefix(model.as_str());
        within.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            || service.changes.contains(path)
            // Beside a model that is a file stand others of it.
            || path.rsplit_once('/').map(|(folder, _)| folder)
                == model.rsplit_once('/').map(|(folder, _)| folder)
    };
    let inputs = locked.inputs.iter().filter(|(path, _)| is_of_service(path));
    inputs.map(|(path, digest)| (path.clone(), digest.clone())).collect()
}

/// The files of a service as the lock has them, from the history of git.
fn before(root: &Path, service: &Service, locked: &Locked) -> Result<Input, Diagnostics> {
    let find = |path: &str| -> Result<Option<Arc<Source>>, Diagnostics> {
        let Some(digest) = locked.inputs.get(path) else { return Ok(None) };
        let is_it = |source: &Arc<Source>| lock::digest(&source.text) == *digest;
        let file = root.join(path);
        let mut found =
            if file.exists() { Some(input::read(&file, path.to_owned())?) } else { None }
                .filter(is_it);
        for revision in git::revisions(root, path, MAX_REVISIONS)? {
            if found.is_some() {
                break;
            }
            found = git::blob(root, &format!("{revision}:./{path}"))?.filter(is_it);
        }
        found.map(Some).ok_or_else(|| {
            Diagnostic::error(format!("no commit has {path} as codegen last read it"))
                .help("name the old model: `cargo xtask changes OLD NEW`")
                .into()
        })
    };
    let model = service.model.get_ref();
    let is_file = locked.inputs.contains_key(model);
    let found = if is_file {
        let (folder, name) = model.rsplit_once('/').unwrap_or((".", model));
        let name = farrier_codegen::frontend::plain_name(name);
        ModelFiles::find(Some(name), |name| {
            input::plain_or_compressed(&format!("{folder}/{name}"), find)
        })?
    } else {
        ModelFiles::find(None, |name| input::plain_or_compressed(&format!("{model}/{name}"), find))?
    };
    let files = found.ok_or_else(|| {
        Diagnostic::error(format!("{} does not know {model}", lock::FILE_NAME))
            .help("run `cargo xtask codegen` and commit what it writes")
    })?;
    let mut changes = Vec::new();
    for path in &service.changes {
        changes.extend(find(path)?);
    }
    Ok(Input {
        model: ModelFiles { allowed: service.allow_unknown_keys.clone(), ..files },
        changes,
    })
}
