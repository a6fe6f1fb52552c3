//! Importing the model of `init` into the repository.

use std::path::{Component, Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_codegen::frontend::{self, ImportOptions};
use farrier_codegen::ir::Model;

use crate::cli::{Import, OneModel};
use crate::models::MODELS;
use crate::models::derive::service_word;
use crate::models::import::{self, Found};
use crate::{Terminal, input, manifest, slashes};

/// The folder of the model in the repository.
pub struct Destination {
    /// The name of the service in folders and modules.
    pub service: String,
    /// The folder or file in the manifest.
    pub folder: String,
    /// Whether the model must be imported.
    pub needs_import: bool,
}

impl Destination {
    /// The destination of the model at `path`.
    pub fn of(path: &Path, found: &Found, model: &Model) -> Self {
        let is_below = path.components().all(|part| matches!(part, Component::Normal(_)));
        let name = found.from.as_ref().map(|(package, name)| (package.models().len(), name));
        let service = match name {
            Some((_, name)) if !name.service.is_empty() => name.service.clone(),
            _ => model.service.sdk_id.as_ref().unwrap_or(&model.service.full_name).clone(),
        };
        let service = service_word(&service);
        // A manifest cannot name a package, or a folder of many models.
        let is_model = !input::is_package(path) && name.is_none_or(|(count, _)| count == 1);
        if is_below && is_model {
            let path = manifest::plain(path);
            return Self { service, folder: slashes(&path), needs_import: false };
        }
        let version = &model.service.api_version;
        let folder = format!("{MODELS}/{service}/{version}");
        Self { service, folder, needs_import: true }
    }
}

/// Imports the model, or only these `operations`, and pins its package if that is known.
///
/// # Errors
///
/// Fails if other files are in the way, or if files cannot be written.
pub fn import_model(
    model: OneModel,
    found: &Found,
    destination: &Destination,
    operations: Vec<String>,
    terminal: &mut Terminal,
) -> Result<(), Diagnostics> {
    let args = Import {
        model,
        strip_docs: false,
        operations,
        pin: false,
        origin: None,
        to: PathBuf::from(&destination.folder),
    };
    reject_overwrite(found, &args, &terminal.directory)?;
    let identity = found.from.as_ref().and_then(|(package, _)| package.identity());
    let pin = identity.is_some() && input::is_package(&args.model.path);
    import::model(&Import { pin, ..args }, terminal).map(drop)
}

/// Rejects the import if it would replace different files, which the user may have edited.
fn reject_overwrite(found: &Found, args: &Import, root: &Path) -> Result<(), Diagnostics> {
    let folder = slashes(&args.to);
    let options =
        ImportOptions { strip_docs: false, operations: import::operations(&args.operations) };
    let mut errors = Diagnostics::default();
    for (name, text) in frontend::import(&found.files, &options)? {
        let file = root.join(&folder).join(name);
        let is_same =
            std::fs::read_to_string(&file).is_ok_and(|old| old.replace("\r\n", "\n") == text);
        if std::fs::symlink_metadata(&file).is_ok() && !is_same {
            let message = format!("`{folder}/{name}` exists with other contents");
            let help = format!(
                "use `{folder}` as the model, or take newer models with `cargo xtask update`"
            );
            errors.push(Diagnostic::error(message).help(help));
        }
    }
    errors.finish(())
}
