//! `cargo xtask codegen`: generate every output in memory, compare with what is there, then report or write.

mod cause;
mod check;
mod command;
mod compare;
pub mod drift;
pub mod order;
mod put;
mod report;
mod summary;

use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::Diagnostics;
use toml::Spanned;

use self::drift::Drift;
use self::order::Planned;
use crate::cli::Codegen;
use crate::lock::{self, Lock};
use crate::manifest::{self, Manifest, plain};
use crate::write::guard::Guard;
use crate::write::staging::Staging;
use crate::{Outcome, Terminal};

/// How many files a message names.
const NAMED: usize = 10;

/// Runs the command.
///
/// # Errors
///
/// Everything that is wrong with manifest, models and change documents; and failures to read or write.
pub fn run(args: &Codegen, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let home = home(args, terminal);
    // Whoever writes does so alone, from reading the manifest on. A check writes nothing.
    let _guard = if args.check { None } else { Some(Guard::of(&home, terminal)) };
    let job = if let (Some(model), Some(out)) = (&args.model, &args.out) {
        let outputs = vec![order::of_arguments(args, model, out, terminal)?];
        Job { home, outputs, exclusive: Vec::new(), lock: None }
    } else {
        let manifest = Manifest::find(args.manifest.as_deref(), &terminal.directory)?;
        Job::of_manifest(manifest, terminal.program)?
    };
    let compared = compare::all(&job)?;
    if args.check {
        check::run(args, &job, &compared, terminal)
    } else {
        put::run(&job, &compared, terminal)
    }
}

/// The folder that all is written below: that of the manifest. Without one it is that which the command runs in, or,
/// where the output lies elsewhere, the nearest folder above it that is there.
fn home(args: &Codegen, terminal: &Terminal) -> PathBuf {
    let directory = plain(&terminal.directory);
    match (&args.out, &args.manifest) {
        (Some(out), _) => {
            let out = plain(&directory.join(out));
            let above = out.ancestors().skip(1).find(|above| above.is_dir());
            if out.starts_with(&directory) { directory } else { above.unwrap_or(&out).to_owned() }
        }
        (None, Some(manifest)) => plain(directory.join(manifest).parent().unwrap_or(Path::new(""))),
        (None, None) => manifest::root(&directory),
    }
}

/// The outputs, and what is known of them.
struct Job {
    /// The folder that all is written below.
    home: PathBuf,
    outputs: Vec<Planned>,
    /// Folders that hold outputs and nothing else.
    exclusive: Vec<String>,
    /// The lock file, where there is a manifest.
    lock: Option<PlannedLock>,
}

/// The lock file of a manifest.
struct PlannedLock {
    path: PathBuf,
    /// What it says, if it is there; or why it cannot be read.
    before: Result<Option<Lock>, String>,
    /// What it was to say in the end of a run that was killed.
    interrupted: Option<Lock>,
    /// How it differs from what it is to be.
    drift: Option<Drift>,
    /// Its new text.
    text: String,
}

impl Job {
    fn of_manifest(manifest: Manifest, program: &'static str) -> Result<Self, Diagnostics> {
        let lock_path = manifest.lock_path();
        let program = lock::program(&lock_path).unwrap_or(program);
        let outputs = order::of_manifest(&manifest, program)?;
        let home = plain(&manifest.root);
        let lock = Lock { output: outputs.iter().map(|planned| planned.locked.clone()).collect() };
        let lock = PlannedLock::of(&home, &lock_path, &lock, program)?;
        let exclusive = manifest.file.exclusive.into_iter().map(Spanned::into_inner).collect();
        Ok(Self { home, outputs, exclusive, lock: Some(lock) })
    }

    /// Where what is to be put in place is made.
    fn staging(&self) -> Staging {
        Staging::of(&self.home)
    }
}

impl PlannedLock {
    /// The name of the file in messages.
    fn name(&self) -> String {
        lock::name(&self.path)
    }

    /// Compares the lock file at `path` with its new content.
    fn of(home: &Path, path: &Path, lock: &Lock, program: &str) -> Result<Self, Diagnostics> {
        let path = plain(path);
        let text = lock.text(program)?;
        let before = Lock::find(&path).map_err(|errors| {
            errors.iter().next().map_or_else(String::new, |error| error.message().to_owned())
        });
        let staging = Staging::of(home);
        let interrupted =
            if staging.is_ours() { Lock::find(&staging.path(&path)) } else { Ok(None) };
        let same = before.as_ref().is_ok_and(|before| before.as_ref() == Some(lock));
        let drift = drift::of_lock(&path, &text, same)?;
        // One that a killed run did not finish says nothing.
        Ok(Self { path, before, interrupted: interrupted.unwrap_or_default(), drift, text })
    }
}
