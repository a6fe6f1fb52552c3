//! Builds the changes of a report: joins model differences with the Rust items they explain, and adds verdicts.

use std::collections::{BTreeMap, BTreeSet};

use super::causes::{attribute_to_shapes, explains};
use super::types::TypeChanges;
use super::{Change, ItemStatus, Outside, RustItem, wire};
use crate::change::compare::{Difference, ModelValue, Subject};
use crate::change::format_parity::FormatDifferences;
use crate::change::kind::ChangeKind;
use crate::change::pairs::{PairUsage, Pairs};
use crate::change::surface::{Aspect, FilePair, ItemChange, NamedSlice};
use crate::change::verdict::{RustVerdict, SemverLevel, WireVerdict, severity};
use crate::emit::{module_path, paginator};
use crate::slice::MessageKind;

/// The changes that affect the `selected` operations, and a summary of all others.
pub fn build<'m>(
    pairs: &Pairs<'m>,
    differences: &[Difference<'m>],
    of_formats: &FormatDifferences<'_, 'm>,
    items: Vec<ItemChange<'m>>,
    sides: [&NamedSlice; 2],
    selected: &BTreeSet<String>,
) -> (Vec<Change>, Outside) {
    let mut builder = ReportBuilder {
        pairs,
        of_formats,
        sides,
        selected,
        items: attribute_to_shapes(pairs, differences, items).into_iter().map(Some).collect(),
        by_subject: BTreeMap::new(),
        usages: BTreeMap::new(),
        types: TypeChanges::of(sides),
        files: None,
        outside: Outside::default(),
        changes: Vec::new(),
    };
    for (index, item) in builder.items.iter().enumerate() {
        if let Some(item) = item {
            builder.by_subject.entry(item.subject).or_default().push(index);
        }
    }
    if differences.iter().any(|difference| builder.may_change_code(difference)) {
        builder.files = Some(FilePair::of(sides));
    }
    for difference in differences {
        builder.difference(difference);
    }
    builder.unexplained();
    let ReportBuilder { mut changes, outside, .. } = builder;
    changes.sort_by(|one, other| {
        let severity = |change: &Change| severity(change.rust, change.wire);
        let order = severity(other).cmp(&severity(one));
        order.then_with(|| (one.kind, &one.path).cmp(&(other.kind, &other.path)))
    });
    (changes, outside)
}

/// The state while a report is built.
pub struct ReportBuilder<'p, 'm> {
    pub pairs: &'p Pairs<'m>,
    of_formats: &'p FormatDifferences<'p, 'm>,
    pub sides: [&'p NamedSlice; 2],
    selected: &'p BTreeSet<String>,
    /// The changed items. An item becomes `None` once a difference of the models explains it.
    pub items: Vec<Option<ItemChange<'m>>>,
    by_subject: BTreeMap<Subject<'m>, Vec<usize>>,
    /// The usage of pairs, by pair number.
    usages: BTreeMap<usize, PairUsage>,
    pub types: TypeChanges,
    /// The generated files, if they may differ.
    pub files: Option<FilePair<'p>>,
    outside: Outside,
    pub changes: Vec<Change>,
}

impl<'m> ReportBuilder<'_, 'm> {
    /// Whether the code of the selected operations may differ. To emit it takes most of the time of a report.
    fn may_change_code(&mut self, difference: &Difference<'m>) -> bool {
        difference.kind != ChangeKind::DocumentationChanged
            && !self.usage_of(difference.subject).operations.is_empty()
    }

    fn difference(&mut self, difference: &Difference<'m>) {
        let Difference { kind, subject, old, new } = difference;
        let usage = self.usage_of(*subject);
        let is_of_formats = self.of_formats.explain(difference);
        if usage.operations.is_empty() {
            if !is_of_formats {
                self.count_outside(*kind, *subject);
            }
            return;
        }
        let kind = match kind {
            // Clients do not rely on required members in responses.
            ChangeKind::RequiredMemberAdded if !usage.in_requests() => ChangeKind::MemberAdded,
            kind => *kind,
        };
        let mut rust = RustVerdict::of(kind.minimum_level());
        let mut items = Vec::new();
        for item in self.take_explained(kind, *subject) {
            rust = rust.and(item.rust);
            items.push(report_item(item));
        }
        let adds_types = |aspect: &Aspect| matches!(aspect, Aspect::Presence | Aspect::Type);
        if explains(kind).iter().any(adds_types) {
            let types = self.types.take_at(*subject, self.pairs, self.sides);
            for item in types {
                let is_new = item.status == ItemStatus::Added;
                rust = rust.and(RustVerdict::of(if is_new {
                    SemverLevel::Minor
                } else {
                    SemverLevel::Major
                }));
                items.push(item);
            }
        }
        items.sort();
        items.dedup();
        if kind == ChangeKind::PaginatorChanged {
            rust = rust.and(self.paginator_verdict(*subject));
        }
        // Some paginators and waiters are not generated.
        let may_be_omitted = kind.is_paginator_or_waiter() || rust.as_crate == SemverLevel::Patch;
        let is_in_code = !may_be_omitted || self.is_in_code(*subject, &usage);
        if !is_in_code {
            rust = RustVerdict::default();
        }
        if is_of_formats && !(rust.as_crate >= SemverLevel::Minor && kind.is_in_api()) {
            return;
        }
        // The service understands both formats; and without other code, nothing else is sent.
        let wire = if is_of_formats || !is_in_code {
            WireVerdict::None
        } else {
            wire::verdict(self.pairs, kind, *subject, &usage, rust)
        };
        self.changes.push(Change {
            kind,
            path: subject.path(&usage.path),
            direction: usage.direction(),
            operations: usage.operations.into_iter().collect(),
            fingerprint: self.fingerprint(kind, *subject, [old, new]),
            old: old.as_ref().map(ModelValue::text),
            new: new.as_ref().map(ModelValue::text),
            items,
            rust,
            wire,
        });
    }

