//! Compares the current models with those of the last codegen run, which `codegen.lock` identifies.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source};
use farrier_codegen::frontend::ModelFiles;
use farrier_codegen::{Input, OperationName, Selection};

use super::compare::{Compared, LoadedModel, Scope};
use super::once::UsedService;
use super::{git, is_for_one_service, print};
use crate::cli::Changes;
use crate::codegen::plan;
use crate::lock::{self, Lock, LockedOutput};
use crate::manifest::{Manifest, Service};
use crate::{Outcome, Terminal, input};

/// The maximum number of revisions to search for a file of the lock file.
const MAX_REVISIONS: usize = 200;

/// Compares, for each service of the outputs, the model of the last codegen run with the current model.
pub fn run(args: &Changes, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let manifest = Manifest::find(
        args.manifest.as_deref(),
        &terminal.directory,
        "name two models to compare",
    )?;
    let lock_path = manifest.lock_path();
    let lock = Lock::find(&lock_path)?.ok_or_else(|| {
        Diagnostic::error(format!("missing `{}` beside the manifest", lock::name(&lock_path)))
            .help("run `cargo xtask codegen` and commit the result, or name two models to compare")
    })?;
    let outputs = manifest.outputs(args.output.as_deref())?;
    if outputs.len() > 1 && is_for_one_service(args.format) {
        let paths: Vec<&str> =
            outputs.iter().map(|(output, _)| output.path.get_ref().as_str()).collect();
        let error = Diagnostic::error(
            "the selected format supports one service, and the manifest has several",
        );
        return Err(error.help(format!("select one with --output: {}", paths.join(", "))).into());
    }
    let mut services = Vec::new();
    for (output, service) in outputs {
        let locked = lock.of(output.path.get_ref())?;
        UsedService::new(output, service, locked, inputs_of(service, locked)).add_to(&mut services);
    }
    let compared = services.iter().map(|used| compare(used, &manifest));
    let compared = compared.collect::<Result<Vec<Compared>, _>>()?;
    terminal.print_progress("since the last codegen run:");
    print(args, compared, terminal)
}

/// Compares the models of the last run with the current models.
fn compare(used: &UsedService<'_>, manifest: &Manifest) -> Result<Compared, Diagnostics> {
    let input = plan::request(manifest, used.service)?.input;
    let (new, changed) = LoadedModel::of(&input)?;
    let old = if used.is_unchanged(&lock::digests(input.sources())) {
        new.clone()
    } else {
        let mut before = locked_input(&manifest.root, used.service, used.locked)?;
        before.model.protocol = manifest.protocol(used.service);
        LoadedModel::of(&before)?.0
    };
    let scope = used.scope(manifest, &changed, [&old, &new])?;
    Compared::of(used.name(), [old, new], &scope)
}

/// The scope of the only service of an output.
pub fn output_scope(manifest: &Manifest, name: &str) -> Result<Scope, Diagnostics> {
    let services = manifest.outputs(Some(name))?;
    let [(_, service)] = services.as_slice() else {
        let names = services.iter().filter_map(|(_, service)| service.name.as_ref());
        let names: Vec<&str> = names.map(|name| name.get_ref().as_str()).collect();
        let error = Diagnostic::error(format!("the output `{name}` has several services"));
        return Err(error.help(format!("use the name of a service: {}", names.join(", "))).into());
    };
    Ok(scope(manifest, service, changed(manifest, service)?))
}

/// The operations of the change documents, if the manifest selects them.
///
/// # Errors
///
/// Fails if the model or a change document is invalid.
pub fn changed(manifest: &Manifest, service: &Service) -> Result<BTreeSet<String>, Diagnostics> {
    match manifest.selection(service) {
        Selection::Changed => Ok(plan::request(manifest, service)?.input.load()?.1),
        _ => Ok(BTreeSet::new()),
    }
}

/// The scope of a service in the manifest. The selection `changed` is replaced by the names in `changed`.
pub fn scope(manifest: &Manifest, service: &Service, changed: BTreeSet<String>) -> Scope {
    let selection = match manifest.selection(service) {
        Selection::Changed => {
            Selection::Named(changed.into_iter().map(OperationName::from).collect())
        }
        selection => selection,
    };
    Scope {
        selection,
        omit: manifest.omitted(service),
        unions: manifest.unions(service),
        protocol: manifest.protocol(service),
    }
}

/// The digests of the files of one service. The lock file lists the files of all services of an output.
fn inputs_of(service: &Service, locked: &LockedOutput) -> BTreeMap<String, String> {
    let model = service.model.get_ref();
    let is_service_file = |path: &String| {
        let within = path.strip_prefix(model.as_str());
        within.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            || service.changes.iter().any(|change| change.get_ref() == path)
            // The other files of a model are beside its main file.
            || path.rsplit_once('/').map(|(folder, _)| folder)
                == model.rsplit_once('/').map(|(folder, _)| folder)
    };
    let inputs = locked.inputs.iter().filter(|(path, _)| is_service_file(path));
    inputs.map(|(path, digest)| (path.clone(), digest.clone())).collect()
}

/// The files of a service with the digests of the lock file, from the git history if they changed.
fn locked_input(
    root: &Path,
    service: &Service,
    locked: &LockedOutput,
) -> Result<Input, Diagnostics> {
    let find = |path: &str| -> Result<Option<Arc<Source>>, Diagnostics> {
        let Some(digest) = locked.inputs.get(path) else { return Ok(None) };
        let matches = |source: &Arc<Source>| lock::digest(&source.text) == *digest;
        let file = root.join(path);
        let mut found =
            if file.exists() { Some(input::read(&file, path.to_owned())?) } else { None }
                .filter(matches);
        for revision in git::revisions(root, path, MAX_REVISIONS)? {
            if found.is_some() {
                break;
            }
            found = git::blob(root, &format!("{revision}:./{path}"))?.filter(matches);
        }
        found.map(Some).ok_or_else(|| {
            Diagnostic::error(format!(
                "no commit has the version of `{path}` that codegen last read"
            ))
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
        Diagnostic::error(format!("the lock file does not list `{model}`"))
            .help("run `cargo xtask codegen` and commit the result")
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
