//! Changes of Rust items without a model difference for the same subject. Differences elsewhere cause them.

use std::collections::BTreeMap;

use super::builder::{ReportBuilder, fingerprint, report_item};
use super::{Change, ItemStatus, RustItem};
use crate::change::compare::Subject;
use crate::change::kind::ChangeKind;
use crate::change::pairs::PairUsage;
use crate::change::surface::{Aspect, FilePair, ItemChange};
use crate::change::verdict::{RustVerdict, SemverLevel};

impl<'m> ReportBuilder<'_, 'm> {
    /// Adds a change for everything that is not explained.
    pub fn unexplained(&mut self) {
        self.remaining_items();
        self.remaining_types();
        self.runtime_modules();
    }

    /// Adds one change for each subject and kind of the remaining items.
    fn remaining_items(&mut self) {
        let mut groups: BTreeMap<(Subject<'m>, ChangeKind), Vec<ItemChange<'m>>> = BTreeMap::new();
        for item in std::mem::take(&mut self.items).into_iter().flatten() {
            let subject = match item.subject {
                Subject::Member(number, _) if item.aspect != Aspect::Boxing => {
                    Subject::Shape(number)
                }
                subject => subject,
            };
            groups.entry((subject, item.aspect.kind(item.rust))).or_default().push(item);
        }
        for ((subject, kind), items) in groups {
            let usage = self.usage_of(subject);
            let rust = items.iter().fold(RustVerdict::default(), |rust, item| rust.and(item.rust));
            let mut items: Vec<RustItem> = items.into_iter().map(report_item).collect();
            items.sort();
            items.dedup();
            let path = subject.path(&usage.path);
            self.push_rust_only(kind, path, usage, items, rust);
        }
    }

    /// Adds one change for each remaining type.
    fn remaining_types(&mut self) {
        for (status, kind, level) in [
            (ItemStatus::Added, ChangeKind::TypeAdded, SemverLevel::Minor),
            (ItemStatus::Removed, ChangeKind::TypeRemoved, SemverLevel::Major),
        ] {
            for (id, name) in self.types.take_remaining(status) {
                let [old_side, new_side] = self.sides;
                let side = if status == ItemStatus::Added { new_side } else { old_side };
                let path = side.slice.first_path(&id);
                let number = self.pairs.find(&id, &id);
                let mut usage = number.map_or_else(PairUsage::default, |number| {
                    self.usage_of(Subject::Shape(number))
                });
                if usage.operations.is_empty() {
                    usage.operations.extend(path.split('.').next().map(str::to_owned));
                }
                let items = vec![RustItem::new(format!("types::{name}"), status)];
                self.push_rust_only(kind, path, usage, items, RustVerdict::of(level));
            }
        }
    }

    /// Adds the changes for modules of the runtime.
    fn runtime_modules(&mut self) {
        let Some([removed, added]) = self.files.as_ref().map(FilePair::runtime) else { return };
        let usage = self.usage_of(Subject::Service);
        for (modules, kind, status, level) in [
            (removed, ChangeKind::RuntimeRemoved, ItemStatus::Removed, SemverLevel::Major),
            (added, ChangeKind::RuntimeAdded, ItemStatus::Added, SemverLevel::Minor),
        ] {
            let item = |module: String| RustItem::new(format!("runtime::{module}"), status);
            let items: Vec<RustItem> = modules.into_iter().map(item).collect();
            if !items.is_empty() {
                let path = "runtime".to_owned();
                self.push_rust_only(kind, path, usage.clone(), items, RustVerdict::of(level));
            }
        }
    }

    fn push_rust_only(
        &mut self,
        kind: ChangeKind,
        path: String,
        usage: PairUsage,
        items: Vec<RustItem>,
        rust: RustVerdict,
    ) {
        let names: Vec<&str> = items.iter().map(|item| item.name.as_str()).collect();
        let texts = |text: fn(&RustItem) -> Option<&String>| {
            let texts: Vec<&str> = items.iter().filter_map(text).map(String::as_str).collect();
            Some(texts.join("; ")).filter(|text| !text.is_empty() && items.len() == 1)
        };
        let (old, new) = (texts(|item| item.old.as_ref()), texts(|item| item.new.as_ref()));
        self.changes.push(Change {
            kind,
            fingerprint: fingerprint(kind, &names.join(","), [old.as_deref(), new.as_deref()]),
            path,
            direction: usage.direction(),
            wire: kind.wire(usage.in_requests(), usage.in_responses()),
            operations: usage.operations.into_iter().collect(),
            old,
            new,
            items,
            rust,
        });
    }
}
