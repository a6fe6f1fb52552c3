//! Renders a report as text, Markdown, JSON or HTML.

mod html;
mod json;
mod markdown;
mod text;

use super::kind::ChangeKind;
use super::report::{Change, ItemStatus, Report, RustItem};
use super::verdict::{RustVerdict, WireVerdict};

pub use html::html;
pub use json::{SCHEMA, json, tree};
pub use markdown::markdown;
pub use text::text;

/// The maximum number of operations and items in the text of a change.
const MAX_NAMES: usize = 6;

/// The maximum length of a model value, in characters.
const MAX_VALUE: usize = 160;

/// Changes of the same kind with the same verdicts.
struct Group<'r> {
    kind: ChangeKind,
    rust: RustVerdict,
    wire: WireVerdict,
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
    /// The number and kind of the changes, such as `8 members added`.
    fn title(&self) -> String {
        self.kind.counted(self.changes.len())
    }

    /// The notes below the title: the note of the kind, and the code that breaks in the crate of a vendored module.
    fn notes(&self) -> Vec<String> {
        let breaks = self.rust.module_breaks.map(|breaks| {
            format!("if the code is vendored as a module, {} no longer compile", breaks.text())
        });
        let note =
            Some(self.kind.note(self.rust, self.wire).to_owned()).filter(|note| !note.is_empty());
        [note, breaks].into_iter().flatten().collect()
    }
}

/// The last lines of a report: its notes, and a summary of everything that is not shown.
fn footer(report: &Report) -> Vec<String> {
    let hidden = match report.hidden {
        0 => None,
        1 => Some("1 documentation edit is not shown: add --docs".to_owned()),
        hidden => Some(format!("{hidden} documentation edits are not shown: add --docs")),
    };
    report.notes.iter().cloned().chain(hidden).chain(report.outside.line()).collect()
}

/// The values of a change in one line: the added or removed value, or `old → new`. `None` if the path ends with the
/// value.
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

/// A model text in one line of limited length, without control characters.
fn shown(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut visible = line.chars().map(|c| if crate::is_visible(c) { c } else { '\u{fffd}' });
    let mut cut: String = visible.by_ref().take(MAX_VALUE).collect();
    if visible.next().is_some() {
        cut.push('…');
    }
    cut
}

/// The first operations that a change affects, if there is more than one.
fn affected(change: &Change) -> Option<String> {
    let names: Vec<String> = change.operations.iter().map(|name| shown(name)).collect();
    (names.len() > 1).then(|| first_of(&names))
}

/// The first Rust items of a change.
fn items(change: &Change) -> Option<String> {
    let items: Vec<String> = change.items.iter().map(item).collect();
    (!items.is_empty()).then(|| first_of(&items))
}

/// The mark before an item: `+`, `-` or `~`.
fn mark(item: &RustItem) -> char {
    match item.status {
        ItemStatus::Added => '+',
        ItemStatus::Removed => '-',
        ItemStatus::Changed => '~',
    }
}

fn item(item: &RustItem) -> String {
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
    let first = names.get(..MAX_NAMES).unwrap_or(names).join(", ");
    match names.len().saturating_sub(MAX_NAMES) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}
