//! Widening of rows to all partitions, and removal of redundant rows.

use super::cells::Cells;
use crate::endpoints::table::{EndpointTable, HostDefaults};
use crate::ir::{EndpointException, EndpointScope};

/// Widens rows for most partitions to all partitions, and removes redundant rows, as long as no endpoint changes.
pub fn widen(
    exceptions: Vec<EndpointException>,
    cells: &Cells,
    defaults: HostDefaults<'_>,
) -> Vec<EndpointException> {
    let mut widened = exceptions;
    for index in 0..widened.len() {
        if !widened.get(index).is_some_and(is_for_most_partitions) {
            continue;
        }
        let mut candidate = widened.clone();
        if let Some(exception) = candidate.get_mut(index) {
            exception.scope = EndpointScope::Everywhere;
        }
        // Rows for all partitions go last, the most specific first.
        candidate.sort_by_key(|exception| exception.scope == EndpointScope::Everywhere);
        let [before, after] =
            [&widened, &candidate].map(|exceptions| EndpointTable { defaults, exceptions });
        if cells.tables_match(&before, &after) {
            widened = candidate;
        }
    }
    // A row for all partitions may make a narrower row redundant.
    let table = EndpointTable { defaults, exceptions: &widened };
    let mut is_kept = necessary(&table, cells).into_iter();
    widened.retain(|_| is_kept.next().unwrap_or(true));
    widened
}

fn is_for_most_partitions(exception: &EndpointException) -> bool {
    let EndpointScope::Partitions(ids) = &exception.scope else { return false };
    ids.len() * 2 > Cells::partitions().count()
}

/// For each row, whether an endpoint changes without it. Later rows are removed first.
fn necessary(table: &EndpointTable<'_>, cells: &Cells) -> Vec<bool> {
    let exceptions = table.exceptions;
    let matches = cells.params().map(|params| {
        let rows = exceptions.iter().enumerate().filter(|(_, row)| row.fits(params));
        (params, rows.map(|(index, _)| index).collect::<Vec<_>>())
    });
    let matches: Vec<_> = matches.collect();
    let mut is_kept = vec![true; exceptions.len()];
    for index in (0..exceptions.len()).rev() {
        let is_redundant = matches.iter().all(|(params, rows)| {
            let mut rows = rows.iter().filter(|row| is_kept.get(**row) == Some(&true));
            if rows.next() != Some(&index) {
                return true;
            }
            let [this, next] = [Some(&index), rows.next()]
                .map(|row| table.answer_of(row.and_then(|row| exceptions.get(*row)), *params));
            this == next
        });
        if let Some(is_kept) = is_kept.get_mut(index) {
            *is_kept = !is_redundant;
        }
    }
    is_kept
}
