//! Runs cargo with the default settings.

use std::path::Path;
use std::process::Command;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use super::measure::{self, Finished};
use super::setup::Setup;

/// Environment variables that influence a build.
const SETTINGS: [&str; 8] = [
    "RUSTFLAGS",
    "CARGO_ENCODED_RUSTFLAGS",
    "RUSTC_WRAPPER",
    "RUSTC_WORKSPACE_WRAPPER",
    "CARGO_INCREMENTAL",
    "CARGO_BUILD_TARGET",
    "CARGO_BUILD_JOBS",
    "CARGO_PROFILE_DEV_DEBUG",
];

/// Runs cargo in a folder, with this target folder.
///
/// # Errors
///
/// Fails if cargo is missing.
pub fn run(folder: &Path, target: &Path, arguments: &[&str]) -> Result<Finished, Diagnostics> {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(folder).env("CARGO_TARGET_DIR", target);
    for name in SETTINGS {
        command.env_remove(name);
    }
    measure::run(&mut command)
}

/// Fetches the dependencies of a package and writes its lock file, because the measured builds are offline. A package
/// with `is_ours` gets the versions of this repository's lock file.
///
/// # Errors
///
/// Fails with cargo's message if a dependency cannot be fetched.
pub fn fetch(folder: &Path, is_ours: bool, setup: &Setup) -> Result<(), Diagnostics> {
    let lock = folder.join("Cargo.lock");
    if is_ours && !lock.exists() {
        setup.copy_lock(&lock)?;
    }
    let target = folder.join("target");
    // Without a lock file, `--offline` would pick any version that is in the cache.
    if lock.exists() && run(folder, &target, &["fetch", "--offline"])?.success {
        return Ok(());
    }
    let fetched = run(folder, &target, &["fetch"])?;
    if fetched.success { Ok(()) } else { Err(failed("its crates cannot be fetched", &fetched)) }
}

/// The diagnostic for a failed cargo command.
pub fn failed(command: &str, finished: &Finished) -> Diagnostics {
    let first = reason(&finished.err);
    Diagnostic::error(format!("{command}: {first}")).into()
}

/// The first error line of cargo's output, or else its last line.
pub fn reason(printed: &str) -> String {
    let is_error = |line: &&str| line.starts_with("error");
    let line = printed.lines().find(is_error).or_else(|| printed.lines().last());
    line.unwrap_or("no output").to_owned()
}

#[cfg(test)]
mod tests {
    use super::reason;

    #[test]
    fn reason_is_the_first_error() {
        let printed =
            "warning: x\nerror[E0277]: mismatched types\n --> src\nerror: could not compile\n";
        assert_eq!(reason(printed), "error[E0277]: mismatched types");
        assert_eq!(reason("   Compiling x\nKilled\n"), "Killed");
        assert_eq!(reason(""), "no output");
    }
}
