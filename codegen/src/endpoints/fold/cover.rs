//! The smallest set of rows that covers the variants of a region or partition.

use super::cells::{VARIANTS, Variant};

/// A candidate with its conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoverRow {
    pub fips: Option<bool>,
    pub dual_stack: Option<bool>,
    pub candidate: usize,
}

/// The possible conditions, least specific first.
const CONDITIONS: [(Option<bool>, Option<bool>); 9] = [
    (None, None),
    (Some(true), None),
    (None, Some(true)),
    (Some(false), None),
    (None, Some(false)),
    (Some(true), Some(false)),
    (Some(false), Some(true)),
    (Some(true), Some(true)),
    (Some(false), Some(false)),
];

impl CoverRow {
    /// Whether the conditions hold for a variant.
    pub fn holds(&self, variant: Variant) -> bool {
        self.fips.is_none_or(|fips| fips == variant.fips)
            && self.dual_stack.is_none_or(|dual_stack| dual_stack == variant.dual_stack)
    }

    /// The sort key of the conditions.
    fn narrowness(&self) -> (usize, usize) {
        let conditions = usize::from(self.fips.is_some()) + usize::from(self.dual_stack.is_some());
        let condition = (self.fips, self.dual_stack);
        let position = CONDITIONS.iter().position(|known| *known == condition);
        (2 - conditions.min(2), position.unwrap_or_default())
    }
}

impl Ord for CoverRow {
    /// More specific rows come first, since the first match is used.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.narrowness(), self.candidate).cmp(&(other.narrowness(), other.candidate))
    }
}

impl PartialOrd for CoverRow {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The smallest set of rows for the `needed` variants that is also right for all others. `fits` returns whether one of
/// the `count` candidates (best first) is right for a variant.
pub fn cover(
    needed: &[Variant],
    count: usize,
    fits: impl Fn(usize, Variant) -> bool,
) -> Vec<CoverRow> {
    if needed.is_empty() {
        return Vec::new();
    }
    let usable = usable(count, &fits);
    let mut best = plain(needed, &usable);
    if best.len() <= 2 {
        return best;
    }
    // Also tries an unconditional row, with exceptions before it.
    for candidate in 0..count {
        let others: Vec<Variant> =
            VARIANTS.into_iter().filter(|variant| !fits(candidate, *variant)).collect();
        if others.len() == VARIANTS.len() {
            continue;
        }
        let mut rows = plain(&others, &usable);
        rows.push(CoverRow { fips: None, dual_stack: None, candidate });
        if rows.len() < best.len() {
            best = rows;
        }
    }
    best
}

/// The best row for each of the conditions.
fn usable(count: usize, fits: &impl Fn(usize, Variant) -> bool) -> Vec<CoverRow> {
    CONDITIONS
        .into_iter()
        .filter_map(|(fips, dual_stack)| {
            let row = |candidate| CoverRow { fips, dual_stack, candidate };
            let matches = |candidate: &usize| {
                let row = row(*candidate);
                VARIANTS.into_iter().all(|variant| !row.holds(variant) || fits(*candidate, variant))
            };
            (0..count).find(matches).map(row)
        })
        .collect()
}

/// The smallest set of these rows that does not depend on their order.
fn plain(needed: &[Variant], usable: &[CoverRow]) -> Vec<CoverRow> {
    let choices = (0_usize..1 << usable.len()).map(|choice| {
        let chosen = usable.iter().enumerate().filter(|(index, _)| choice >> index & 1 == 1);
        chosen.map(|(_, row)| *row).collect::<Vec<_>>()
    });
    let is_enough = |rows: &Vec<CoverRow>| {
        needed.iter().all(|variant| rows.iter().any(|row| row.holds(*variant)))
    };
    choices.filter(is_enough).min_by_key(Vec::len).unwrap_or_default()
}
