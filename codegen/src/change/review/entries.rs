//! The entries of a section.

use std::collections::{BTreeMap, BTreeSet};

use super::{Rank, Review};
use crate::change::kind::ChangeKind;
use crate::change::report::{Change, ItemStatus};
use crate::change::verdict::WireVerdict;

/// An entry of a section: a head, names, and what happened to them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry<'r> {
    /// The service, if the review has several.
    pub service: Option<&'r str>,
    /// The head.
    pub head: EntryHead,
    /// Rust items, operations or paths.
    pub names: Vec<String>,
    /// The old and the new form of these items.
    pub forms: Option<[String; 2]>,
    /// A remark at the end, such as `removed`. May be empty.
    pub remark: String,
}

/// The head of an [`Entry`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryHead {
    /// None: the names are complete.
    None,
    /// Rust types that gain the names as fields or variants.
    Types(Vec<String>),
    /// A text, such as `2 URIs changed`.
    Text(String),
}

impl Entry<'_> {
    /// Whether another entry is about the same call sites, and at most the remarks differ.
    fn has_site(&self, other: &Self) -> bool {
        self.forms.is_some()
            && self.forms == other.forms
            && self.names == other.names
            && self.service == other.service
    }
}

/// The entries of the changes of a rank, sorted by service.
pub fn of(review: &Review, rank: Rank) -> Vec<Entry<'_>> {
    let of_rank = review.changes().filter(|(_, change)| Rank::of(change) == rank);
    match rank {
        Rank::Silent => call_sites(of_rank),
        Rank::Broken => {
            let silent = of(review, Rank::Silent);
            let is_known = |entry: &Entry<'_>| silent.iter().any(|known| known.has_site(entry));
            call_sites(of_rank).into_iter().filter(|entry| !is_known(entry)).collect()
        }
        // Breaking changes add items, too, such as the type of a replaced field.
        Rank::Added => additions(review.changes()),
        Rank::Wire | Rank::Noted | Rank::Counted => by_kind(of_rank),
    }
}

/// One entry for all items of a change with the same old and new form, one for the removed items of a type, and one for
/// all changes without items.
fn call_sites<'r>(changes: impl Iterator<Item = (Option<&'r str>, &'r Change)>) -> Vec<Entry<'r>> {
    let mut entries = BTreeSet::new();
    let mut removed: BTreeMap<(Key<'r>, EntryHead), BTreeSet<String>> = BTreeMap::new();
    let mut others = Vec::new();
    for (service, change) in changes {
        let mut sites: BTreeMap<[&String; 2], Vec<String>> = BTreeMap::new();
        for item in change.items.iter().filter(|item| item.status != ItemStatus::Added) {
            if let (Some(old), Some(new)) = (&item.old, &item.new) {
                sites.entry([old, new]).or_default().push(item.name.clone());
            } else {
                let (head, name) = owner_and_name(&item.name);
                removed.entry(((service, remark(change, true)), head)).or_default().insert(name);
            }
        }
        if change.items.iter().all(|item| item.status == ItemStatus::Added) {
            others.push((service, change));
        }
        // Two new arguments of a constructor are two changes of one call site.
        entries.extend(sites.into_iter().map(|(forms, names)| Entry {
            service,
            head: EntryHead::None,
            names,
            forms: Some(forms.map(Clone::clone)),
            remark: remark(change, false),
        }));
    }
    let removed = joined(removed).into_iter().map(|(((service, remark), head), names)| Entry {
        service,
        head,
        names: names.into_iter().collect(),
        forms: None,
        remark,
    });
    let mut entries: Vec<_> = entries.into_iter().collect();
    // Of two remarks on one call site, the longer one is last.
    entries.dedup_by(|next, kept| {
        let is_same = kept.has_site(next);
        if is_same {
            std::mem::swap(next, kept);
        }
        is_same
    });
    entries.into_iter().chain(removed).chain(by_kind(others.into_iter())).collect()
}

/// The service and the remark of entries that can be joined.
type Key<'r> = (Option<&'r str>, String);

/// The remark on a breaking change.
fn remark(change: &Change, is_removed: bool) -> String {
    let note = match change.wire {
        WireVerdict::Breaks => "deployed clients break",
        _ => change.kind.note(change.rust, change.wire),
    };
    let removed = is_removed.then_some("removed");
    let parts = removed.into_iter().chain(Some(note).filter(|note| !note.is_empty()));
    parts.collect::<Vec<_>>().join("; ")
}

