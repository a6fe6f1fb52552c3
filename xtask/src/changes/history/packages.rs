//! The packages of a history.

use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use crate::models::package::Package;
use crate::{failure, input, parallel, slashes};

/// The maximum number of packages that stay open. Each has a file and the names of its entries.
const MAX_OPEN: usize = 64;

/// A package and its version.
pub struct VersionedPackage {
    /// The path.
    path: PathBuf,
    /// The path in messages.
    shown: String,
    /// The version, or the name of a folder.
    pub version: String,
    /// The day of the newest file.
    pub date: Option<String>,
    /// The package, if it stays open. Others are opened again when they are read.
    opened: Option<Package>,
}

impl VersionedPackage {
    /// Calls `read` with the package.
    ///
    /// # Errors
    ///
    /// Fails if the package cannot be opened, or if `read` fails.
    pub fn read<T>(
        &self,
        read: impl FnOnce(&Package) -> Result<T, Diagnostics>,
    ) -> Result<T, Diagnostics> {
        match &self.opened {
            Some(package) => read(package),
            None => read(&Package::open(&self.path, self.shown.clone())?),
        }
    }
}

/// The packages of the arguments, the oldest version first. A folder with packages stands for these packages. Of several
/// packages with one version, such as a wheel and an sdist, only the first is taken.
///
/// # Errors
///
/// Fails if a package cannot be read, or if there are less than two.
pub fn sorted(
    arguments: &[PathBuf],
    directory: &Path,
) -> Result<Vec<VersionedPackage>, Diagnostics> {
    let mut paths = Vec::new();
    for argument in arguments {
        paths.extend(within(argument, directory)?);
    }
    // An open sdist has the models of all services in memory.
    let stays_open = |path: &Path| paths.len() <= MAX_OPEN && input::is_wheel(path);
    let opened = parallel::map(&paths, |path| versioned(path, directory, stays_open(path)));
    let mut errors = Diagnostics::default();
    let mut packages: Vec<_> =
        opened.into_iter().filter_map(|package| errors.collect(package)).collect();
    packages.sort_by_cached_key(|package| number(&package.version));
    packages.dedup_by(|one, other| one.version == other.version);
    let packages = errors.finish(packages)?;
    if packages.len() < 2 {
        let error = Diagnostic::error("a history needs at least two versions");
        return Err(error
            .help("name a folder with wheels, such as target/models, or several packages")
            .into());
    }
    Ok(packages)
}

/// The packages directly in a folder, or the path itself.
fn within(path: &Path, directory: &Path) -> Result<Vec<PathBuf>, Diagnostics> {
    let folder = directory.join(path);
    if !folder.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let unreadable =
        |error: std::io::Error| failure(format!("cannot read `{}`", slashes(path)), &error);
    let mut packages = Vec::new();
    for entry in folder.read_dir().map_err(unreadable)? {
        let name = PathBuf::from(entry.map_err(unreadable)?.file_name());
        if input::is_package(&name) && folder.join(&name).is_file() {
            packages.push(path.join(name));
        }
    }
    packages.sort();
    Ok(if packages.is_empty() { vec![path.to_owned()] } else { packages })
}

fn versioned(
    path: &Path,
    directory: &Path,
    stays_open: bool,
) -> Result<VersionedPackage, Diagnostics> {
    let (path, shown) = (directory.join(path), slashes(path));
    let package = Package::open(&path, shown.clone())?;
    let folder = || path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let version = package.identity().map_or_else(folder, |identity| identity.version);
    let (date, opened) = (package.date(), Some(package).filter(|_| stays_open));
    Ok(VersionedPackage { path, shown, version, date, opened })
}

/// The numbers in a version, which sort 1.29.67 before 1.29.100, and then its text.
fn number(version: &str) -> (Vec<u64>, String) {
    let numbers = version.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok());
    (numbers.collect(), version.to_owned())
}
