//! All figures of a run, by metric and candidate.

use std::collections::BTreeMap;

use super::samples::Samples;

/// The measured values and the failures.
#[derive(Debug, Default)]
pub struct Figures {
    samples: BTreeMap<(String, String), Samples>,
    /// The reason for each failure, by job and candidate.
    failures: BTreeMap<(String, String), String>,
}

impl Figures {
    /// Adds the value of a round.
    pub fn add(&mut self, metric: &str, of: &str, value: f64) {
        self.samples.entry((metric.to_owned(), of.to_owned())).or_default().add(value);
    }

    /// Records why a job of a candidate failed.
    pub fn fail(&mut self, job: &str, of: &str, why: &str) {
        self.failures.entry((job.to_owned(), of.to_owned())).or_insert_with(|| why.to_owned());
    }

    /// The values.
    pub fn samples(&self, metric: &str, of: &str) -> Option<&Samples> {
        self.samples.get(&(metric.to_owned(), of.to_owned()))
    }

    /// The median of the values.
    pub fn median(&self, metric: &str, of: &str) -> Option<f64> {
        self.samples(metric, of)?.median()
    }

    /// The ratio of two candidates' medians.
    pub fn ratio(&self, metric: &str, of: &str, to: &str) -> Option<f64> {
        Some(self.median(metric, of)? / self.median(metric, to)?)
    }

    /// Whether a job of a candidate failed before.
    pub fn has_failed(&self, job: &str, of: &str) -> bool {
        self.failures.contains_key(&(job.to_owned(), of.to_owned()))
    }

    /// The failures: job, candidate and reason.
    pub fn failures(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.failures.iter().map(|((job, of), why)| (&**job, &**of, &**why))
    }
}