    /// The Rust verdict of a changed paginator: the request type may implement other traits of the runtime.
    fn paginator_verdict(&self, subject: Subject<'m>) -> RustVerdict {
        let Subject::Operation(name) = subject else { return RustVerdict::default() };
        let [old, new] = self.sides.map(|side| paginator::traits(side.context(), name));
        let is_kept = old.iter().all(|had| new.contains(had));
        RustVerdict::of(match (is_kept, old == new) {
            (false, _) => SemverLevel::Major,
            (true, false) => SemverLevel::Minor,
            (true, true) => SemverLevel::None,
        })
    }

    /// Whether a change may be in the generated code: one of the files that could contain the change differs.
    fn is_in_code(&self, subject: Subject<'m>, usage: &PairUsage) -> bool {
        let Some(files) = self.files.as_ref().map(FilePair::changed) else { return false };
        let [old, new] = self.sides;
        let is_operation_file = |path: &String| {
            usage.operations.iter().any(|name| {
                let modules = [old, new].map(|side| side.names.operation(name).module);
                modules.iter().any(|module| *path == module_path("operations", module))
            })
        };
        match subject {
            Subject::Service => !files.is_empty(),
            // All waiters are in one file.
            Subject::Operation(_) => {
                files.iter().any(|path| path == "waiters.rs" || is_operation_file(path))
            }
            _ => files.iter().any(|path| path.starts_with("types/") || is_operation_file(path)),
        }
    }

    fn count_outside(&mut self, kind: ChangeKind, subject: Subject<'m>) {
        let name = match subject {
            Subject::Operation(name) => name.to_owned(),
            _ => String::new(),
        };
        match kind {
            ChangeKind::OperationAdded => self.outside.operations_added.push(name),
            ChangeKind::OperationRemoved => self.outside.operations_removed.push(name),
            ChangeKind::DocumentationChanged => self.outside.documentation += 1,
            _ => self.outside.changes += 1,
        }
    }

    /// The selected operations and messages that a subject is part of.
    pub fn usage_of(&mut self, subject: Subject<'m>) -> PairUsage {
        if let Some(number) = subject.pair() {
            let (pairs, selected) = (self.pairs, self.selected);
            return self
                .usages
                .entry(number)
                .or_insert_with(|| pairs.usage(number, selected))
                .clone();
        }
        let (name, parts) = match subject {
            Subject::Input(name) => (Some(name), vec![MessageKind::Input]),
            Subject::Output(name) => (Some(name), vec![MessageKind::Output]),
            Subject::Error(name, _) => (Some(name), vec![MessageKind::Error]),
            Subject::Operation(name) => (Some(name), vec![MessageKind::Input, MessageKind::Output]),
            _ => (None, vec![MessageKind::Input, MessageKind::Output]),
        };
        let operations = match name {
            Some(name) => self.selected.get(name).cloned().into_iter().collect(),
            None => self.selected.clone(),
        };
        PairUsage { operations, parts: parts.into_iter().collect(), path: String::new() }
    }

    /// Takes the items that a difference of this kind and subject explains.
    fn take_explained(&mut self, kind: ChangeKind, subject: Subject<'m>) -> Vec<ItemChange<'m>> {
        let aspects = explains(kind);
        let mut explained = Vec::new();
        for index in self.by_subject.get(&subject).into_iter().flatten() {
            if let Some(slot) = self.items.get_mut(*index) {
                explained.extend(slot.take_if(|item| aspects.contains(&item.aspect)));
            }
        }
        explained
    }

    fn fingerprint(
        &self,
        kind: ChangeKind,
        subject: Subject<'m>,
        values: [&Option<ModelValue<'m>>; 2],
    ) -> String {
        let pair = subject.pair().and_then(|number| self.pairs.get(number));
        let shape = pair.map_or_else(String::new, |pair| {
            if pair.old == pair.new {
                pair.new.to_string()
            } else {
                format!("{}→{}", pair.old, pair.new)
            }
        });
        let [old, new] = values.map(|value| value.as_ref().map(ModelValue::key));
        fingerprint(kind, &subject.path(&shape), [old.as_deref(), new.as_deref()])
    }
}

/// The fingerprint of a change: a hash of kind, path and values. A NUL byte separates them, which names do not contain.
pub fn fingerprint(kind: ChangeKind, subject: &str, values: [Option<&str>; 2]) -> String {
    let [old, new] = values.map(Option::unwrap_or_default);
    let digest = hmac_sha256::Hash::hash([kind.id(), subject, old, new].join("\0").as_bytes());
    let start = digest.iter().take(6).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{start:012x}")
}

/// The item of a report for a changed item.
pub fn report_item(change: ItemChange<'_>) -> RustItem {
    let status = match change.aspect {
        // A variant with another value.
        Aspect::Presence if change.old.is_some() && change.new.is_some() => ItemStatus::Changed,
        Aspect::Presence | Aspect::Constructor | Aspect::Derive
            if change.rust.as_crate < SemverLevel::Major =>
        {
            ItemStatus::Added
        }
        Aspect::Presence | Aspect::Constructor | Aspect::Derive => ItemStatus::Removed,
        _ => ItemStatus::Changed,
    };
    RustItem { name: change.item, status, old: change.old, new: change.new }
}
