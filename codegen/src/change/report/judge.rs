//! Joins what the models say differently with the Rust items that differ, and says what it means.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::causes::{caused, explains};
use super::types::NewTypes;
use super::{Change, Item, ItemStatus, Outside};
use crate::change::compare::{Difference, Place};
use crate::change::kind::Kind;
use crate::change::pairs::{Pairs, Reach};
use crate::change::surface::{Aspect, ItemChange, Side, Text, text};
use crate::change::verdict::{Level, Rust, Wire, gravity};
use crate::emit::{module_path, paginator};
use crate::ir::{Codec, Model, Protocol};
use crate::slice::Part;

/// The changes for the operations that are wanted, and what is outside.
pub fn judge<'m>(
    pairs: &Pairs<'m>,
    differences: &[Difference<'m>],
    items: Vec<ItemChange<'m>>,
    sides: [&Side; 2],
    wanted: &BTreeSet<String>,
) -> (Vec<Change>, Outside) {
    let mut judge = Judge {
        pairs,
        sides,
        wanted,
        items: caused(pairs, differences, items).into_iter().map(Some).collect(),
        by_place: BTreeMap::new(),
        reaches: BTreeMap::new(),
        types: NewTypes::of(sides),
        // Emitting is the most of the work: where nothing differs, or nothing is generated, it is left out.
        text: if differences.is_empty() || !(is_generated(pairs.old) && is_generated(pairs.new)) {
            Text::default()
        } else {
            text(sides)
        },
        outside: Outside::default(),
        changes: Vec::new(),
    };
    for (index, item) in judge.items.iter().enumerate() {
        if let Some(item) = item {
            judge.by_place.entry(item.place).or_default().push(index);
        }
    }
    for difference in differences {
        judge.difference(difference);
    }
    judge.unexplained();
    let Judge { mut changes, outside, .. } = judge;
    changes.sort_by(|one, other| {
        let gravity = |change: &Change| gravity(change.rust, change.wire);
        let order = gravity(other).cmp(&gravity(one));
        order.then_with(|| (one.kind, &one.path).cmp(&(other.kind, &other.path)))
    });
    (changes, outside)
}

/// The work so far.
pub struct Judge<'p, 'm> {
    pub pairs: &'p Pairs<'m>,
    pub sides: [&'p Side; 2],
    wanted: &'p BTreeSet<String>,
    /// The items that differ, as long as no difference of the models explains them.
    pub items: Vec<Option<ItemChange<'m>>>,
    by_place: BTreeMap<Place<'m>, Vec<usize>>,
    /// Who reaches a pair, by its number.
    reaches: BTreeMap<usize, Reach>,
    pub types: NewTypes,
    /// How the generated code differs.
    pub text: Text,
    outside: Outside,
    pub changes: Vec<Change>,
}

impl<'m> Judge<'_, 'm> {
    fn difference(&mut self, difference: &Difference<'m>) {
        let Difference { kind, place, old, new } = difference;
        let reach = self.reach(*place);
        if reach.operations.is_empty() {
            return self.count_outside(*kind, *place);
        }
        let kind = match kind {
            // Replies leave out what they like.
            Kind::RequiredMemberAdded if !reach.in_requests() => Kind::MemberAdded,
            kind => *kind,
        };
        let mut rust = Rust::of(kind.text());
        let mut items = Vec::new();
        for item in self.explained(kind, *place) {
            rust = rust.and(item.rust);
            items.push(shown(item));
        }
        let brings_types = |aspect: &Aspect| matches!(aspect, Aspect::Presence | Aspect::Type);
        if explains(kind).iter().any(brings_types) {
            let types = self.types.take_at(*place, self.pairs, self.sides);
            for item in types {
                let is_new = item.status == ItemStatus::Added;
                rust = rust.and(Rust::of(if is_new { Level::Minor } else { Level::Major }));
                items.push(item);
            }
        }
        items.sort();
        items.dedup();
        if kind == Kind::PaginatorChanged {
            rust = rust.and(self.traits_of_pages(*place));
        }
        // Of paging and waiting, some is left out of the code.
        let may_be_left_out = kind.is_behaviour() || rust.as_crate == Level::Patch;
        let is_in_code = !may_be_left_out || self.is_in_code(*place, &reach);
        if !is_in_code {
            rust = Rust::default();
        }
        let protocol = &self.pairs.new.service.protocol;
        let wire = match kind {
            // Both builds are the same code, and do the same.
            _ if !is_in_code => Wire::None,
            Kind::XmlBindingChanged => self.of_elements(&reach),
            // A form has the version of the API in it.
            Kind::ApiVersionChanged if protocol.request_codec() != Codec::Form => Wire::None,
            // The request cannot be made without what is required of it.
            Kind::InputAdded if rust.as_crate == Level::Major => Wire::Breaks,
            kind => kind.wire(reach.in_requests(), reach.in_replies()),
        };
        self.changes.push(Change {
            kind,
            path: place.path(&reach.path),
            direction: reach.direction(),
            operations: reach.operations.into_iter().collect(),
            fingerprint: self.fingerprint(kind, *place, [old, new]),
            old: old.clone(),
            new: new.clone(),
            items,
            rust,
            wire,
        });
    }

