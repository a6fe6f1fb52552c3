//! What differs in Rust with no change of the models at its place: it comes from changes elsewhere.

use std::collections::BTreeMap;

use super::judge::{Judge, fingerprint, shown};
use super::{Change, Item, ItemStatus};
use crate::change::compare::Place;
use crate::change::kind::Kind;
use crate::change::pairs::Reach;
use crate::change::surface::{Aspect, ItemChange};
use crate::change::verdict::{Level, Rust};

impl<'m> Judge<'_, 'm> {
    /// Tells of all that is left.
    pub fn unexplained(&mut self) {
        self.items_left();
        self.types_left();
        self.runtime();
    }

    /// Items: each place and kind is a change of its own.
    fn items_left(&mut self) {
        let mut groups: BTreeMap<(Place<'m>, Kind), Vec<ItemChange<'m>>> = BTreeMap::new();
        for item in std::mem::take(&mut self.items).into_iter().flatten() {
            let place = match item.place {
                Place::Member(number, _) if item.aspect != Aspect::Boxing => Place::Shape(number),
                place => place,
            };
            groups.entry((place, item.aspect.kind(item.rust))).or_default().push(item);
        }
        for ((place, kind), items) in groups {
            let reach = self.reach(place);
            let rust = items.iter().fold(Rust::default(), |rust, item| rust.and(item.rust));
            let mut items: Vec<Item> = items.into_iter().map(shown).collect();
            items.sort();
            items.dedup();
            let path = place.path(&reach.path);
            self.push_rust_only(kind, path, reach, items, rust);
        }
    }

    /// Types.
    fn types_left(&mut self) {
        for (status, kind, level) in [
            (ItemStatus::Added, Kind::TypeAdded, Level::Minor),
            (ItemStatus::Removed, Kind::TypeRemoved, Level::Major),
        ] {
            for (id, name) in self.types.rest(status) {
                let [old_side, new_side] = self.sides;
                let side = if status == ItemStatus::Added { new_side } else { old_side };
                let path = side.slice.because(&id);
                let number = self.pairs.find(&id, &id);
                let mut reach =
                    number.map_or_else(Reach::default, |number| self.reach(Place::Shape(number)));
                if reach.operations.is_empty() {
                    reach.operations.extend(path.split('.').next().map(str::to_owned));
                }
                let items = vec![Item::new(format!("types::{name}"), status)];
                self.push_rust_only(kind, path, reach, items, Rust::of(level));
            }
        }
    }

    /// Modules of the runtime, which come and go with what needs them.
    fn runtime(&mut self) {
        let reach = self.reach(Place::Service);
        let [gone, came] = std::mem::take(&mut self.text.runtime);
        for (modules, kind, status, level) in [
            (gone, Kind::RuntimeRemoved, ItemStatus::Removed, Level::Major),
            (came, Kind::RuntimeAdded, ItemStatus::Added, Level::Minor),
        ] {
            let item = |module: String| Item::new(format!("runtime::{module}"), status);
            let items: Vec<Item> = modules.into_iter().map(item).collect();
            if !items.is_empty() {
                let path = "runtime".to_owned();
                self.push_rust_only(kind, path, reach.clone(), items, Rust::of(level));
            }
        }
    }

    fn push_rust_only(
        &mut self,
        kind: Kind,
        path: String,
        reach: Reach,
        items: Vec<Item>,
        rust: Rust,
    ) {
        let names: Vec<&str> = items.iter().map(|item| item.name.as_str()).collect();
        let texts = |text: fn(&Item) -> Option<&String>| {
            let texts: Vec<&str> = items.iter().filter_map(text).map(String::as_str).collect();
            Some(texts.join("; ")).filter(|text| !text.is_empty() && items.len() == 1)
        };
        let (old, new) = (texts(|item| item.old.as_ref()), texts(|item| item.new.as_ref()));
        self.changes.push(Change {
            kind,
            fingerprint: fingerprint(kind, &names.join(","), [&old, &new]),
            path,
            direction: reach.direction(),
            wire: kind.wire(reach.in_requests(), reach.in_replies()),
            operations: reach.operations.into_iter().collect(),
            old,
            new,
            items,
            rust,
        });
    }
}
