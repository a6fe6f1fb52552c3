//! The changes of one service of a manifest, for commands that replace its model.

use farrier_codegen::Input;
use farrier_codegen::change::ReviewedService;
use farrier_codegen::diagnostic::Diagnostics;

use super::committed;
use super::compare::{Compared, LoadedModel};
use crate::manifest::{Manifest, Service};

/// Compares the old and the new model of a service, in the operations and with the settings of the manifest. `name` is
/// that of the service in the report.
///
/// # Errors
///
/// Fails if a model is invalid.
pub fn compare(
    manifest: &Manifest,
    service: &Service,
    name: String,
    [old, new]: [Input; 2],
) -> Result<ReviewedService, Diagnostics> {
    let (old, mut changed) = LoadedModel::of(&old)?;
    let (new, more) = LoadedModel::of(&new)?;
    changed.extend(more);
    let scope = committed::scope(manifest, service, changed);
    let Compared { name, report, .. } = Compared::of(name, [old, new], &scope)?;
    Ok(ReviewedService { name, report })
}
