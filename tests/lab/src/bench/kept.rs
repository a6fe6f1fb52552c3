//! The figures of all jobs, kept in a file beside the page: an interrupted run is resumed, and a run of one job keeps the
//! figures of the others, which other days may have measured.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_xtask::shared::{failure, slashes, write};
use serde::{Deserialize, Serialize};

use super::figures::Figures;
use super::origin::Origin;
use crate::cli::Job;

/// The name of the file beside the page.
const FILE: &str = "figures.json";

/// The figures of all jobs.
#[derive(Debug, Default)]
pub struct Kept {
    file: PathBuf,
    records: BTreeMap<Job, Record>,
}

/// The figures of a job.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Record {
    /// The circumstances of the last round.
    pub origin: Origin,
    /// The number of finished rounds.
    pub rounds: usize,
    /// The figures of these rounds.
    pub figures: Figures,
}

impl Kept {
    /// Reads the figures in a folder, if it has any.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be read, for example because another version of the bench wrote it.
    pub fn read(folder: &Path) -> Result<Self, Diagnostics> {
        let file = folder.join(FILE);
        let text = match std::fs::read_to_string(&file) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Ok(Self { file, ..Self::default() });
            }
            text => text.map_err(|error| unreadable(&file, &error))?,
        };
        let records = serde_json::from_str(&text).map_err(|error| unreadable(&file, &error))?;
        Ok(Self { file, records })
    }

    /// The jobs with unfinished rounds, each with its record to go on with. If all jobs are finished, they start again.
    /// Figures of other circumstances count as none.
    pub fn resume(&self, jobs: &[Job], rounds: usize, origin: &Origin) -> Vec<(Job, Record)> {
        let known =
            |job: &Job| self.records.get(job).filter(|record| origin.continues(&record.origin));
        let is_finished = |job: &Job| known(job).is_some_and(|record| record.rounds >= rounds);
        let starts_again = jobs.iter().all(is_finished);
        let unfinished = jobs.iter().filter(|job| starts_again || !is_finished(job));
        unfinished
            .map(|job| {
                let known = known(job).filter(|_| !starts_again).cloned();
                let mut record = Record { origin: origin.clone(), ..known.unwrap_or_default() };
                record.figures.forgive();
                (*job, record)
            })
            .collect()
    }

    /// Keeps the record of a job, instead of its earlier one.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be written.
    pub fn keep(&mut self, job: Job, record: &Record) -> Result<(), Diagnostics> {
        self.records.insert(job, record.clone());
        let text = serde_json::to_string_pretty(&self.records)
            .map_err(|error| failure("the figures cannot be written", &error))?;
        write::file(&self.file, &text)
    }

    /// The record of a job.
    pub fn record(&self, job: Job) -> Option<&Record> {
        self.records.get(&job)
    }

    /// The records.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.records.values()
    }

    /// The figures of all jobs.
    pub fn figures(&self) -> Figures {
        let mut figures = Figures::default();
        for record in self.records() {
            figures.merge(&record.figures);
        }
        figures
    }
}

fn unreadable(file: &Path, error: &dyn Display) -> Diagnostic {
    Diagnostic::error(format!("`{}` cannot be read: {error}", slashes(file)))
        .help("delete the file to measure all jobs again, or restore it from git")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(commit: &str) -> Origin {
        Origin { commit: Some(commit.to_owned()), ..Origin::default() }
    }

    fn record(commit: &str, rounds: usize, value: f64) -> Record {
        let mut figures = Figures::default();
        figures.add("m", "c", value);
        figures.fail("build", "c", "a reason");
        Record { origin: origin(commit), rounds, figures }
    }

    #[test]
    fn interrupted_run_goes_on_where_it_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let mut kept = Kept::read(folder.path()).unwrap();
        kept.keep(Job::Calls, &record("a", 2, 1.0)).unwrap();
        kept.keep(Job::S3, &record("a", 1, 1.0)).unwrap();
        let kept = Kept::read(folder.path()).unwrap();
        let jobs = [Job::Calls, Job::S3, Job::Build];
        let rounds = |records: Vec<(Job, Record)>| -> Vec<(Job, usize)> {
            records.into_iter().map(|(job, record)| (job, record.rounds)).collect()
        };
        let resumed = kept.resume(&jobs, 2, &origin("a"));
        assert_eq!(resumed[0].1.figures.median("m", "c"), Some(1.0));
        assert_eq!(resumed[0].1.figures.failures().count(), 0, "failures are tried again");
        assert_eq!(rounds(resumed), [(Job::S3, 1), (Job::Build, 0)]);
        let other = kept.resume(&jobs, 2, &origin("b"));
        assert_eq!(rounds(other), [(Job::Calls, 0), (Job::S3, 0), (Job::Build, 0)]);
    }

    #[test]
    fn finished_run_starts_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut kept = Kept::read(folder.path()).unwrap();
        kept.keep(Job::Calls, &record("a", 5, 1.0)).unwrap();
        let started = kept.resume(&[Job::Calls], 5, &origin("a"));
        assert_eq!(started, [(Job::Calls, Record { origin: origin("a"), ..Record::default() })]);
    }

    #[test]
    fn job_replaces_only_its_own_figures() {
        let folder = tempfile::tempdir().unwrap();
        let mut kept = Kept::read(folder.path()).unwrap();
        kept.keep(Job::Calls, &record("a", 5, 1.0)).unwrap();
        let mut other = record("a", 1, 7.0);
        other.figures.add("n", "c", 2.0);
        kept.keep(Job::S3, &other).unwrap();
        kept.keep(Job::S3, &Record::default()).unwrap();
        let kept = Kept::read(folder.path()).unwrap();
        let figures = kept.figures();
        assert_eq!((figures.median("m", "c"), figures.median("n", "c")), (Some(1.0), None));
        assert_eq!(kept.record(Job::Calls), Some(&record("a", 5, 1.0)));
    }

    #[test]
    fn file_of_another_form_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        write::file(&folder.path().join(FILE), "{\"calls\":1}").unwrap();
        let errors = Kept::read(folder.path()).unwrap_err();
        let message = errors.iter().next().unwrap().message();
        assert!(
            message
                .ends_with("invalid type: integer `1`, expected struct Record at line 1 column 10")
        );
    }
}
