//! The headline of a report.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Change, Outside, Report};
use crate::change::kind::ChangeKind;
use crate::change::verdict::{RustVerdict, Severity, WireVerdict, severity};

/// The maximum number of change kinds in a headline, and of operation names in the line about the rest.
const MAX_KINDS: usize = 4;

impl Report {
    /// The combined Rust verdict of all changes.
    pub fn rust(&self) -> RustVerdict {
        self.changes.iter().fold(RustVerdict::default(), |rust, change| rust.and(change.rust))
    }

    /// The combined wire verdict of all changes.
    pub fn wire(&self) -> WireVerdict {
        self.changes.iter().map(|change| change.wire).max().unwrap_or_default()
    }

    /// The report in one line, such as `minor (adds API): 1 member added; affects 9 operations; no effect on the wire`.
    pub fn headline(&self) -> String {
        if self.changes.is_empty() {
            return "no changes".to_owned();
        }
        let mut counts: BTreeMap<(Reverse<Severity>, ChangeKind), usize> = BTreeMap::new();
        let mut kinds: BTreeMap<ChangeKind, Severity> = BTreeMap::new();
        for Change { kind, rust, wire, .. } in &self.changes {
            let highest = kinds.entry(*kind).or_default();
            *highest = (*highest).max(severity(*rust, *wire));
        }
        for Change { kind, .. } in &self.changes {
            let severity = kinds.get(kind).copied().unwrap_or_default();
            *counts.entry((Reverse(severity), *kind)).or_default() += 1;
        }
        let named: Vec<String> =
            counts.iter().take(MAX_KINDS).map(|((_, kind), count)| kind.counted(*count)).collect();
        let rest: usize = counts.values().skip(MAX_KINDS).sum();
        let more = match rest {
            0 => String::new(),
            1 => ", 1 more change".to_owned(),
            rest => format!(", {rest} more changes"),
        };
        let affected: std::collections::BTreeSet<&String> =
            self.changes.iter().flat_map(|change| &change.operations).collect();
        let level = self.rust().as_crate;
        let operations = counted(affected.len(), "operation");
        format!(
            "{} ({}): {}{more}; affects {operations}; {}",
            level.name(),
            level.meaning(),
            named.join(", "),
            self.wire().text()
        )
    }
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
