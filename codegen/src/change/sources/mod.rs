//! Two models of one service from different sources: where they say something else, and the known causes of that.
//!
//! It is the comparison of [`changes`](super::report), told as differences of source and not of time. Names of
//! nested shapes may differ; what reaches the wire and the Rust API is compared through the operations.

mod causes;
mod known;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::compare::{Difference, differences};
use super::kind::Kind;
use super::pairs::{Pairs, Reach};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::frontend::Format;
use crate::ir::Model;

pub use causes::{CAUSES, Cause, Reaches};

/// Where two models of one service differ.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// The full name of the service.
    pub service: String,
    /// How many operations both have.
    pub operations: usize,
    /// What differs for a reason that is known, by the reason.
    pub explained: Vec<(&'static Cause, Vec<Divergence>)>,
    /// What differs for a reason that is known of this service alone, and the reason.
    pub known: Vec<(Divergence, &'static str)>,
    /// What differs for no known reason.
    pub unexplained: Vec<Divergence>,
}

/// Something that the models say differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Divergence {
    /// The id of the kind of difference.
    pub kind: &'static str,
    /// Where it is: the shortest way from an operation.
    pub path: String,
    /// How many operations it reaches.
    pub operations: usize,
    /// What the one model says; nothing if it says nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one: Option<String>,
    /// What the other one says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
}

impl Comparison {
    /// How many differences have a cause that is known.
    pub fn explained(&self) -> usize {
        self.explained.iter().map(|(_, found)| found.len()).sum::<usize>() + self.known.len()
    }
}

/// Compares two models of one service. Of two formats, that of botocore is told first.
///
/// # Errors
///
/// Fails if they are of different services, or differ too much to be compared.
pub fn compare_sources(
    one: (Format, &Model),
    other: (Format, &Model),
) -> Result<Comparison, Diagnostics> {
    let of_two_formats = one.0 != other.0;
    let swapped = (one.0, other.0) == (Format::Smithy, Format::Botocore);
    let ((_, one), (_, other)) = if swapped { (other, one) } else { (one, other) };
    same_service(one, other)?;
    let pairs = Pairs::of(one, other)?;
    let common = one.operations.keys().filter(|name| other.operations.contains_key(*name));
    let all: BTreeSet<String> =
        one.operations.keys().chain(other.operations.keys()).cloned().collect();
    let mut comparison = Comparison {
        service: other.service.full_name.clone(),
        operations: common.count(),
        ..Comparison::default()
    };
    let mut by_cause: Vec<Vec<Divergence>> = vec![Vec::new(); CAUSES.len()];
    let found = differences(&pairs);
    // Much may differ in one pair of shapes, and who reaches it is found once.
    let mut reaches: BTreeMap<usize, Reach> = BTreeMap::new();
    for difference in found.iter().filter(|found| found.kind != Kind::DocumentationChanged) {
        let reach = difference
            .place
            .number()
            .map(|number| &*reaches.entry(number).or_insert_with(|| pairs.reach(number, &all)));
        let divergence = divergence(difference, reach, all.len());
        let cause = CAUSES.iter().position(|cause| cause.explains(&pairs, difference));
        // The causes are those of two formats.
        match cause.filter(|_| of_two_formats).and_then(|cause| by_cause.get_mut(cause)) {
            Some(of_cause) => of_cause.push(divergence),
            None => match known::reason(other, &divergence).filter(|_| of_two_formats) {
                Some(reason) => comparison.known.push((divergence, reason)),
                None => comparison.unexplained.push(divergence),
            },
        }
    }
    let explained = CAUSES.iter().zip(by_cause).filter(|(_, found)| !found.is_empty());
    comparison.explained = explained.collect();
    Ok(comparison)
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
        .help("`cargo xtask changes` tells what differs between any two models"))
}

/// A difference as it is told. `reach` is that of the pair of shapes that it is in; of `all` operations there are so
/// many.
fn divergence(difference: &Difference<'_>, reach: Option<&Reach>, all: usize) -> Divergence {
    let Difference { kind, place, old, new } = difference;
    Divergence {
        kind: kind.id(),
        path: place.path(reach.map_or("", |reach| &reach.path)),
        operations: match (reach, place.operation()) {
            (Some(reach), _) => reach.operations.len(),
            (None, Some(_)) => 1,
            (None, None) => all,
        },
        one: old.clone(),
        other: new.clone(),
    }
}
