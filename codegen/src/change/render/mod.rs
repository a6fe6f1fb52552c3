//! Renders a review or a history as text, Markdown or HTML, and a report as JSON.

mod html;
mod json;
mod markdown;
#[cfg(test)]
mod tests;
mod text;

use super::history::History;
use super::kind::ChangeKind;
use super::report::{Change, ItemStatus, Outside, RustItem, counted};
use super::review::Review;
use super::verdict::{ModuleBreaks, RustVerdict, WireVerdict, severity};

pub use html::{history as history_html, html};
pub use json::{SCHEMA, json, tree};
pub use markdown::{MAX_MARKDOWN, history as history_markdown, markdown};
pub use text::{history as history_text, text};

/// How much of a review is rendered as text or Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Entries for the changes that a reader should know, and counts of the others.
    Summary,
    /// Every change with its values, Rust items and operations.
    Full,
}

/// The maximum number of operations and items in the text of a change.
const MAX_NAMES: usize = 6;

/// The maximum number of lines about changes outside the selected operations.
const MAX_OUTSIDE: usize = 3;

/// The maximum length of a model value, in characters.
const MAX_VALUE: usize = 160;

/// A change, and the name of its service if there are several.
type OfService<'r> = (Option<&'r str>, &'r Change);

/// Changes of the same kind with the same verdicts.
struct Group<'r> {
    kind: ChangeKind,
    rust: RustVerdict,
    wire: WireVerdict,
    changes: Vec<OfService<'r>>,
}

/// All changes in groups, the most severe first.
fn groups(review: &Review) -> Vec<Group<'_>> {
    let mut changes: Vec<_> = review.changes().collect();
    // The sort is stable: the changes of a service stay in the order of its report.
    changes.sort_by(|(_, one), (_, other)| {
        let severity = |change: &Change| severity(change.rust, change.wire);
        severity(other).cmp(&severity(one)).then(one.kind.cmp(&other.kind))
    });
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (service, change) in changes {
        let Change { kind, rust, wire, .. } = *change;
        let is_same =
            |group: &&mut Group<'_>| (group.kind, group.rust, group.wire) == (kind, rust, wire);
        match groups.iter_mut().rev().find(is_same) {
            Some(group) => group.changes.push((service, change)),
            None => groups.push(Group { kind, rust, wire, changes: vec![(service, change)] }),
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
        let breaks = self.rust.module_breaks.map(module_breaks);
        let note =
            Some(self.kind.note(self.rust, self.wire).to_owned()).filter(|note| !note.is_empty());
        [note, breaks].into_iter().flatten().collect()
    }
}

/// The title of a history, such as `AWS Backup: 9 operations, 12 versions`.
fn history_title(history: &History) -> String {
    let History { service, operations, versions } = history;
    let [operations, versions] = [(operations.len(), "operation"), (versions.len(), "version")]
        .map(|(n, noun)| counted(n, noun));
    format!("{}: {operations}, {versions}", shown(service))
}

/// The code around a vendored module or an exhaustive structure that additions break, in a sentence.
fn module_breaks(breaks: ModuleBreaks) -> String {
    let (also, otherwise) = match breaks {
        ModuleBreaks::Literals => (" or `exhaustive`", ""),
        ModuleBreaks::Matches => ("", ""),
        ModuleBreaks::Both => ("", "; the literals also if it is `exhaustive`"),
    };
    let text = breaks.text();
    format!("if the code is vendored as a module{also}, {text} no longer compile{otherwise}")
}

/// A path with the name of its service, if there is one, such as `backup: ListBackupJobs.input`.
fn with_service(service: Option<&str>, path: &str) -> String {
    service.map_or_else(|| path.to_owned(), |service| format!("{service}: {path}"))
}

/// The last lines of a review: summaries of everything that is not shown.
fn footer(review: &Review, detail: Detail) -> Vec<String> {
    let without = |has_hidden: bool, title: &str| {
        let reports = review
            .reports()
            .filter(|(_, report)| report.changes.is_empty() && (report.hidden > 0) == has_hidden);
        let names: Vec<&str> = reports.filter_map(|(name, _)| name).collect();
        (!names.is_empty()).then(|| format!("{title}: {}", names.join(", ")))
    };
    let hidden = hidden(review, detail);
    let documentation = without(true, "only documentation edits");
    let unchanged = without(false, "no changes");
    [hidden, documentation, unchanged].into_iter().flatten().chain(outside(review)).collect()
}

/// A line about the changes outside the selected operations for each service, or one for many services.
fn outside(review: &Review) -> Vec<String> {
    let lines = review
        .reports()
        .filter_map(|(name, report)| report.outside.line().map(|line| with_service(name, &line)));
    let lines: Vec<String> = lines.collect();
    if lines.len() <= MAX_OUTSIDE {
        return lines;
    }
    let mut all = Outside::default();
    for (_, report) in review.reports() {
        let Outside { operations_added, operations_removed, changes, documentation } =
            &report.outside;
        all.operations_added.extend_from_slice(operations_added);
        all.operations_removed.extend_from_slice(operations_removed);
        all.changes += changes;
        all.documentation += documentation;
    }
    all.line().into_iter().collect()
}

/// The numbers of changes without an entry, and the options that show them.
fn hidden(review: &Review, detail: Detail) -> Option<String> {
    let [constraints, others] = match detail {
        Detail::Summary => review.counted(),
        Detail::Full => [0; 2],
    };
    let parts = [
        (constraints, "constraint", "--all"),
        (others, "harmless change", "--all"),
        (review.hidden(), "documentation edit", "--docs"),
    ];
    let parts = parts.into_iter().filter(|(count, ..)| *count > 0);
    let parts: Vec<String> =
        parts.map(|(count, noun, option)| format!("{} ({option})", counted(count, noun))).collect();
    (!parts.is_empty()).then(|| format!("not shown: {}", parts.join(", ")))
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
        (Some(old), Some(new)) => {
            format!("{mark} {}", renamed(&shown(&item.name), [old, new].map(|form| shown(form))))
        }
        _ => format!("{mark} {}", shown(&item.name)),
    }
}

/// Names with their old and new form: a type, another name, or the arguments of a constructor.
fn renamed(names: &str, [old, new]: [String; 2]) -> String {
    if names == old || names.ends_with(&format!("::{old}")) {
        format!("{names} → {new}")
    } else if old.starts_with('(') {
        format!("{names}{old} → {new}")
    } else {
        format!("{names}: {old} → {new}")
    }
}

fn first_of(names: &[String]) -> String {
    let first = names.get(..MAX_NAMES).unwrap_or(names).join(", ");
    match names.len().saturating_sub(MAX_NAMES) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}
