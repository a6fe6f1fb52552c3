//! Runs cargo as a user would who has set nothing.

use std::path::Path;
use std::process::Command;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use super::measure::{self, Finished};
use super::place::Place;

/// What a user's environment could change about a build.
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

/// Runs cargo in a folder, with its target folder.
///
/// # Errors
///
/// Fails if there is no cargo.
pub fn run(folder: &Path, target: &Path, arguments: &[&str]) -> Result<Finished, Diagnostics> {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(folder).env("CARGO_TARGET_DIR", target);
    for name in SETTINGS {
        command.env_remove(name);
    }
    measure::run(&mut command)
}

/// Makes sure that the crates of a package are there, and that its lock file is: what is measured later is offline.
/// A package that `is_ours` takes the crates that farrier itself was built with, which are there.
///
/// # Errors
///
/// Fails with what cargo says if they cannot be had.
pub fn fetch(folder: &Path, is_ours: bool, place: &Place) -> Result<(), Diagnostics> {
    let lock = folder.join("Cargo.lock");
    if is_ours && !lock.exists() {
        place.copy_lock(&lock)?;
    }
    let target = folder.join("target");
    // Without a lock file, offline means the newest crates that happen to be there.
    if lock.exists() && run(folder, &target, &["fetch", "--offline"])?.success {
        return Ok(());
    }
    let fetched = run(folder, &target, &["fetch"])?;
    if fetched.success { Ok(()) } else { Err(failed("its crates cannot be fetched", &fetched)) }
}

/// What cargo says of a failure.
pub fn failed(what: &str, finished: &Finished) -> Diagnostics {
    let said = reason(&finished.err);
    Diagnostic::error(format!("{what}: {said}")).into()
}

/// The first line of what cargo prints that is an error, or else the last.
pub fn reason(printed: &str) -> String {
    let is_error = |line: &&str| line.starts_with("error");
    let line = printed.lines().find(is_error).or_else(|| printed.lines().last());
    line.unwrap_or("it says nothing").to_owned()
}

#[cfg(test)]
mod tests {
    use super::reason;

    #[test]
    fn the_reason_is_the_first_error() {
        let printed =
            "warning: x\nerror[E0277]: this is not that\n --> src\nerror: could not compile\n";
        assert_eq!(reason(printed), "error[E0277]: this is not that");
        assert_eq!(reason("   Compiling x\nKilled\n"), "Killed");
        assert_eq!(reason(""), "it says nothing");
    }
}
