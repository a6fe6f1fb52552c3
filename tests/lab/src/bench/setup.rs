//! The folders of the bench, and the programs that it measures.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_xtask::shared::{failure, manifest, write};
use serde::Deserialize;

use super::cargo;
use super::cores;
use super::measure::{self, Finished};

/// The working folder, relative to the manifest.
const FOLDER: &str = "target/bench";

/// The folders of a run.
#[derive(Debug)]
pub struct Folders {
    /// farrier's repository.
    pub root: PathBuf,
    /// The folder of all builds.
    pub work: PathBuf,
}

impl Folders {
    /// The folders of the repository that contains this directory.
    pub fn of(directory: &Path) -> Self {
        let root = manifest::root(directory);
        let work = root.join(FOLDER);
        Self { root, work }
    }
}

/// The folders and the programs of a run.
#[derive(Debug)]
pub struct Setup {
    /// farrier's repository.
    pub root: PathBuf,
    /// The folder of all builds.
    pub work: PathBuf,
    /// The `cargo-farrier` program, optimized as by `cargo install`; a debug build in a quick run.
    farrier: PathBuf,
    /// The lab's program, with the same optimization. It runs the compiler's stages and starts the measured
    /// processes.
    lab: PathBuf,
}

/// A message that cargo prints about a build.
#[derive(Deserialize)]
struct Built {
    executable: Option<PathBuf>,
}

impl Setup {
    /// Builds farrier and the lab, with optimizations unless `quick` is set, for the repository that contains this
    /// directory.
    ///
    /// # Errors
    ///
    /// Fails if this is not farrier's repository, or if farrier does not build.
    pub fn of(directory: &Path, quick: bool) -> Result<Self, Diagnostics> {
        let Folders { root, work } = Folders::of(directory);
        // Two builds: a single build would give farrier the features that only the lab needs.
        let [farrier, lab] = ["farrier-xtask", "farrier-lab"].map(|package| {
            if quick { debug(package, &root) } else { release(package, &root, &work) }
        });
        Ok(Self { farrier: farrier?, lab: lab?, root, work })
    }

    /// Runs the measured farrier.
    ///
    /// # Errors
    ///
    /// Fails if the program fails.
    pub fn farrier(&self, folder: &Path, arguments: &[&str]) -> Result<Finished, Diagnostics> {
        self.run(&self.farrier, folder, arguments)
    }

    /// Runs the measured farrier on this number of cores. Does nothing if the system cannot limit them.
    ///
    /// # Errors
    ///
    /// Fails if the program fails.
    pub fn farrier_on(
        &self,
        cores: usize,
        folder: &Path,
        arguments: &[&str],
    ) -> Result<Option<Finished>, Diagnostics> {
        let Some(limit) = cores::arguments(cores) else { return Ok(None) };
        let farrier = self.farrier.display().to_string();
        let limit = limit.iter().map(String::as_str);
        let arguments: Vec<&str> =
            limit.chain([&*farrier]).chain(arguments.iter().copied()).collect();
        self.run(Path::new(cores::TASKSET), folder, &arguments).map(Some)
    }

    /// Runs the lab's internal `bench --worker` with these arguments.
    ///
    /// # Errors
    ///
    /// Fails if the worker fails.
    pub fn worker(&self, folder: &Path, arguments: &[&str]) -> Result<Finished, Diagnostics> {
        let arguments: Vec<&str> =
            ["bench", "--worker"].into_iter().chain(arguments.iter().copied()).collect();
        self.run(&self.lab, folder, &arguments)
    }

    fn run(
        &self,
        program: &Path,
        folder: &Path,
        arguments: &[&str],
    ) -> Result<Finished, Diagnostics> {
        // On Linux a process inherits the peak memory of its parent, so that the parent must be a fresh process.
        let mut command = Command::new(&self.lab);
        command.args(["bench", "--worker", "run", "--"]).arg(program).args(arguments);
        let finished = finished(command.current_dir(folder))?;
        if finished.success {
            return Ok(finished);
        }
        let name = program.file_stem().unwrap_or_default().display();
        let printed = format!("{}{}", finished.out, finished.err);
        Err(Diagnostic::error(format!("{name} {} failed:\n{printed}", arguments.join(" "))).into())
    }

    /// Runs a program with these arguments and variables. Its exit code may be any.
    ///
    /// # Errors
    ///
    /// Fails if the program cannot be run.
    pub fn program(
        &self,
        program: &Path,
        arguments: &[impl AsRef<OsStr>],
        variables: &[(&str, &str)],
    ) -> Result<Finished, Diagnostics> {
        let mut command = Command::new(&self.lab);
        command.args(["bench", "--worker", "run", "--"]).arg(program).args(arguments);
        finished(command.envs(variables.iter().copied()))
    }

    /// A command that runs the lab's internal `bench --worker` with these arguments.
    pub fn worker_command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.lab);
        command.args(["bench", "--worker"]).args(arguments);
        command
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

    /// A temporary folder, for a run without any earlier state.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be made.
    pub fn fresh(&self) -> Result<tempfile::TempDir, Diagnostics> {
        write::temporary_folder(&self.work.join("fresh"))
    }
}

/// What a program did that a worker runs.
fn finished(worker: &mut Command) -> Result<Finished, Diagnostics> {
    let between = measure::run(worker)?;
    serde_json::from_str(&between.out)
        .map_err(|error| failure(format!("a worker answered {}", between.out), &error))
}

/// Builds the program of a package as `cargo install` does.
fn release(package: &str, root: &Path, work: &Path) -> Result<PathBuf, Diagnostics> {
    let build = ["build", "--release", "--package", package, "--message-format=json"];
    executable(package, &cargo::run(root, &work.join("farrier"), &build)?)
}

/// Builds the program of a package with the user's settings, in the target folder of the running program.
fn debug(package: &str, root: &Path) -> Result<PathBuf, Diagnostics> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--offline", "--package", package, "--message-format=json"]);
    executable(package, &measure::run(cargo.current_dir(root))?)
}

fn executable(package: &str, built: &Finished) -> Result<PathBuf, Diagnostics> {
    let lines = built.out.lines().filter_map(|line| serde_json::from_str::<Built>(line).ok());
    match lines.filter_map(|line| line.executable).next_back() {
        Some(program) if built.success => Ok(program),
        _ => {
            let reason = cargo::reason(&built.err);
            let error = Diagnostic::error(format!("{package} cannot be built here: {reason}"));
            Err(error.help("`bench` runs in farrier's own repository").into())
        }
    }
}
