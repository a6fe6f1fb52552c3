//! `cargo xtask codegen`: generates every output in memory, compares it with the files, and reports or writes the
//! difference. Other commands call [`Job`] to write outputs together with edited inputs.

mod cause;
mod check;
mod command;
mod compare;
mod constructors;
pub mod drift;
mod install;
pub mod interrupted;
#[cfg(test)]
mod interruption_tests;
pub mod plan;
mod report;
mod summary;

use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::Diagnostics;
use toml::Spanned;

use self::drift::Drift;
use self::plan::PlannedOutput;
use crate::cli::Codegen;
use crate::edits::Edits;
use crate::lock::{self, Lock};
use crate::manifest::{self, Manifest, plain};
use crate::other_manifests;
use crate::write::guard::Guard;
use crate::write::staging::Staging;
use crate::{Outcome, Terminal};

/// The maximum number of files in a message.
const MAX_NAMES: usize = 10;

/// Runs the command.
///
/// # Errors
///
/// All errors in the manifest, models and change documents; or the first file that cannot be read or written.
pub fn run(args: &Codegen, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let home = home(args, terminal);
    // The guard is held from reading the manifest to the last write. A check writes nothing and needs none.
    let _guard = if args.check { None } else { Some(Guard::acquire(&home, terminal)) };
    let accepted_before = if args.check {
        interrupted::note(&home, terminal);
        false
    } else {
        interrupted::finish(&home, terminal)?
    };
    let job = if let (Some(model), Some(out)) = (&args.model, &args.out) {
        let outputs = vec![plan::from_arguments(args, model, out, terminal)?];
        Job { home, outputs, exclusive: Vec::new(), lock: None, inputs: Inputs::default() }
    } else {
        let manifest = Manifest::find(
            args.manifest.as_deref(),
            &terminal.directory,
            "generate one crate with --model, --operations and --out",
        )?;
        Job::from_manifest(manifest, Inputs::default(), terminal.program)?
    };
    let comparisons = compare::compare(&job)?;
    if args.check {
        return check::run(args, &job, &comparisons, terminal);
    }
    let accepted = args.accept_reordered || accepted_before;
    match constructors::run(
        accepted,
        &constructors::accepting(args, terminal),
        &comparisons,
        terminal,
    )? {
        Outcome::Fine => install::run(&job, &comparisons, terminal),
        Outcome::Finding => Ok(Outcome::Finding),
    }
}

/// The folder that contains every written file: the folder of the manifest.
///
/// Without a manifest, the current folder; or, for an output elsewhere, the nearest existing folder above the output.
fn home(args: &Codegen, terminal: &Terminal) -> PathBuf {
    let directory = plain(&terminal.directory);
    match (&args.out, &args.manifest) {
        (Some(out), _) => {
            let out = plain(&directory.join(out));
            let above = out.ancestors().skip(1).find(|above| above.is_dir());
            if out.starts_with(&directory) { directory } else { above.unwrap_or(&out).to_owned() }
        }
        (None, manifest) => manifest::home(manifest.as_deref(), &directory),
    }
}

/// Edited inputs, which a run writes together with the outputs.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The new texts.
    pub edits: Edits,
    /// The name of the command, such as `update`.
    pub command: &'static str,
    /// Whether the user has accepted reordered constructors.
    pub accept_reordered: bool,
}

/// The outputs of a run, generated in memory.
pub struct Job {
    /// The folder that contains every written file.
    home: PathBuf,
    outputs: Vec<PlannedOutput>,
    /// Folders that contain only outputs.
    exclusive: Vec<String>,
    /// The lock file; `None` without a manifest.
    lock: Option<PlannedLock>,
    /// The inputs to write with the outputs.
    inputs: Inputs,
}

/// The lock file of a manifest, before and after the run.
struct PlannedLock {
    path: PathBuf,
    /// The content of the existing file, if there is one; or the reason why it cannot be read.
    previous: Result<Option<Lock>, String>,
    /// The lock that an interrupted run has left in the staging folder.
    interrupted: Option<Lock>,
    /// The difference between the existing file and `text`.
    drift: Option<Drift>,
    /// The new text.
    text: String,
}

impl Job {
    /// Generates the outputs of a manifest from the inputs as they will be.
    ///
    /// # Errors
    ///
    /// All errors in models and change documents.
    pub fn from_manifest(
        manifest: Manifest,
        inputs: Inputs,
        program: &'static str,
    ) -> Result<Self, Diagnostics> {
        other_manifests::refuse_their_outputs(&manifest)?;
        let lock_path = manifest.lock_path();
        let program = lock::program(&lock_path).unwrap_or(program);
        let outputs = plan::from_manifest(&manifest, &inputs.edits, program)?;
        let home = plain(&manifest.root);
        let lock = Lock { output: outputs.iter().map(|planned| planned.locked.clone()).collect() };
        let lock = PlannedLock::new(&home, &lock_path, &lock, program)?;
        let exclusive = manifest.file.exclusive.into_iter().map(Spanned::into_inner).collect();
        Ok(Self { home, outputs, exclusive, lock: Some(lock), inputs })
    }

    /// Writes inputs and outputs as one, unless constructors are reordered. `accepting` is the command line that accepts
    /// them. With `is_trial`, prints what would be written.
    ///
    /// # Errors
    ///
    /// Fails if a foreign file is in the way, or if a file cannot be written.
    pub fn write(
        &self,
        accepting: &str,
        is_trial: bool,
        terminal: &mut Terminal,
    ) -> Result<Outcome, Diagnostics> {
        let comparisons = compare::compare(self)?;
        let accepted = self.inputs.accept_reordered;
        let outcome = constructors::run(accepted, accepting, &comparisons, terminal)?;
        match outcome {
            Outcome::Finding => Ok(outcome),
            Outcome::Fine if is_trial => install::trial(self, &comparisons, terminal),
            Outcome::Fine => install::run(self, &comparisons, terminal),
        }
    }

    /// The staging folder of the run.
    fn staging(&self) -> Staging {
        Staging::of(&self.home)
    }
}

impl PlannedLock {
    /// The name of the file in messages.
    fn name(&self) -> String {
        lock::name(&self.path)
    }

    /// Whether the existing file is a symbolic link, which codegen does not replace.
    fn is_link(&self) -> bool {
        self.path.is_symlink()
    }

    /// The reason why the existing file cannot be read, without the name of the file: `cannot be read: missing field`.
    fn read_error(&self) -> Option<&str> {
        let error = self.previous.as_ref().err()?;
        Some(error.strip_prefix(&format!("`{}`", self.name())).unwrap_or(error).trim_start())
    }

    /// Compares the lock file at `path` with its new content.
    fn new(home: &Path, path: &Path, lock: &Lock, program: &str) -> Result<Self, Diagnostics> {
        let path = plain(path);
        let text = lock.text(program)?;
        let previous = Lock::find(&path).map_err(|errors| {
            errors.iter().next().map_or_else(String::new, |error| error.message().to_owned())
        });
        let staging = Staging::of(home);
        let interrupted = if staging.is_created_by_codegen() {
            Lock::find(&staging.path(&path))
        } else {
            Ok(None)
        };
        let is_same = previous.as_ref().is_ok_and(|previous| previous.as_ref() == Some(lock));
        let drift = drift::lock_drift(&path, &text, is_same)?;
        // An unreadable file was cut off when its run was interrupted.
        Ok(Self { path, previous, interrupted: interrupted.unwrap_or_default(), drift, text })
    }
}
