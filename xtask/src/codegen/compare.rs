//! Compares the files in each folder with the files that belong there.
//!
//! The folders are the outputs, the `exclusive` folders around them, and outputs that the manifest no longer lists.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use super::Job;
use super::cause::Previous;
use super::drift::{self, Drift, Drifts, WrittenFiles};
use super::plan::PlannedOutput;
use crate::lock::LockedOutput;
use crate::write::links;
use crate::{parallel, slashes};

/// A folder and its drift.
pub struct Comparison<'j> {
    /// The folder.
    pub folder: PathBuf,
    /// The folder as messages show it.
    pub shown: String,
    /// The output that belongs there, if any.
    pub planned: Option<&'j PlannedOutput>,
    /// The folder at the end of the previous run.
    pub previous: Previous<'j>,
    /// The files that differ.
    pub drifts: Drifts,
}

impl Comparison<'_> {
    /// The generated text of a file, if the file belongs in the folder.
    pub fn expected(&self, path: &str) -> Option<&String> {
        self.planned.and_then(|planned| planned.files.get(path))
    }

    /// The existing files that do not belong in the folder.
    pub fn extra_files(&self) -> impl Iterator<Item = &String> {
        self.drifts.keys().filter(|path| self.expected(path).is_none())
    }

    /// The files that codegen must not touch. Until they are moved away, codegen writes nothing.
    pub fn kept_files(&self) -> impl Iterator<Item = (&String, &Drift)> {
        self.drifts.iter().filter(|(_, drift)| drift.is_kept())
    }

    /// Whether a file is among the files that differ.
    fn contains(&self, file: &Path) -> bool {
        let within = file.strip_prefix(&self.folder).ok();
        within.is_some_and(|path| self.drifts.contains_key(&slashes(path)))
    }
}

/// Compares every folder of a job.
///
/// # Errors
///
/// Fails if a folder is a symbolic link, or if a folder or file cannot be read.
pub fn compare(job: &Job) -> Result<Vec<Comparison<'_>>, Diagnostics> {
    refuse_links(job)?;
    let outputs = parallel::map(&job.outputs, |planned| compare_output(job, planned));
    let mut comparisons: Vec<Comparison<'_>> = outputs.into_iter().collect::<Result<_, _>>()?;
    for (folder, dropped) in job.dropped_outputs() {
        let previous = Previous::Locked(dropped);
        let written = job.written_files(&dropped.path, previous);
        let drifts = drift::dropped_output_drift(&folder, dropped, &written, &job.outputs)?;
        let shown = dropped.path.clone();
        comparisons.push(Comparison { folder, shown, planned: None, previous, drifts });
    }
    for shown in &job.exclusive {
        let folder = job.home.join(shown);
        let written = job.written_beside_outputs();
        let mut drifts = drift::exclusive_drift(&folder, &job.outputs, &written)?;
        // The files of dropped outputs are already reported.
        drifts.retain(|path, _| {
            !comparisons.iter().any(|comparison| comparison.contains(&folder.join(path)))
        });
        let (shown, previous) = (shown.clone(), Previous::Exclusive);
        comparisons.push(Comparison { folder, shown, planned: None, previous, drifts });
    }
    Ok(comparisons)
}

fn compare_output<'j>(
    job: &'j Job,
    planned: &'j PlannedOutput,
) -> Result<Comparison<'j>, Diagnostics> {
    let previous = job.previous(planned.shown());
    let written = job.written_files(planned.shown(), previous);
    let drifts = drift::output_drift(planned, &written)?;
    let (folder, shown) = (planned.folder.clone(), planned.shown().to_owned());
    Ok(Comparison { folder, shown, planned: Some(planned), previous, drifts })
}

/// Refuses folders that are symbolic links, or that are reached through a link out of the manifest's folder; and outputs
/// that links make one folder.
fn refuse_links(job: &Job) -> Result<(), Diagnostics> {
    let outputs = job.outputs.iter().map(|planned| planned.folder.clone());
    let dropped = job.dropped_outputs().map(|(folder, _)| folder);
    let exclusive = job.exclusive.iter().map(|folder| job.home.join(folder));
    let mut errors = Diagnostics::default();
    // Several folders may lie behind the same link, which is reported once.
    let mut seen = BTreeSet::new();
    for folder in outputs.chain(dropped).chain(exclusive) {
        if let Err(error) = links::refuse_links(&folder, &job.home)
            && seen.insert(error.message().to_owned())
        {
            errors.push(error);
        }
    }
    let outputs = job.outputs.iter().map(|planned| (links::real(&planned.folder), planned.shown()));
    let mut known = BTreeMap::new();
    for (folder, shown) in outputs {
        if let Some(other) = known.insert(folder, shown) {
            let message = format!("outputs `{other}` and `{shown}` are one folder");
            errors.push(Diagnostic::error(message).help("remove the link, or one of the outputs"));
        }
    }
    errors.finish(())
}

impl Job {
    /// An output at the end of the previous run.
    fn previous(&self, path: &str) -> Previous<'_> {
        match self.lock.as_ref().map(|lock| lock.previous.as_ref()) {
            Some(Ok(Some(lock))) => lock.get(path).map_or(Previous::New, Previous::Locked),
            Some(Err(reason)) => Previous::Unknown(reason),
            Some(Ok(None)) | None => Previous::Unknown("there is no lock file"),
        }
    }

    /// The outputs in the lock file that the manifest no longer lists, unless a file is in the place of their folder.
    fn dropped_outputs(&self) -> impl Iterator<Item = (PathBuf, &LockedOutput)> {
        let lock = self.lock.as_ref().and_then(|lock| lock.previous.as_ref().ok()?.as_ref());
        let outputs = lock.into_iter().flat_map(|lock| &lock.output);
        let outputs = outputs.map(|locked| (self.home.join(&locked.path), locked));
        let is_file = |path: &Path| path.symlink_metadata().is_ok_and(|found| found.is_file());
        // A path through a link may lead to an output.
        let planned = self.outputs.iter().map(|planned| links::real(&planned.folder));
        let planned: Vec<PathBuf> = planned.collect();
        outputs.filter(move |(folder, _)| {
            let real = links::real(folder);
            !planned.iter().any(|planned| real.starts_with(planned))
                && !folder.ancestors().any(is_file)
        })
    }

    /// The files that codegen has written into an output.
    fn written_files<'j>(&'j self, path: &str, previous: Previous<'j>) -> WrittenFiles<'j> {
        let Some(locked) = previous.locked() else { return WrittenFiles::Unknown };
        let interrupted = self.lock.as_ref().and_then(|lock| lock.interrupted.as_ref()?.get(path));
        let runs = std::iter::once(locked).chain(interrupted);
        WrittenFiles::Known(runs.map(|locked| &locked.files).collect())
    }

    /// The files that codegen has written outside of outputs: none, if there is a readable lock file.
    fn written_beside_outputs(&self) -> WrittenFiles<'_> {
        match self.lock.as_ref().map(|lock| &lock.previous) {
            Some(Ok(Some(_))) => WrittenFiles::Known(Vec::new()),
            _ => WrittenFiles::Unknown,
        }
    }
}
