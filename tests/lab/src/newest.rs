//! The newest models of a package.

use std::collections::BTreeMap;
use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_codegen::frontend::{self, ImportOptions};
use farrier_xtask::shared::package::{ModelName, Package};
use farrier_xtask::shared::{slashes, write};

/// The newest model of each service.
pub fn names(package: &Package) -> Vec<&ModelName> {
    // The last version of an API is the newest.
    let newest: BTreeMap<&str, &ModelName> =
        package.models().map(|name| (name.service.as_str(), name)).collect();
    newest.into_values().collect()
}

/// Imports the newest model of each wanted service into a folder with the name of the service.
///
/// # Errors
///
/// Fails if the package or a model cannot be read, or if a file cannot be written.
pub fn import(
    package: &Path,
    is_wanted: impl Fn(&str) -> bool,
    folder: &Path,
) -> Result<(), Diagnostics> {
    let package = Package::open(package, slashes(package))?;
    let options = ImportOptions { strip_docs: true, ..ImportOptions::default() };
    for name in names(&package).into_iter().filter(|name| is_wanted(&name.service)) {
        for (file, text) in frontend::import(&package.files(name)?, &options)? {
            write::if_changed(&folder.join(&name.service).join(file), &text)?;
        }
    }
    Ok(())
}
