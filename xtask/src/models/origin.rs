//! The names that committed models have in packages.

use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;

use super::package::{ModelName, name_of};
use super::sources::{FILE_NAME, Sources};
use crate::{input, slashes};

/// The name of a committed model in its package: as pinned in `sources.toml`, or else from its folders. `model` is the
/// path of the model in the folder `root`.
///
/// # Errors
///
/// Fails if `sources.toml` cannot be read.
pub fn name_in_package(root: &Path, model: &str) -> Result<Option<ModelName>, Diagnostics> {
    let folder = root.join(model);
    if let Some(path) = input::nearest(&folder, FILE_NAME) {
        let sources = Sources::read(&input::read(&path, FILE_NAME.to_owned())?)?;
        let base = path.parent().unwrap_or(Path::new(""));
        let within = slashes(folder.strip_prefix(base).unwrap_or(&folder));
        if let Some(pinned) = sources.model.into_iter().find(|pinned| pinned.path == within) {
            return Ok(Some(ModelName { service: pinned.service, version: pinned.api_version }));
        }
    }
    // The name is in the folders of the model's main file, or of the folder itself.
    Ok(name_of(model).or_else(|| name_of(&format!("{model}/service-2.json"))))
}