    /// What it means that elements are called or laid out otherwise: something, where bodies are XML or forms.
    fn of_elements(&self, reach: &Reach) -> Wire {
        let has = |codecs: [Codec; 2]| {
            codecs.iter().any(|codec| matches!(codec, Codec::Xml | Codec::Form))
        };
        let protocols = [self.pairs.old, self.pairs.new].map(|model| &model.service.protocol);
        let in_requests = reach.in_requests() && has(protocols.map(Protocol::request_codec));
        let in_replies = reach.in_replies() && has(protocols.map(Protocol::reply_codec));
        Kind::XmlBindingChanged.wire(in_requests, in_replies)
    }

    /// What it means that the request of an operation no longer has a trait for its pages, or has another one.
    fn traits_of_pages(&self, place: Place<'m>) -> Rust {
        let Place::Operation(name) = place else { return Rust::default() };
        let [old, new] = self.sides.map(|side| paginator::traits(side.context(), name));
        let is_kept = old.iter().all(|had| new.contains(had));
        Rust::of(match (is_kept, old == new) {
            (false, _) => Level::Major,
            (true, false) => Level::Minor,
            (true, true) => Level::None,
        })
    }

    /// Whether the code that a change may be in differs at all. What no protocol of ours says is not generated.
    fn is_in_code(&self, place: Place<'m>, reach: &Reach) -> bool {
        if !(is_generated(self.pairs.old) && is_generated(self.pairs.new)) {
            return true;
        }
        let files = &self.text.changed;
        let [old, new] = self.sides;
        let is_of_operation = |path: &String| {
            reach.operations.iter().any(|name| {
                let modules = [old, new].map(|side| side.names.operation(name).module);
                modules.iter().any(|module| *path == module_path("operations", module))
            })
        };
        match place {
            Place::Service => !files.is_empty(),
            // What is waited for stands together.
            Place::Operation(_) => {
                files.iter().any(|path| path == "waiters.rs" || is_of_operation(path))
            }
            _ => files.iter().any(|path| path.starts_with("types/") || is_of_operation(path)),
        }
    }

    fn count_outside(&mut self, kind: Kind, place: Place<'m>) {
        let name = match place {
            Place::Operation(name) => name.to_owned(),
            _ => String::new(),
        };
        match kind {
            Kind::OperationAdded => self.outside.operations_added.push(name),
            Kind::OperationRemoved => self.outside.operations_removed.push(name),
            Kind::DocumentationChanged => self.outside.documentation += 1,
            _ => self.outside.changes += 1,
        }
    }

    /// Which of the wanted operations have a place, and in which part.
    pub fn reach(&mut self, place: Place<'m>) -> Reach {
        if let Some(number) = place.number() {
            let (pairs, wanted) = (self.pairs, self.wanted);
            return self
                .reaches
                .entry(number)
                .or_insert_with(|| pairs.reach(number, wanted))
                .clone();
        }
        let (name, parts) = match place {
            Place::Input(name) => (Some(name), vec![Part::Input]),
            Place::Output(name) => (Some(name), vec![Part::Output]),
            Place::Error(name, _) => (Some(name), vec![Part::Error]),
            Place::Operation(name) => (Some(name), vec![Part::Input, Part::Output]),
            _ => (None, vec![Part::Input, Part::Output]),
        };
        let operations = match name {
            Some(name) => self.wanted.get(name).cloned().into_iter().collect(),
            None => self.wanted.clone(),
        };
        Reach { operations, parts: parts.into_iter().collect(), path: String::new() }
    }

    /// The items that a difference of this kind at this place explains.
    fn explained(&mut self, kind: Kind, place: Place<'m>) -> Vec<ItemChange<'m>> {
        let aspects = explains(kind);
        let mut explained = Vec::new();
        for index in self.by_place.get(&place).into_iter().flatten() {
            if let Some(slot) = self.items.get_mut(*index) {
                explained.extend(slot.take_if(|item| aspects.contains(&item.aspect)));
            }
        }
        explained
    }

    fn fingerprint(&self, kind: Kind, place: Place<'m>, values: [&Option<String>; 2]) -> String {
        let pair = place.number().and_then(|number| self.pairs.get(number));
        let shape = pair.map_or_else(String::new, |pair| {
            if pair.old == pair.new {
                pair.new.to_string()
            } else {
                format!("{}→{}", pair.old, pair.new)
            }
        });
        fingerprint(kind, &place.path(&shape), values)
    }
}

/// Whether the protocol is one that is generated: those look at names of JSON alone.
pub fn is_generated(model: &Model) -> bool {
    model.service.protocol.is_generated()
}

/// What a change is known by. The parts are kept apart by a byte that no name has.
pub fn fingerprint(kind: Kind, place: &str, [old, new]: [&Option<String>; 2]) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let digest = Sha256::digest([kind.id(), place, &text(old), &text(new)].join("\0"));
    let start = digest.iter().take(6).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{start:012x}")
}

/// An item as a report shows it.
pub fn shown(change: ItemChange<'_>) -> Item {
    let status = match change.aspect {
        Aspect::Presence | Aspect::Constructor | Aspect::Derive
            if change.rust.as_crate < Level::Major =>
        {
            ItemStatus::Added
        }
        Aspect::Presence | Aspect::Constructor | Aspect::Derive => ItemStatus::Removed,
        _ => ItemStatus::Changed,
    };
    Item { name: change.item, status, old: change.old, new: change.new }
}
