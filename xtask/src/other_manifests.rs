//! The other manifests in the folder of a manifest, as far as their lock files tell of them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use crate::command_line::quoted;
use crate::edits::Edits;
use crate::lock::{self, Lock, LockedOutput};
use crate::manifest::{self, Manifest, plain};
use crate::{Terminal, XTASK, slashes};

/// A manifest beside another one.
pub struct OtherManifest {
    path: PathBuf,
    lock: Lock,
}

impl OtherManifest {
    /// The manifests in the folder of this one. One that codegen has not run yet has no lock file, and is unknown.
    pub fn all(manifest: &Manifest) -> impl Iterator<Item = Self> {
        let own = plain(&manifest.lock_path());
        let entries = fs::read_dir(plain(&manifest.root)).into_iter().flatten().flatten();
        let mut locks: Vec<PathBuf> = entries
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "lock"))
            .filter(|path| *path != own && lock::program(path).is_some())
            .collect();
        locks.sort();
        let read = |lock: PathBuf| {
            let path = lock.with_extension("toml");
            // The lock file may be left over from a renamed manifest.
            path.is_file()
                .then(|| Lock::find(&lock).ok()?.map(|lock| Self { path, lock }))
                .flatten()
        };
        locks.into_iter().filter_map(read)
    }

    /// Whether it uses the model in a folder.
    pub fn uses(&self, folder: &Path) -> bool {
        self.inputs().any(|path| path.starts_with(folder))
    }

    /// The paths of its models and change documents.
    fn inputs(&self) -> impl Iterator<Item = PathBuf> {
        let root = plain(self.path.parent().unwrap_or(Path::new("")));
        let inputs = self.lock.output.iter().flat_map(|output| output.inputs.keys());
        inputs.map(move |path| plain(&root.join(path)))
    }

    /// The name of the file.
    pub fn name(&self) -> String {
        lock::name(&self.path)
    }
}

/// A line for each other manifest whose models a command edits, with the next step.
pub fn next_steps(manifest: &Manifest, edits: &Edits, terminal: &Terminal) -> Vec<String> {
    let edited: BTreeSet<&Path> = edits.iter().map(|(path, _)| path).collect();
    let mut others: Vec<OtherManifest> = OtherManifest::all(manifest).collect();
    others.retain(|other| other.inputs().any(|path| edited.contains(path.as_path())));
    let step = |other: OtherManifest| {
        let path = other.path.strip_prefix(plain(&terminal.directory)).unwrap_or(&other.path);
        let command = format!("{XTASK} codegen --manifest {}", quoted(&slashes(path)));
        let command = terminal.with_program_name(&command);
        format!("`{}` uses the same models: run `{command}`, too", other.name())
    };
    others.into_iter().map(step).collect()
}

/// Refuses the output folders of other manifests.
///
/// # Errors
///
/// Names the output and the other manifest.
pub fn refuse_their_outputs(manifest: &Manifest) -> Result<(), Diagnostics> {
    let mut errors = Diagnostics::default();
    for other in OtherManifest::all(manifest) {
        for output in &manifest.file.output {
            let overlaps = |theirs: &&LockedOutput| {
                manifest::overlap(&manifest.root, output.path.get_ref(), &theirs.path)
            };
            if let Some(theirs) = other.lock.output.iter().find(overlaps) {
                let message = format!("`{}` is an output of `{}`", theirs.path, other.name());
                let error = Diagnostic::error(message).at(manifest.locate(&output.path));
                errors.push(error.help(format!(
                    "choose another folder; if `{0}` no longer has the output, run `{XTASK} codegen --manifest {0}` first",
                    other.name()
                )));
            }
        }
    }
    errors.finish(())
}