/// The type of a field or variant and its name, or the name of another item without a head.
fn owner_and_name(item: &str) -> (EntryHead, String) {
    match item.split_once("::") {
        Some(("types" | "runtime", _)) | None => (EntryHead::None, item.to_owned()),
        Some((owner, name)) => (EntryHead::Types(vec![owner.to_owned()]), name.to_owned()),
    }
}

/// One entry for each type with new fields or variants, and one each for the new operations, types and traits of a service.
fn additions<'r>(changes: impl Iterator<Item = (Option<&'r str>, &'r Change)>) -> Vec<Entry<'r>> {
    let mut names: BTreeMap<(Option<&str>, EntryHead), BTreeSet<String>> = BTreeMap::new();
    let mut others = Vec::new();
    for (service, change) in changes {
        let mut add = |head: EntryHead, name: &str| {
            names.entry((service, head)).or_default().insert(name.to_owned());
        };
        if change.kind == ChangeKind::OperationAdded {
            add(EntryHead::Text("new operations".to_owned()), &change.path);
        } else if Rank::of(change) == Rank::Added && change.items.is_empty() {
            others.push((service, change));
        }
        for item in change.items.iter().filter(|item| item.status == ItemStatus::Added) {
            match item.name.split_once("::") {
                Some(("types", name)) => add(EntryHead::Text("new types".to_owned()), name),
                Some(("runtime", name)) => {
                    add(EntryHead::Text("new runtime modules".to_owned()), name);
                }
                Some((owner, name)) => add(EntryHead::Types(vec![owner.to_owned()]), name),
                None if change.kind == ChangeKind::OperationAdded => {}
                None => add(EntryHead::Text("new traits".to_owned()), &item.name),
            }
        }
    }
    let entries = joined(names).into_iter().map(|((service, head), names)| {
        let names = names.into_iter().collect();
        Entry { service, head, names, forms: None, remark: String::new() }
    });
    entries.chain(by_kind(others.into_iter())).collect()
}

/// Joins the types of a service that gain the same names, such as an error that many operations can return.
fn joined<S: Ord>(
    entries: BTreeMap<(S, EntryHead), BTreeSet<String>>,
) -> BTreeMap<(S, EntryHead), BTreeSet<String>> {
    let mut by_names: BTreeMap<(S, BTreeSet<String>), Vec<String>> = BTreeMap::new();
    let mut joined = BTreeMap::new();
    for ((service, head), names) in entries {
        match head {
            EntryHead::Types(types) => by_names.entry((service, names)).or_default().extend(types),
            head => drop(joined.insert((service, head), names)),
        }
    }
    let types = by_names
        .into_iter()
        .map(|((service, names), types)| ((service, EntryHead::Types(types)), names));
    joined.extend(types);
    joined
}

/// One entry for all changes of a kind, with their paths.
fn by_kind<'r>(changes: impl Iterator<Item = (Option<&'r str>, &'r Change)>) -> Vec<Entry<'r>> {
    let mut kinds: BTreeMap<(Option<&str>, ChangeKind), Vec<&Change>> = BTreeMap::new();
    for (service, change) in changes {
        kinds.entry((service, change.kind)).or_default().push(change);
    }
    let entries = kinds.into_iter().map(|((service, kind), changes)| {
        let mut names: Vec<String> = changes.iter().map(|change| name(change)).collect();
        // Several changes of the service.
        names.dedup();
        Entry {
            service,
            head: EntryHead::Text(kind.counted(changes.len())),
            names,
            forms: match changes.as_slice() {
                [Change { old: Some(old), new: Some(new), .. }] => Some([old.clone(), new.clone()]),
                _ => None,
            },
            remark: changes.first().map_or("", |one| kind.note(one.rust, one.wire)).to_owned(),
        }
    });
    entries.collect()
}

/// The path of a change; for a waiter, with its name, because an operation may have several.
fn name(change: &Change) -> String {
    let waiter = change.new.as_ref().or(change.old.as_ref());
    match waiter.and_then(|text| text.split_once(": ")) {
        Some((waiter, _)) if change.kind.is_waiter() => format!("{waiter} of {}", change.path),
        _ => change.path.clone(),
    }
}
