//! Folds what a rule set says of every region into few exceptions from what is usual.
//!
//! Each cell, which is a region and what is asked of it, has an answer; each answer is an instance of several
//! [candidates](candidates), texts with gaps. What most regions of a partition have is what its unknown regions have,
//! and is said once, for the partition; [`cover`] finds the fewest rows that say it. Rows that differ in nothing but
//! the place become one.

mod candidates;
mod cells;
mod cover;
mod tidy;

use std::collections::{BTreeMap, BTreeSet};

use super::RuleError;
use super::table::{EndpointParams, EndpointTable, HostDefaults, ResolvedEndpoint};
use crate::ir::{EndpointException, EndpointPlace};
use candidates::Candidates;
use cells::{Cells, VARIANTS, Variant};
use cover::{CoverRow, cover};

/// The exceptions that a service has, the narrowest places first.
///
/// # Errors
///
/// Those of `answer`, which says what a rule set does that names the regions `named`.
pub fn fold(
    usual: HostDefaults<'_>,
    named: &BTreeSet<String>,
    answer: impl Fn(EndpointParams<'_>) -> Result<Option<ResolvedEndpoint>, RuleError>,
) -> Result<Vec<EndpointException>, RuleError> {
    let cells = Cells::new(usual, named, answer)?;
    if cells.are_as(&EndpointTable { usual, exceptions: &[] }) {
        return Ok(Vec::new());
    }
    let candidates = Candidates::of(&cells, usual);
    let mut folding = Folding { rows: BTreeMap::new(), cells: &cells, candidates: &candidates };
    for partition in Cells::partitions() {
        folding.partition(partition);
    }
    let mut exceptions = widen(&folding.exceptions(), &cells, usual);
    exceptions.iter_mut().for_each(tidy::tidy);
    let table = EndpointTable { usual, exceptions: &exceptions };
    if cells.are_as(&table) {
        return Ok(exceptions);
    }
    // The rows above are right by how they are made; this is for mistakes in that.
    let message = "what the rules say cannot be put into a table: a mistake in farrier".to_owned();
    Err(RuleError { message, path: vec!["rules".to_owned()] })
}

/// Where rows hold, the narrowest place first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Width {
    Region,
    Partition,
}

struct Folding<'a> {
    /// Which places have a row.
    rows: BTreeMap<(Width, CoverRow), BTreeSet<String>>,
    cells: &'a Cells,
    candidates: &'a Candidates,
}

impl Folding<'_> {
    /// Finds the rows of a partition and of those of its regions that differ.
    fn partition(&mut self, partition: &str) {
        let Self { cells, candidates, .. } = *self;
        let usual = VARIANTS.map(|variant| self.usual_regions(partition, variant));
        let fits = |candidate: usize, variant: Variant| {
            let regions = usual.get(variant.index()).map_or(&[][..], Vec::as_slice);
            regions.iter().all(|region| candidates.fits(candidate, *region, variant))
        };
        let is_usual = |variant: &Variant| candidates.pattern().is_some_and(|p| fits(p, *variant));
        let needed: Vec<Variant> =
            VARIANTS.into_iter().filter(|variant| !is_usual(variant)).collect();
        let rows = cover(&needed, candidates.len(), fits);
        for row in &rows {
            self.add(Width::Partition, *row, partition);
        }
        let of_partition = |variant: Variant| {
            let row = rows.iter().find(|row| row.holds(variant));
            row.map(|row| row.candidate).or(candidates.pattern())
        };
        for region in cells.regions_of(partition) {
            let fits = |candidate: usize, variant| candidates.fits(candidate, region, variant);
            let is_said = |variant: &Variant| {
                of_partition(*variant).is_some_and(|candidate| fits(candidate, *variant))
            };
            let needed: Vec<Variant> =
                VARIANTS.into_iter().filter(|variant| !is_said(variant)).collect();
            for row in cover(&needed, candidates.len(), fits) {
                self.add(Width::Region, row, cells.name(region));
            }
        }
    }

    /// The regions of a partition that have what is usual in it: what most of those have that stand for themselves, and
    /// between two of the same number what a region has that the rules do not know.
    fn usual_regions(&self, partition: &str, variant: Variant) -> Vec<usize> {
        let Self { cells, candidates, .. } = *self;
        let unknown = cells.unknown_of(partition);
        let votes = |candidate: usize| {
            let fits = |region: usize| candidates.fits(candidate, region, variant);
            let known = cells.regions_of(partition).filter(|region| cells.is_place(*region));
            2 * known.filter(|region| fits(*region)).count()
                + usize::from(unknown.is_some_and(fits))
        };
        // Of equals the first counts: what is as everywhere, and then what fits most.
        let most = (0..candidates.len()).map(votes).max().unwrap_or_default();
        let first = candidates.pattern().into_iter().chain(0..candidates.len());
        let chosen = first.into_iter().find(|candidate| votes(*candidate) == most);
        let regions = cells.regions_of(partition);
        regions
            .filter(|region| chosen.is_some_and(|chosen| candidates.fits(chosen, *region, variant)))
            .collect()
    }

    fn add(&mut self, width: Width, row: CoverRow, place: &str) {
        self.rows.entry((width, row)).or_default().insert(place.to_owned());
    }

    /// The rows as exceptions, in an order in which the first that fits is the one that was meant.
    fn exceptions(&self) -> Vec<EndpointException> {
        let exception = |((width, row), places): (&(Width, CoverRow), &BTreeSet<String>)| {
            let places: Vec<String> = places.iter().cloned().collect();
            let place = match width {
                Width::Region => EndpointPlace::Regions(places),
                Width::Partition => EndpointPlace::Partitions(places),
            };
            EndpointException {
                place,
                fips: row.fips,
                dual_stack: row.dual_stack,
                answer: self.candidates.answer(row.candidate),
            }
        };
        self.rows.iter().map(exception).collect()
    }
}

/// Says of a row that holds in most partitions that it holds everywhere, and leaves out what is said twice then, if
/// that makes no difference.
fn widen(
    exceptions: &[EndpointException],
    cells: &Cells,
    usual: HostDefaults<'_>,
) -> Vec<EndpointException> {
    let count = |exception: &EndpointException| match &exception.place {
        EndpointPlace::Partitions(ids) => ids.len(),
        _ => 0,
    };
    let before = EndpointTable { usual, exceptions };
    let mut widened = exceptions.to_vec();
    for index in 0..widened.len() {
        let mut tried = widened.clone();
        let Some(exception) = tried.get_mut(index) else { continue };
        if count(exception) * 2 <= Cells::partitions().count() {
            continue;
        }
        exception.place = EndpointPlace::Everywhere;
        // What holds everywhere comes last, and of that what holds for less is first.
        tried.sort_by_key(|exception| exception.place == EndpointPlace::Everywhere);
        if cells.are_the_same(&before, &EndpointTable { usual, exceptions: &tried }) {
            widened = tried;
        }
    }
    // What holds everywhere may say what a narrower row says.
    for index in (0..widened.len()).rev() {
        let mut tried = widened.clone();
        tried.remove(index);
        if cells.are_the_same(&before, &EndpointTable { usual, exceptions: &tried }) {
            widened = tried;
        }
    }
    widened
}
