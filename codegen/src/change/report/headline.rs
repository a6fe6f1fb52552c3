//! A report in one line.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Change, Outside, Report};
use crate::change::kind::Kind;
use crate::change::verdict::{Gravity, Rust, Wire, gravity};

/// How many kinds of change a headline names.
const MAX_KINDS: usize = 4;

impl Report {
    /// What all changes together mean for Rust code.
    pub fn rust(&self) -> Rust {
        self.changes.iter().fold(Rust::default(), |rust, change| rust.and(change.rust))
    }

    /// What all changes together mean for code that was generated before.
    pub fn wire(&self) -> Wire {
        self.changes.iter().map(|change| change.wire).max().unwrap_or_default()
    }

    /// The report in one line, such as `minor: 8 members added, reaches 9 operations; no wire change`.
    pub fn headline(&self) -> String {
        if self.changes.is_empty() {
            return "no changes".to_owned();
        }
        let mut counts: BTreeMap<(Reverse<Gravity>, Kind), usize> = BTreeMap::new();
        let mut kinds: BTreeMap<Kind, Gravity> = BTreeMap::new();
        for Change { kind, rust, wire, .. } in &self.changes {
            let gravest = kinds.entry(*kind).or_default();
            *gravest = (*gravest).max(gravity(*rust, *wire));
        }
        for Change { kind, .. } in &self.changes {
            let gravity = kinds.get(kind).copied().unwrap_or_default();
            *counts.entry((Reverse(gravity), *kind)).or_default() += 1;
        }
        let told: Vec<String> =
            counts.iter().take(MAX_KINDS).map(|((_, kind), count)| kind.counted(*count)).collect();
        let rest: usize = counts.values().skip(MAX_KINDS).sum();
        let more = match rest {
            0 => String::new(),
            1 => ", 1 more change".to_owned(),
            rest => format!(", {rest} more changes"),
        };
        let reached: std::collections::BTreeSet<&String> =
            self.changes.iter().flat_map(|change| &change.operations).collect();
        let operations = counted(reached.len(), "operation");
        format!(
            "{}: {}{more}, reaches {operations}; {}",
            self.rust().as_crate.name(),
            told.join(", "),
            self.wire().text()
        )
    }
}

impl Outside {
    /// What changed outside of the slice, in one line; nothing if nothing did.
    pub fn line(&self) -> Option<String> {
        let named = |count: &[String], done: &str| match count {
            [] => None,
            names if names.len() <= MAX_KINDS => {
                Some(format!("{} {done} ({})", counted(names.len(), "operation"), names.join(", ")))
            }
            names => Some(format!("{} {done}", counted(names.len(), "operation"))),
        };
        let number = |count: usize, thing| (count > 0).then(|| counted(count, thing));
        let parts = [
            named(&self.operations_added, "added"),
            named(&self.operations_removed, "removed"),
            number(self.changes, "other change"),
            number(self.documentation, "documentation edit"),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| format!("outside the slice: {}", parts.join(", ")))
    }
}

/// A number of things in words.
pub fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}
