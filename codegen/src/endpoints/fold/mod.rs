//! Folds the endpoints of every region into few exceptions to the default host pattern.
//!
//! Each cell (a region and a variant) has an endpoint, which several candidates can produce. For each
//! partition, `cover` finds the smallest set of rows for unknown regions, and for known regions with the same candidate.
//! Other regions get rows of their own. Rows that only differ in the region or partition are merged.

mod candidates;
mod cells;
mod cover;
mod simplify;
mod widen;

use std::collections::{BTreeMap, BTreeSet};

use super::RuleError;
use super::budget::Budget;
use super::table::{EndpointTable, HostDefaults};
use crate::ir::{EndpointException, EndpointScope};
use candidates::Candidates;
pub use cells::{Cells, every_params};
use cells::{VARIANTS, Variant};
use cover::{CoverRow, cover};
use widen::widen;

/// The exceptions that produce these endpoints, regions first.
///
/// # Errors
///
/// Fails if a table cannot express the endpoints, or takes too many steps.
pub fn fold(
    defaults: HostDefaults<'_>,
    cells: &Cells,
    budget: &Budget,
) -> Result<Vec<EndpointException>, RuleError> {
    if cells.matches(&EndpointTable { defaults, exceptions: &[] }) {
        return Ok(Vec::new());
    }
    let candidates = Candidates::of(cells, defaults, budget)?;
    let mut folding = Folding { rows: BTreeMap::new(), cells, candidates: &candidates };
    for partition in Cells::partitions() {
        folding.partition(partition);
    }
    let rows = folding.exceptions();
    budget.spend(rows.len() * cells.params().count())?;
    let mut exceptions = widen(rows, cells, defaults);
    exceptions.iter_mut().for_each(simplify::simplify);
    let table = EndpointTable { defaults, exceptions: &exceptions };
    if cells.matches(&table) {
        return Ok(exceptions);
    }
    // The rows are correct by construction. This check catches bugs in the code above.
    let message = "the rules cannot be folded into a table; this is a bug in farrier";
    Err(RuleError::new(message).at(vec!["rules".to_owned()]))
}

/// The scope of a row, the narrowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum RowScope {
    Region,
    Partition,
}

struct Folding<'a> {
    /// The regions or partitions of each row.
    rows: BTreeMap<(RowScope, CoverRow), BTreeSet<String>>,
    cells: &'a Cells,
    candidates: &'a Candidates,
}

impl Folding<'_> {
    /// Finds the rows of a partition, and of its regions with other endpoints.
    fn partition(&mut self, partition: &str) {
        let Self { cells, candidates, .. } = *self;
        let typical = VARIANTS.map(|variant| self.typical_regions(partition, variant));
        let fits = |candidate: usize, variant: Variant| {
            let regions = typical.get(variant.index()).map_or(&[][..], Vec::as_slice);
            regions.iter().all(|region| candidates.fits(candidate, *region, variant))
        };
        let is_default =
            |variant: &Variant| candidates.pattern().is_some_and(|p| fits(p, *variant));
        let needed: Vec<Variant> =
            VARIANTS.into_iter().filter(|variant| !is_default(variant)).collect();
        let rows = cover(&needed, candidates.len(), fits);
        for row in &rows {
            self.add(RowScope::Partition, *row, partition);
        }
        let partition_candidate = |variant: Variant| {
            let row = rows.iter().find(|row| row.holds(variant));
            row.map(|row| row.candidate).or(candidates.pattern())
        };
        for region in cells.regions_of(partition) {
            let fits = |candidate: usize, variant| candidates.fits(candidate, region, variant);
            let is_covered = |variant: &Variant| {
                partition_candidate(*variant).is_some_and(|candidate| fits(candidate, *variant))
            };
            let needed: Vec<Variant> =
                VARIANTS.into_iter().filter(|variant| !is_covered(variant)).collect();
            for row in cover(&needed, candidates.len(), fits) {
                self.add(RowScope::Region, row, cells.name(region));
            }
        }
    }

    /// The regions with the most common candidate that fits unknown regions of a partition, and a made-up region. `-global`
    /// names do not count.
    fn typical_regions(&self, partition: &str, variant: Variant) -> Vec<usize> {
        let Self { cells, candidates, .. } = *self;
        let unknown = cells.made_up_of(partition);
        let votes = |candidate: usize| {
            let fits = |region: usize| candidates.fits(candidate, region, variant);
            let known = cells.regions_of(partition).filter(|region| cells.is_real(*region));
            (unknown.is_some_and(fits), known.filter(|region| fits(*region)).count())
        };
        // Between equals, prefers the default host pattern, and then the best candidate.
        let most = (0..candidates.len()).map(votes).max().unwrap_or_default();
        let first = candidates.pattern().into_iter().chain(0..candidates.len());
        let chosen = first.into_iter().find(|candidate| votes(*candidate) == most);
        let regions = cells.regions_of(partition).chain(unknown);
        regions
            .filter(|region| chosen.is_some_and(|chosen| candidates.fits(chosen, *region, variant)))
            .collect()
    }

    fn add(&mut self, scope: RowScope, row: CoverRow, place: &str) {
        self.rows.entry((scope, row)).or_default().insert(place.to_owned());
    }

    /// The rows as exceptions, ordered so that the first match is the right one.
    fn exceptions(&self) -> Vec<EndpointException> {
        let exception = |((scope, row), places): (&(RowScope, CoverRow), &BTreeSet<String>)| {
            let places: Vec<String> = places.iter().cloned().collect();
            let place = match scope {
                RowScope::Region => EndpointScope::Regions(places),
                RowScope::Partition => EndpointScope::Partitions(places),
            };
            EndpointException {
                scope: place,
                fips: row.fips,
                dual_stack: row.dual_stack,
                answer: self.candidates.answer(row.candidate),
            }
        };
        self.rows.iter().map(exception).collect()
    }
}
