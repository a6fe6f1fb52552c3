//! The changes of each service of the manifest.

use farrier_codegen::Input;
use farrier_codegen::change::{ChangeKind, Review, ReviewedService};
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_codegen::frontend::ModelFiles;

use super::replacement::Replacement;
use crate::changes::slices;
use crate::codegen::plan;
use crate::edits::Edits;
use crate::manifest::{Manifest, Operations, Service, plain};
use crate::models::fetch;
use crate::models::package::Package;
use crate::models::pinned::users;

/// Compares the models of all services that use a replaced model. The other result has an error for each listed
/// operation that the new models, with this title, do not have.
///
/// # Errors
///
/// Fails if a model is invalid.
pub fn review(
    manifest: &Manifest,
    replacements: &[Replacement],
    edits: &Edits,
    title: &str,
) -> Result<(Review, Diagnostics), Diagnostics> {
    let (mut services, mut dropped) = (Vec::new(), Diagnostics::default());
    for (output, service) in manifest.outputs(None)? {
        let uses = |replacement: &&Replacement| {
            users(manifest, &replacement.folder).iter().any(|user| std::ptr::eq(*user, service))
        };
        let Some(replacement) = replacements.iter().find(uses) else { continue };
        let inputs = inputs(manifest, service, replacement, edits)?;
        let output_path = output.path.get_ref();
        let name = match &service.name {
            Some(name) if output.service.len() > 1 => {
                format!("{output_path}, {}", name.get_ref())
            }
            _ => output_path.clone(),
        };
        let reviewed = slices::compare(manifest, service, name, inputs)?;
        if let Operations::Names(_) = service.operations.get_ref() {
            for name in removed_operations(&reviewed) {
                let message =
                    format!("{title} does not have the operation `{name}` of {}", reviewed.name);
                let help = format!(
                    "run `cargo xtask remove {name} --output {output_path}` first, and change its calls"
                );
                dropped.push(Diagnostic::error(message).help(help));
            }
        }
        services.push(reviewed);
    }
    Ok((Review { services }, dropped))
}

/// The names of the operations that the new model does not have.
fn removed_operations(reviewed: &ReviewedService) -> impl Iterator<Item = &str> {
    let changes = reviewed.report.changes.iter();
    let removed = changes.filter(|change| change.kind == ChangeKind::OperationRemoved);
    removed.map(|change| change.path.split('.').next().unwrap_or_default())
}

/// The old and the new model of a service. If the model is committed in part, both are the whole models where the old
/// package is at hand, so that changes outside of the selected operations are counted.
fn inputs(
    manifest: &Manifest,
    service: &Service,
    replacement: &Replacement,
    edits: &Edits,
) -> Result<[Input; 2], Diagnostics> {
    let old = plan::request(manifest, service)?.input;
    let new = plan::edited_request(manifest, service, edits)?.input;
    if replacement.old.operations.is_none() && replacement.new.operations.is_none() {
        return Ok([old, new]);
    }
    let whole = |input: &Input, files: ModelFiles| {
        let ModelFiles { protocol, allowed, .. } = input.model.clone();
        Input { model: ModelFiles { protocol, allowed, ..files }, ..input.clone() }
    };
    Ok(match whole_old(manifest, replacement)? {
        Some(files) => [whole(&old, files), whole(&new, replacement.upstream.files.clone())],
        None => [old, new],
    })
}

/// The whole old model, if its package is among the fetched ones.
fn whole_old(
    manifest: &Manifest,
    replacement: &Replacement,
) -> Result<Option<ModelFiles>, Diagnostics> {
    let Some(pin) = &replacement.old_pin else { return Ok(None) };
    let Some(path) = fetch::kept(pin, &plain(&manifest.root))? else { return Ok(None) };
    let package = Package::open(&path, pin.file.clone())?;
    let name = package.pick(Some(&replacement.old.service), Some(&replacement.old.api_version))?;
    package.files(name).map(Some)
}
