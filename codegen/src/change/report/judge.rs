//! Joins what the models say differently with the Rust items that differ, and says what it means.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::causes::{caused, explains};
use super::types::NewTypes;
use super::{Change, Direction, Item, ItemStatus, Outside};
use crate::change::compare::{Difference, Place};
use crate::change::kind::Kind;
use crate::change::pairs::{Pairs, Reach};
use crate::change::surface::{Aspect, ItemChange, Side, Text, text};
use crate::change::verdict::{Level, Rust, Wire};
use crate::emit::module_path;
use crate::ir::{Model, Protocol, ShapeId};
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
        text: if differences.is_empty() || !is_generated(pairs.new) {
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
    judge.leftovers();
    judge.runtime();
    let Judge { mut changes, outside, .. } = judge;
    changes.sort_by(|one, other| {
        let gravity = |change: &Change| (change.rust.as_crate, change.wire);
        let order = gravity(other).cmp(&gravity(one));
        order.then_with(|| (one.kind, &one.path).cmp(&(other.kind, &other.path)))
    });
    (changes, outside)
}

struct Judge<'p, 'm> {
    pairs: &'p Pairs<'m>,
    sides: [&'p Side; 2],
    wanted: &'p BTreeSet<String>,
    /// The items that differ, as long as no difference of the models explains them.
    items: Vec<Option<ItemChange<'m>>>,
    by_place: BTreeMap<Place<'m>, Vec<usize>>,
    /// Who reaches a pair, by its number.
    reaches: BTreeMap<usize, Reach>,
    types: NewTypes,
    /// How the generated code differs.
    text: Text,
    outside: Outside,
    changes: Vec<Change>,
}

impl<'m> Judge<'_, 'm> {
    fn difference(&mut self, difference: &Difference<'m>) {
        let Difference { kind, place, old, new } = difference;
        let reach = self.reach(*place);
        if reach.operations.is_empty() {
            return self.count_outside(*kind, *place);
        }
        let in_requests = reach.parts.contains(&Part::Input);
        let in_replies = reach.parts.iter().any(|part| *part != Part::Input);
        let kind = match kind {
            // Replies leave out what they like.
            Kind::RequiredMemberAdded if !in_requests => Kind::MemberAdded,
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
            let types = self.types_of(kind, *place);
            if types.iter().any(|item| item.status == ItemStatus::Added) {
                rust = rust.and(Rust::of(Level::Minor));
            }
            items.extend(types);
        }
        items.sort();
        items.dedup();
        let is_in_code = rust.as_crate != Level::Patch || self.is_in_code(*place, &reach);
        if !is_in_code {
            rust = Rust::default();
        }
        let wire = match kind {
            // Both builds are the same code, and do the same.
            _ if !is_in_code => Wire::None,
            Kind::XmlBindingChanged | Kind::ApiVersionChanged if is_generated(self.pairs.new) => {
                Wire::default()
            }
            // The request cannot be made without what is required of it.
            Kind::InputAdded if rust.as_crate == Level::Major => Wire::Breaks,
            kind => kind.wire(in_requests, in_replies),
        };
        self.changes.push(Change {
            kind,
            path: path(*place, &reach.path),
            operations: reach.operations.into_iter().collect(),
            direction: direction(in_requests, in_replies),
            fingerprint: self.fingerprint(kind, *place, [old, new]),
            old: old.clone(),
            new: new.clone(),
            items,
            rust,
            wire,
        });
    }

