//! Figures of jobs, by metric and candidate.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::samples::Samples;

/// Values by two names.
type Table<T> = BTreeMap<String, BTreeMap<String, T>>;

/// The measured values and the failures.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Figures {
    /// The values, by metric and candidate.
    samples: Table<Samples>,
    /// The reason for each failure, by job and candidate.
    failures: Table<String>,
}

impl Figures {
    /// Adds the value of a round.
    pub fn add(&mut self, metric: &str, of: &str, value: f64) {
        let metric = self.samples.entry(metric.to_owned()).or_default();
        metric.entry(of.to_owned()).or_default().add(value);
    }

    /// Records why a job of a candidate failed.
    pub fn fail(&mut self, job: &str, of: &str, why: &str) {
        let job = self.failures.entry(job.to_owned()).or_default();
        job.entry(of.to_owned()).or_insert_with(|| why.to_owned());
    }

    /// Forgets the failures: a resumed job tries again.
    pub fn forgive(&mut self) {
        self.failures.clear();
    }

    /// Adds the figures of another job.
    pub fn merge(&mut self, other: &Self) {
        extend(&mut self.samples, &other.samples);
        extend(&mut self.failures, &other.failures);
    }

    /// The values.
    pub fn samples(&self, metric: &str, of: &str) -> Option<&Samples> {
        self.samples.get(metric)?.get(of)
    }

    /// The candidates with values of a metric.
    pub fn candidates(&self, metric: &str) -> impl Iterator<Item = &str> {
        self.samples.get(metric).into_iter().flat_map(BTreeMap::keys).map(String::as_str)
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
        self.failures.get(job).is_some_and(|job| job.contains_key(of))
    }

    /// The failures: job, candidate and reason.
    pub fn failures(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.failures
            .iter()
            .flat_map(|(job, of)| of.iter().map(move |(of, why)| (&**job, &**of, &**why)))
    }
}

fn extend<T: Clone>(table: &mut Table<T>, other: &Table<T>) {
    for (name, row) in other {
        let row = row.iter().map(|(of, value)| (of.clone(), value.clone()));
        table.entry(name.clone()).or_default().extend(row);
    }
}
