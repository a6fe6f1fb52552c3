//! Compares the outputs, what is beside them, and what is left of those that the manifest no longer has, with what
//! belongs there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::Diagnostics;

use super::Job;
use super::cause::Before;
use super::drift::{self, Drift, Drifts, Known};
use super::order::Planned;
use crate::lock::Locked;
use crate::slashes;
use crate::write::place;

/// A folder, and how it differs from what belongs there.
pub struct Compared<'j> {
    /// The folder.
    pub folder: PathBuf,
    /// The folder as messages show it.
    pub shown: String,
    /// What belongs there, unless nothing does.
    pub planned: Option<&'j Planned>,
    /// What the lock says of it.
    pub before: Before<'j>,
    /// The files that differ.
    pub drifts: Drifts,
}

impl Compared<'_> {
    /// The text that belongs at a path, if any does.
    pub fn wanted(&self, path: &str) -> Option<&String> {
        self.planned.and_then(|planned| planned.files.get(path))
    }

    /// The files that are there and belong nowhere.
    pub fn superfluous(&self) -> impl Iterator<Item = &String> {
        self.drifts.keys().filter(|path| self.wanted(path).is_none())
    }

    /// The files that codegen leaves alone, and cannot go on for.
    pub fn kept(&self) -> impl Iterator<Item = (&String, &Drift)> {
        self.drifts.iter().filter(|(_, drift)| drift.is_kept())
    }

    /// Whether a file is one of those that differ.
    fn has(&self, file: &Path) -> bool {
        let within = file.strip_prefix(&self.folder).ok();
        within.is_some_and(|path| self.drifts.contains_key(&slashes(path)))
    }
}

/// Compares everything.
///
/// # Errors
///
/// Fails if a folder is not where it seems to be, or if something cannot be read.
pub fn all(job: &Job) -> Result<Vec<Compared<'_>>, Diagnostics> {
    refuse_detours(job)?;
    let mut compared = Vec::new();
    for planned in &job.outputs {
        let before = job.before(planned.shown());
        let drifts = drift::of_output(planned, &job.known(planned.shown(), before))?;
        let (folder, shown) = (planned.folder.clone(), planned.shown().to_owned());
        compared.push(Compared { folder, shown, planned: Some(planned), before, drifts });
    }
    for (folder, former) in job.former() {
        let before = Before::Locked(former);
        let known = job.known(&former.path, before);
        let drifts = drift::of_former_output(&folder, former, &known, &job.outputs)?;
        let shown = former.path.clone();
        compared.push(Compared { folder, shown, planned: None, before, drifts });
    }
    for shown in &job.exclusive {
        let folder = job.home.join(shown);
        let mut drifts = drift::beside_outputs(&folder, &job.outputs, &job.known_beside())?;
        // What is left of a former output is told of already.
        drifts.retain(|path, _| !compared.iter().any(|compared| compared.has(&folder.join(path))));
        let before = Before::Beside;
        compared.push(Compared { folder, shown: shown.clone(), planned: None, before, drifts });
    }
    Ok(compared)
}

/// Refuses folders that are links, or lie behind them, before anything is compared with what is elsewhere.
fn refuse_detours(job: &Job) -> Result<(), Diagnostics> {
    let outputs = job.outputs.iter().map(|planned| planned.folder.clone());
    let former = job.former().map(|(folder, _)| folder);
    let exclusive = job.exclusive.iter().map(|folder| job.home.join(folder));
    let mut errors = Diagnostics::default();
    // Folders within each other may meet the same one.
    let mut seen = BTreeSet::new();
    for folder in outputs.chain(former).chain(exclusive) {
        if let Err(error) = place::refuse_detours(&folder, &job.home)
            && seen.insert(error.message().to_owned())
        {
            errors.push(error);
        }
    }
    errors.finish(())
}

impl Job {
    /// What the lock says of an output.
    fn before(&self, path: &str) -> Before<'_> {
        match self.lock.as_ref().map(|lock| lock.before.as_ref()) {
            Some(Ok(Some(lock))) => lock.get(path).map_or(Before::New, Before::Locked),
            Some(Err(why)) => Before::Unknown(why),
            Some(Ok(None)) | None => Before::Unknown("there is no lock file"),
        }
    }

    /// The outputs that the lock has and the manifest no longer has. Where somebody's file is now, nothing is left.
    fn former(&self) -> impl Iterator<Item = (PathBuf, &Locked)> {
        let lock = self.lock.as_ref().and_then(|lock| lock.before.as_ref().ok()?.as_ref());
        let outputs = lock.into_iter().flat_map(|lock| &lock.output);
        let outputs = outputs.map(|former| (self.home.join(&former.path), former));
        let is_file = |path: &Path| path.symlink_metadata().is_ok_and(|found| found.is_file());
        outputs.filter(move |(folder, _)| {
            !self.outputs.iter().any(|planned| folder.starts_with(&planned.folder))
                && !folder.ancestors().any(is_file)
        })
    }

    /// What codegen has written into an output, as far as that is known.
    fn known<'j>(&'j self, path: &str, before: Before<'j>) -> Known<'j> {
        let Some(locked) = before.locked() else { return Known::Nothing };
        let interrupted = self.lock.as_ref().and_then(|lock| lock.interrupted.as_ref()?.get(path));
        Known::Files(std::iter::once(locked).chain(interrupted).map(|of| &of.files).collect())
    }

    /// What codegen has written beside its outputs: nothing, if the lock can be read.
    fn known_beside(&self) -> Known<'_> {
        match self.lock.as_ref().map(|lock| &lock.before) {
            Some(Ok(Some(_))) => Known::Files(Vec::new()),
            _ => Known::Nothing,
        }
    }
}