    /// Whether the code that a change may be in differs at all. What no protocol of ours says is not generated.
    fn is_in_code(&self, place: Place<'m>, reach: &Reach) -> bool {
        if !is_generated(self.pairs.new) {
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
            Place::Operation(_) => files.iter().any(is_of_operation),
            _ => files.iter().any(|path| path.starts_with("src/types/") || is_of_operation(path)),
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
    fn reach(&mut self, place: Place<'m>) -> Reach {
        let every = [Part::Input, Part::Output];
        let of = |name: &str, parts: &[Part], path: String| Reach {
            operations: self.wanted.get(name).cloned().into_iter().collect(),
            parts: parts.iter().copied().collect(),
            path,
        };
        match place {
            Place::Service => Reach {
                operations: self.wanted.clone(),
                parts: every.into(),
                path: "service".to_owned(),
            },
            Place::Operation(name) => of(name, &every, name.to_owned()),
            Place::Input(name) => of(name, &[Part::Input], format!("{name}.input")),
            Place::Output(name) => of(name, &[Part::Output], format!("{name}.output")),
            Place::Error(name, id) => of(name, &[Part::Error], format!("{name}.errors.{id}")),
            Place::Shape(number) | Place::Member(number, _) | Place::Value(number, _) => {
                let (pairs, wanted) = (self.pairs, self.wanted);
                self.reaches.entry(number).or_insert_with(|| pairs.reach(number, wanted)).clone()
            }
        }
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

    /// The Rust types that come or go with what is at a place.
    fn types_of(&mut self, kind: Kind, place: Place<'m>) -> Vec<Item> {
        let [old_side, new_side] = self.sides;
        let mut items = Vec::new();
        let (mut old, mut new) = (Vec::new(), Vec::new());
        let (before, after) = (self.pairs.old, self.pairs.new);
        match place {
            Place::Operation(name) => {
                let ends = [
                    (before, old_side, ItemStatus::Removed, &mut old),
                    (after, new_side, ItemStatus::Added, &mut new),
                ];
                for (model, side, status, roots) in ends {
                    if let Some(operation) = model.operations.get(name) {
                        roots.extend(operation.messages());
                        let names = side.names.operation(name);
                        let own = [names.request, names.output, names.error];
                        items.extend(own.map(|name| Item::new(name.to_string(), status)));
                    }
                }
            }
            Place::Input(name) | Place::Output(name) => {
                let id = |model: &'m Model| {
                    let operation = model.operations.get(name)?;
                    if matches!(place, Place::Input(_)) {
                        operation.input.as_ref()
                    } else {
                        operation.output.as_ref()
                    }
                };
                old.extend(id(before));
                new.extend(id(after));
            }
            Place::Error(name, id) => {
                let id_in = |model: &'m Model| {
                    model.operations.get(name)?.errors.iter().find(|error| error.as_str() == id)
                };
                old.extend(id_in(before));
                new.extend(id_in(after));
            }
            Place::Member(number, name) => {
                if let Some(pair) = self.pairs.get(number) {
                    let of = |model: &'m Model, id: &ShapeId| {
                        model
                            .members(id)
                            .iter()
                            .find(|member| member.name == name)
                            .map(|member| &member.target)
                    };
                    old.extend(of(before, pair.old));
                    new.extend(of(after, pair.new));
                }
            }
            Place::Shape(number) => {
                if let Some(pair) = self.pairs.get(number) {
                    old.push(pair.old);
                    new.push(pair.new);
                }
            }
            Place::Service | Place::Value(..) => {}
        }
        if kind != Kind::OperationRemoved {
            items.extend(self.types.take(ItemStatus::Added, [after, before], new));
        }
        if kind != Kind::OperationAdded {
            items.extend(self.types.take(ItemStatus::Removed, [before, after], old));
        }
        items
    }

    fn fingerprint(&self, kind: Kind, place: Place<'m>, values: [&Option<String>; 2]) -> String {
        let shape = |number: usize| match self.pairs.get(number) {
            Some(pair) if pair.old == pair.new => pair.new.to_string(),
            Some(pair) => format!("{}→{}", pair.old, pair.new),
            None => String::new(),
        };
        let place = match place {
            Place::Service => "service".to_owned(),
            Place::Operation(name) => name.to_owned(),
            Place::Input(name) => format!("{name}.input"),
            Place::Output(name) => format!("{name}.output"),
            Place::Error(name, id) => format!("{name}.errors.{id}"),
            Place::Shape(number) => shape(number),
            Place::Member(number, name) => format!("{}${name}", shape(number)),
            Place::Value(number, value) => format!("{}={value}", shape(number)),
        };
        fingerprint(kind, &place, values)
    }

    /// Items that no difference of the models explains: each place and kind is a change of its own.
    fn leftovers(&mut self) {
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
            let path = path(place, &reach.path);
            self.push_rust_only(kind, path, reach, items, rust);
        }
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
            let item = |module: &str| Item::new(format!("runtime::{module}"), status);
            let items: Vec<Item> = modules.into_iter().map(item).collect();
            if !items.is_empty() {
                self.push_rust_only(
                    kind,
                    "runtime".to_owned(),
                    reach.clone(),
                    items,
                    Rust::of(level),
                );
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
        let in_requests = reach.parts.contains(&Part::Input);
        let in_replies = reach.parts.iter().any(|part| *part != Part::Input);
        self.changes.push(Change {
            kind,
            fingerprint: fingerprint(kind, &names.join(","), [&old, &new]),
            path,
            operations: reach.operations.into_iter().collect(),
            direction: direction(in_requests, in_replies),
            old,
            new,
            items,
            rust,
            wire: kind.wire(in_requests, in_replies),
        });
    }
}

/// Whether the protocol is one that is generated: those look at names of JSON alone.
fn is_generated(model: &Model) -> bool {
    !matches!(model.service.protocol, Protocol::Other(_))
}

/// The way to a place, of which that to its shape is known.
fn path(place: Place<'_>, to_shape: &str) -> String {
    match place {
        Place::Member(_, name) => format!("{to_shape}.{name}"),
        Place::Value(_, value) => format!("{to_shape}={value}"),
        _ => to_shape.to_owned(),
    }
}

fn direction(in_requests: bool, in_replies: bool) -> Direction {
    match (in_requests, in_replies) {
        (true, false) => Direction::In,
        (false, true) => Direction::Out,
        _ => Direction::Both,
    }
}

/// What a change is known by. The parts are kept apart by a byte that no name has.
fn fingerprint(kind: Kind, place: &str, [old, new]: [&Option<String>; 2]) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let digest = Sha256::digest([kind.id(), place, &text(old), &text(new)].join("\0"));
    let start = digest.iter().take(6).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{start:012x}")
}

/// An item as a report shows it.
fn shown(change: ItemChange<'_>) -> Item {
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

impl Item {
    pub(super) fn new(name: String, status: ItemStatus) -> Self {
        Self { name, status, old: None, new: None }
    }
}
