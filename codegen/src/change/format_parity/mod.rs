//! Compares two models of one service in different formats, and explains the differences by known causes.
//!
//! The parity is the same as that of a change [`report`](super::report), with formats in place of versions. Shapes
//! are compared through the operations, so that nested shapes may have different names.

mod case;
mod causes;
mod known;
mod twins;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::compare::{Difference, ModelValue, differences};
use super::kind::ChangeKind;
use super::pairs::{PairUsage, Pairs};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::frontend::Format;
use crate::ir::Model;

pub use causes::{CAUSES, Cause, Impact};
pub use twins::FormatDifferences;

/// The differences between two models of one service.
#[derive(Clone, Debug, Default)]
pub struct ParityReport {
    /// The full name of the service.
    pub service: String,
    /// The number of common operations.
    pub operations: usize,
    /// The differences with a known cause, by cause.
    pub explained: Vec<(&'static Cause, Vec<Divergence>)>,
    /// The known differences of this service only, each with its reason.
    pub known: Vec<(Divergence, &'static str)>,
    /// The differences without a known cause.
    pub unexplained: Vec<Divergence>,
}

/// A difference between two models of one service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Divergence {
    /// The id of the kind of difference.
    pub kind: &'static str,
    /// The shortest path from an operation.
    pub path: String,
    /// The number of affected operations.
    pub operations: usize,
    /// The value in the first model, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one: Option<String>,
    /// The value in the second model, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
}

impl ParityReport {
    /// The number of differences with a known cause or reason.
    pub fn explained(&self) -> usize {
        self.explained.iter().map(|(_, found)| found.len()).sum::<usize>() + self.known.len()
    }
}

/// Compares two models of one service. If the formats differ, the model of botocore is the first one in the report.
///
/// # Errors
///
/// Fails if the models are of different services, or too different to compare.
pub fn compare_formats(
    one: (Format, &Model),
    other: (Format, &Model),
) -> Result<ParityReport, Diagnostics> {
    let formats_differ = one.0 != other.0;
    let swapped = (one.0, other.0) == (Format::Smithy, Format::Botocore);
    let ((_, one), (_, other)) = if swapped { (other, one) } else { (one, other) };
    same_service(one, other)?;
    let pairs = Pairs::of(one, other)?;
    let common = one.operations.keys().filter(|name| other.operations.contains_key(*name));
    let all: BTreeSet<String> =
        one.operations.keys().chain(other.operations.keys()).cloned().collect();
    let mut parity = ParityReport {
        service: other.service.full_name.clone(),
        operations: common.count(),
        ..ParityReport::default()
    };
    let mut by_cause: Vec<Vec<Divergence>> = vec![Vec::new(); CAUSES.len()];
    let found = differences(&pairs);
    // A pair of shapes may have many differences, and its usage is computed once.
    let mut usages: BTreeMap<usize, PairUsage> = BTreeMap::new();
    for difference in found.iter().filter(|found| found.kind != ChangeKind::DocumentationChanged) {
        let usage = difference
            .subject
            .pair()
            .map(|number| &*usages.entry(number).or_insert_with(|| pairs.usage(number, &all)));
        let divergence = divergence(difference, usage, all.len());
        let cause = CAUSES.iter().position(|cause| cause.explains(&pairs, difference));
        // The causes apply to different formats only.
        match cause.filter(|_| formats_differ).and_then(|cause| by_cause.get_mut(cause)) {
            Some(explained) => explained.push(divergence),
            None => match known::reason(other, &divergence).filter(|_| formats_differ) {
                Some(reason) => parity.known.push((divergence, reason)),
                None => parity.unexplained.push(divergence),
            },
        }
    }
    let explained = CAUSES.iter().zip(by_cause).filter(|(_, found)| !found.is_empty());
    parity.explained = explained.collect();
    Ok(parity)
}

fn same_service(one: &Model, other: &Model) -> Result<(), Diagnostic> {
    let [a, b] = [one, other].map(|model| (&model.service.sdk_id, &model.service.api_version));
    if a == b {
        return Ok(());
    }
    let name = |(id, version): (&Option<String>, &String)| {
        format!("{} {version}", id.as_deref().unwrap_or("a service without an id"))
    };
    let message = format!("the models are of different services: {} and {}", name(a), name(b));
    Err(Diagnostic::error(message)
        .help("compare two versions of a service with `cargo xtask changes`"))
}

/// Converts a difference for the report. `usage` is the usage of its pair of shapes, and `all` the number of all
/// operations.
fn divergence(difference: &Difference<'_>, usage: Option<&PairUsage>, all: usize) -> Divergence {
    let Difference { kind, subject, old, new } = difference;
    Divergence {
        kind: kind.id(),
        path: subject.path(usage.map_or("", |usage| &usage.path)),
        operations: match (usage, subject.operation()) {
            (Some(usage), _) => usage.operations.len(),
            (None, Some(_)) => 1,
            (None, None) => all,
        },
        one: old.as_ref().map(ModelValue::text),
        other: new.as_ref().map(ModelValue::text),
    }
}
