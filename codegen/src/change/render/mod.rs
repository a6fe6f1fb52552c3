//! The renderings of a report.

mod html;
mod json;
mod markdown;
mod text;

use super::kind::Kind;
use super::report::{Change, Item, ItemStatus, Report};
use super::verdict::{Rust, Wire};

pub use html::html;
pub use json::{SCHEMA, json, tree};
pub use markdown::markdown;
pub use text::text;

/// How many operations and items a change names.
const MAX_NAMES: usize = 6;

/// How long a value of a model is shown, in characters.
const MAX_VALUE: usize = 160;

/// Changes of one kind and with the same verdicts, of which much is said but once.
struct Group<'r> {
    kind: Kind,
    rust: Rust,
    wire: Wire,
    changes: Vec<&'r Change>,
}

/// The changes in groups, in the order of the report.
fn groups(report: &Report) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for change in &report.changes {
        let Change { kind, rust, wire, .. } = *change;
        let is_same =
            |group: &&mut Group<'_>| (group.kind, group.rust, group.wire) == (kind, rust, wire);
        match groups.iter_mut().rev().find(is_same) {
            Some(group) => group.changes.push(change),
            None => groups.push(Group { kind, rust, wire, changes: vec![change] }),
        }
    }
    groups
}

impl Group<'_> {
    /// What its changes are: `8 members added`.
    fn title(&self) -> String {
        self.kind.counted(self.changes.len())
    }

    /// What they mean beyond the verdicts: what breaks beside a module, and a word on the kind.
    fn notes(&self) -> Vec<String> {
        let breaks = self
            .rust
            .module_breaks
            .map(|breaks| format!("vendored as a module, {} break", breaks.text()));
        let note =
            Some(self.kind.note(self.rust, self.wire).to_owned()).filter(|note| !note.is_empty());
        [note, breaks].into_iter().flatten().collect()
    }
}

/// The last lines of a report: what a reader must know, and what it leaves out.
fn besides(report: &Report) -> Vec<String> {
    let hidden = match report.hidden {
        0 => None,
        1 => Some("1 documentation edit is not shown: see --docs".to_owned()),
        hidden => Some(format!("{hidden} documentation edits are not shown: see --docs")),
    };
    report.notes.iter().cloned().chain(hidden).chain(report.outside.line()).collect()
}

/// What the models say, in one line: what came, what went, or both. Nothing where the path says it already.
fn values(change: &Change) -> Option<String> {
    let [old, new] = [&change.old, &change.new].map(|value| value.as_deref().map(shown));
    match (old, new) {
        (None, None) => None,
        (Some(value), None) | (None, Some(value)) if !change.kind.is_edit() => {
            Some(value).filter(|value| !change.path.ends_with(value.as_str()))
        }
        (old, new) => {
            let [old, new] = [old, new].map(|value| value.unwrap_or_else(|| "none".to_owned()));
            Some(format!("{old} → {new}"))
        }
    }
}

/// A text of a model in one line that is not too long, and that does not steer a terminal.
fn shown(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut visible = line.chars().map(|c| if crate::is_visible(c) { c } else { '\u{fffd}' });
    let mut cut: String = visible.by_ref().take(MAX_VALUE).collect();
    if visible.next().is_some() {
        cut.push('…');
    }
    cut
}

/// The operations that a change reaches, or the first of them, unless it is the one that its path starts with.
fn reached(change: &Change) -> Option<String> {
    let names: Vec<String> = change.operations.iter().map(|name| shown(name)).collect();
    (names.len() > 1).then(|| first_of(&names))
}

/// The Rust items of a change, or the first of them.
fn items(change: &Change) -> Option<String> {
    let items: Vec<String> = change.items.iter().map(item).collect();
    (!items.is_empty()).then(|| first_of(&items))
}

/// The mark before an item.
fn mark(item: &Item) -> char {
    match item.status {
        ItemStatus::Added => '+',
        ItemStatus::Removed => '-',
        ItemStatus::Changed => '~',
    }
}

fn item(item: &Item) -> String {
    let mark = mark(item);
    match (&item.old, &item.new) {
        (Some(old), Some(new)) if item.name.ends_with(old.as_str()) => {
            format!("{mark} {} → {}", shown(&item.name), shown(new))
        }
        (Some(old), Some(new)) => {
            format!("{mark} {}: {} → {}", shown(&item.name), shown(old), shown(new))
        }
        _ => format!("{mark} {}", shown(&item.name)),
    }
}

fn first_of(names: &[String]) -> String {
    let told = names.get(..MAX_NAMES).unwrap_or(names).join(", ");
    match names.len().saturating_sub(MAX_NAMES) {
        0 => told,
        more => format!("{told} and {more} more"),
    }
}
