//! Takes the model that `init` was asked for into the repository.

use std::path::{Component, Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_codegen::frontend;
use farrier_codegen::ir::Model;

use crate::cli::{Import, OneModel};
use crate::models::MODELS;
use crate::models::import::{self, Found};
use crate::{Terminal, input, manifest, slashes};

/// Where the model is, or goes.
pub struct Place {
    /// The service, as folders and modules are called.
    pub service: String,
    /// The folder or file, as the manifest names it.
    pub folder: String,
    /// Whether it is not there yet.
    pub is_elsewhere: bool,
}

impl Place {
    /// That of the model at a path.
    pub fn of(path: &Path, found: &Found, model: &Model) -> Self {
        let is_below = path.components().all(|part| matches!(part, Component::Normal(_)));
        let name = found.from.as_ref().map(|(package, name)| (package.models().len(), name));
        let service = match name {
            Some((_, name)) if !name.service.is_empty() => name.service.clone(),
            _ => model.service.sdk_id.as_ref().unwrap_or(&model.service.full_name).clone(),
        };
        let sound = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
        let service: String = service.chars().map(sound).collect();
        // A package is not what a manifest can name, and a folder of many models is none of them.
        let is_model = !input::is_package(path) && name.is_none_or(|(count, _)| count == 1);
        if is_below && is_model {
            let path = manifest::plain(path);
            return Self { service, folder: slashes(&path), is_elsewhere: false };
        }
        let version = &model.service.api_version;
        let folder = format!("{MODELS}/{service}/{version}");
        Self { service, folder, is_elsewhere: true }
    }
}

/// Takes the model into the repository, and records where it is from if that can be told.
///
/// # Errors
///
/// Fails if files of that name are there that are not the model's, or if they cannot be written.
pub fn take_in(
    model: OneModel,
    found: &Found,
    place: &Place,
    terminal: &mut Terminal,
) -> Result<(), Diagnostics> {
    refuse_other_texts(found, place, &terminal.directory)?;
    let identity = found.from.as_ref().and_then(|(package, _)| package.identity());
    let pin = identity.is_some() && input::is_package(&model.path);
    let to = PathBuf::from(&place.folder);
    import::model(&Import { model, strip_docs: false, pin, to }, terminal).map(drop)
}

/// Refuses to replace a model that is there, which somebody may have edited.
fn refuse_other_texts(found: &Found, place: &Place, root: &Path) -> Result<(), Diagnostics> {
    let folder = &place.folder;
    let mut errors = Diagnostics::default();
    for (name, text) in frontend::import(&found.files, false)? {
        let file = root.join(folder).join(name);
        let is_same =
            std::fs::read_to_string(&file).is_ok_and(|old| old.replace("\r\n", "\n") == text);
        if std::fs::symlink_metadata(&file).is_ok() && !is_same {
            let message = format!("{folder}/{name} is there already, with another text");
            let help = format!(
                "name {folder} as the model to generate from what is there; or move it away"
            );
            errors.push(Diagnostic::error(message).help(help));
        }
    }
    errors.finish(())
}
