//! The committed models against the lock: what codegen would make of models that were edited.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source};
use farrier_codegen::frontend::ModelFiles;
use farrier_codegen::{Input, OperationName, Selection};

use super::{Wanted, git, tell};
use crate::cli::{Changes, Format};
use crate::codegen::order;
use crate::lock::{self, Lock, Locked};
use crate::manifest::{Manifest, Service};
use crate::{Outcome, Terminal, input};

/// How many revisions are looked at for the file that the lock means.
const MAX_REVISIONS: usize = 200;

/// Compares what each output was generated from with what it would be generated from now.
pub fn run(args: &Changes, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let manifest = Manifest::find(args.manifest.as_deref(), &terminal.directory)?;
    let lock_path = manifest.lock_path();
    let lock = Lock::find(&lock_path)?.ok_or_else(|| {
        Diagnostic::error(format!("there is no {} beside the manifest", lock::name(&lock_path)))
            .help("run `cargo xtask codegen` and commit the files that it writes, or name two models to compare")
    })?;
    let outputs = manifest.outputs(args.output.as_deref())?;
    if outputs.len() > 1 && !matches!(args.format, Format::Text | Format::Markdown) {
        let paths: Vec<&str> =
            outputs.iter().map(|(output, _)| output.path.get_ref().as_str()).collect();
        let error =
            Diagnostic::error("this format is of one service, and codegen.toml has several");
        return Err(error.help(format!("name one with --output: {}", paths.join(", "))).into());
    }
    let mut outcome = Outcome::Fine;
    for (output, service) in outputs {
        let path = output.path.get_ref();
        let locked = lock.of(path)?;
        let new = order::request(&manifest, service)?.input;
        let is_as_before = lock::digests(new.sources()) == inputs_of(service, locked);
        // What programs read has a form for no changes, too.
        if is_as_before && args.format == Format::Text {
            terminal.say(&format!("{path}: no changes since codegen last ran"))?;
            continue;
        }
        let mut before = before(&manifest.root, service, locked)?;
        before.model.protocol = manifest.protocol(service);
        let (old, _) = before.load()?;
        let (new, changed) = new.load()?;
        let wanted = wanted(&manifest, service, changed);
        terminal.note(&format!("{path}, since codegen last ran:"));
        outcome = outcome.or(tell(args, [old, new], &wanted, terminal)?);
    }
    Ok(outcome)
}

/// What is wanted of the one service that a name means.
pub fn of_output(manifest: &Manifest, name: &str) -> Result<Wanted, Diagnostics> {
    let services = manifest.outputs(Some(name))?;
    let [(_, service)] = services.as_slice() else {
        let names = services.iter().filter_map(|(_, service)| service.name.as_ref());
        let names: Vec<&str> = names.map(|name| name.get_ref().as_str()).collect();
        let error = Diagnostic::error(format!("`{name}` has several services"));
        return Err(error.help(format!("name one of them: {}", names.join(", "))).into());
    };
    let changed = match manifest.selection(service) {
        Selection::Changed => order::request(manifest, service)?.input.load()?.1,
        _ => BTreeSet::new(),
    };
    Ok(wanted(manifest, service, changed))
}

/// What the manifest asks for, where it asks for what changed, by name.
fn wanted(manifest: &Manifest, service: &Service, changed: BTreeSet<String>) -> Wanted {
    let selection = match manifest.selection(service) {
        Selection::Changed => {
            Selection::Named(changed.into_iter().map(OperationName::from).collect())
        }
        selection => selection,
    };
    Wanted { selection, omit: manifest.omitted(service), protocol: manifest.protocol(service) }
}

/// The digests of the files of a service: an output may be made from those of several.
fn inputs_of(service: &Service, locked: &Locked) -> BTreeMap<String, String> {
    let model = service.model.get_ref();
    let is_of_service = |path: &String| {
        let within = path.strip_prefix(model.as_str());
        within.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            || service.changes.iter().any(|change| change.get_ref() == path)
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
        Diagnostic::error(format!("the lock file has no entry for {model}"))
            .help("run `cargo xtask codegen` and commit the files that it writes")
    })?;
    let mut changes = Vec::new();
    for path in &service.changes {
        changes.extend(find(path.get_ref())?);
    }
    Ok(Input {
        model: ModelFiles { allowed: service.allow_unknown_keys.clone(), ..files },
        changes,
    })
}
