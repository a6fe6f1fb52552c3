//! Where the bench works, and the farrier that it measures.

use std::path::{Path, PathBuf};
use std::process::Command;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use serde::Deserialize;

use super::cargo;
use super::measure::{self, Finished};
use crate::{failure, manifest, write};

/// The folder below that of the manifest.
const FOLDER: &str = "target/bench";

/// The folders of a run.
#[derive(Debug)]
pub struct Place {
    /// farrier's repository.
    pub root: PathBuf,
    /// Where everything is built.
    pub work: PathBuf,
    /// farrier, optimized as `cargo install` builds it.
    pub farrier: PathBuf,
}

/// What cargo prints of what it built.
#[derive(Deserialize)]
struct Built {
    executable: Option<PathBuf>,
}

impl Place {
    /// The place of the repository that a directory is in. Builds farrier, unless a run is to be `quick`: then it is
    /// this program, however it was built.
    ///
    /// # Errors
    ///
    /// Fails if this is not farrier's repository, or if farrier does not build.
    pub fn of(directory: &Path, quick: bool) -> Result<Self, Diagnostics> {
        let root = manifest::root(directory);
        let work = root.join(FOLDER);
        if quick {
            let farrier = std::env::current_exe()
                .map_err(|error| failure("farrier cannot find itself", &error))?;
            return Ok(Self { root, work, farrier });
        }
        let arguments = [
            "build",
            "--release",
            "--package",
            "farrier-xtask",
            "--bin",
            "cargo-farrier",
            "--message-format=json",
        ];
        let built = cargo::run(&root, &work.join("farrier"), &arguments)?;
        let lines = built.out.lines().filter_map(|line| serde_json::from_str::<Built>(line).ok());
        let farrier = lines.filter_map(|line| line.executable).next_back();
        match farrier {
            Some(farrier) if built.success => Ok(Self { root, work, farrier }),
            _ => {
                let said = cargo::reason(&built.err);
                let error = Diagnostic::error(format!("farrier cannot be built here: {said}"));
                Err(error.help("`bench` runs in farrier's own repository").into())
            }
        }
    }

    /// Runs the farrier that is measured.
    ///
    /// # Errors
    ///
    /// Fails if it fails.
    pub fn farrier(&self, folder: &Path, arguments: &[&str]) -> Result<Finished, Diagnostics> {
        // A process counts the memory of the one that started it as its own. So this is not that one, but a farrier that
        // has done nothing else.
        let mut command = Command::new(&self.farrier);
        command.args(["bench", "--worker", "run", "--"]).args(arguments).current_dir(folder);
        let between = measure::run(&mut command)?;
        let finished: Finished = serde_json::from_str(&between.out)
            .map_err(|error| failure(format!("a worker answered {}", between.out), &error))?;
        if finished.success {
            return Ok(finished);
        }
        let said = format!("{}{}", finished.out, finished.err);
        Err(Diagnostic::error(format!("farrier {} failed:\n{said}", arguments.join(" "))).into())
    }

    /// Copies the lock file of the repository.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be read or written.
    pub fn copy_lock(&self, to: &Path) -> Result<(), Diagnostics> {
        let text = std::fs::read_to_string(self.root.join("Cargo.lock"))
            .map_err(|error| failure("Cargo.lock cannot be read", &error))?;
        write::file(to, &text)
    }

    /// A folder that is gone when it goes out of scope, for what must start from nothing.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be made.
    pub fn fresh(&self) -> Result<tempfile::TempDir, Diagnostics> {
        write::temporary_folder(&self.work.join("fresh"))
    }
}
