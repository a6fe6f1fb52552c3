//! The headline of a report.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Outside, Report};
use crate::change::kind::ChangeKind;
use crate::change::verdict::{RustVerdict, Severity, WireVerdict, severity};

/// The maximum number of change kinds in a headline, and of operation names in the line about the rest.
const MAX_KINDS: usize = 4;

impl Report {
    /// The combined Rust verdict of all changes.
    pub fn rust(&self) -> RustVerdict {
        rust(&self.changes)
    }

    /// The combined wire verdict of all changes.
    pub fn wire(&self) -> WireVerdict {
        wire(&self.changes)
    }

    /// The report in one line, such as `minor (adds API): 1 member added; affects 9 operations; no effect on the wire`.
    pub fn headline(&self) -> String {
        headline(&self.changes, self.affected().len())
    }

    /// The operations that the changes affect.
    pub(crate) fn affected(&self) -> BTreeSet<&String> {
        self.changes.iter().flat_map(|change| &change.operations).collect()
    }
}

/// The combined Rust verdict of changes.
pub fn rust<'c>(changes: impl IntoIterator<Item = &'c Change>) -> RustVerdict {
    changes.into_iter().fold(RustVerdict::default(), |rust, change| rust.and(change.rust))
}

/// The combined wire verdict of changes.
pub fn wire<'c>(changes: impl IntoIterator<Item = &'c Change>) -> WireVerdict {
    changes.into_iter().map(|change| change.wire).max().unwrap_or_default()
}

/// Changes in one line. `operations` is the number of operations that they affect.
pub fn headline<'c, C>(changes: C, operations: usize) -> String
where
    C: IntoIterator<Item = &'c Change> + Clone,
{
    let level = rust(changes.clone()).as_crate;
    let (words, wire) = (words(changes.clone(), operations), wire(changes).text());
    if words.is_empty() {
        return "no changes".to_owned();
    }
    format!("{} ({}): {words}; {wire}", level.name(), level.meaning())
}

/// The numbers of changes by kind, and of the operations that they affect.
pub fn words<'c>(changes: impl IntoIterator<Item = &'c Change>, operations: usize) -> String {
    let mut counts: BTreeMap<ChangeKind, (Severity, usize)> = BTreeMap::new();
    for Change { kind, rust, wire, .. } in changes {
        let (highest, count) = counts.entry(*kind).or_default();
        *highest = (*highest).max(severity(*rust, *wire));
        *count += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(kind, (severity, _))| (Reverse(*severity), *kind));
    let named: Vec<String> =
        counts.iter().take(MAX_KINDS).map(|(kind, (_, count))| kind.counted(*count)).collect();
    if named.is_empty() {
        return String::new();
    }
    let more = match counts.iter().skip(MAX_KINDS).map(|(_, (_, count))| count).sum() {
        0 => String::new(),
        1 => ", 1 more change".to_owned(),
        rest => format!(", {rest} more changes"),
    };
    format!("{}{more}; affects {}", named.join(", "), counted(operations, "operation"))
}

impl Outside {
    /// The changes outside the selected operations in one line, if there are any.
    pub fn line(&self) -> Option<String> {
        let named = |names: &[String], verb: &str| match names {
            [] => None,
            names if names.len() <= MAX_KINDS => {
                Some(format!("{} {verb} ({})", counted(names.len(), "operation"), names.join(", ")))
            }
            names => Some(format!("{} {verb}", counted(names.len(), "operation"))),
        };
        let number = |count: usize, noun| (count > 0).then(|| counted(count, noun));
        let parts = [
            named(&self.operations_added, "added"),
            named(&self.operations_removed, "removed"),
            number(self.changes, "other change"),
            number(self.documentation, "documentation edit"),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty())
            .then(|| format!("outside the selected operations: {}", parts.join(", ")))
    }
}

/// A number and a noun, such as `1 operation` or `2 operations`.
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
