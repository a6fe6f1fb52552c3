//! What the generated code offers, of two slices, and how it differs: found by comparing the very items that are
//! emitted, so that a verdict cannot be wrong about them.

mod enums;
mod structs;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;

use super::compare::Place;
use super::kind::Kind;
use super::pairs::{Pair, Pairs};
use super::verdict::{Breaks, Level, Rust};
use crate::emit::{ModulePaths, ServiceContext};
use crate::ir::{ShapeId, ShapeKind};
use crate::names::Names;
use crate::paginator::{Paginators, paginators};
use crate::slice::Slice;
use crate::waiter::{Waiters, waiters};
pub use text::{Text, text};

/// The slice of one model, and what it is called in Rust.
#[derive(Debug)]
pub struct Side {
    pub slice: Slice,
    pub names: Names,
    paginators: Paginators,
    waiters: Waiters,
    paths: ModulePaths,
}

impl Side {
    pub fn of(slice: Slice) -> Self {
        let names = Names::of_types(&slice);
        // A model with mistakes in it can be looked at, too.
        let paginators = paginators(&slice).unwrap_or_default();
        let waiters = waiters(&slice).unwrap_or_default();
        Self { slice, names, paginators, waiters, paths: ModulePaths::default() }
    }

    fn name_parts<'a>(&mut self, ids: impl IntoIterator<Item = &'a ShapeId>) {
        let names = std::mem::take(&mut self.names);
        self.names = names.with_parts(&self.slice.model, ids);
    }

    pub fn context(&self) -> ServiceContext<'_> {
        let Self { slice, names, paginators, waiters, paths } = self;
        ServiceContext {
            slice,
            names,
            paginators,
            waiters,
            paths,
            serde: false,
            model: "",
            program: "",
        }
    }

    /// The Rust types of shapes, by shape.
    pub fn types(&self) -> BTreeMap<&ShapeId, &Ident> {
        self.names.types().map(|(id, names)| (id, &names.name)).collect()
    }
}

/// An item of the generated code that is not what it was.
#[derive(Clone, Debug)]
pub struct ItemChange<'m> {
    /// What in the models it belongs to.
    pub place: Place<'m>,
    pub aspect: Aspect,
    pub rust: Rust,
    /// The item as Rust names it; what is new is named as the new code does, all else as the old one.
    pub item: String,
    /// What it was and is, where that is more than there or not.
    pub old: Option<String>,
    pub new: Option<String>,
}

/// What of an item is not as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// It was not there, or is no longer.
    Presence,
    Name,
    Type,
    Boxing,
    /// Whether it is an `Option`.
    Optional,
    /// What a constructor takes, and in which order.
    Arguments,
    /// Whether there is a constructor.
    Constructor,
    /// The traits that are derived.
    Derive,
}

impl Aspect {
    /// The kind of change that it is where the models do not say why.
    pub fn kind(self, rust: Rust) -> Kind {
        let gained = rust.as_crate < Level::Major;
        match self {
            Self::Presence if gained => Kind::TypeAdded,
            Self::Presence => Kind::TypeRemoved,
            Self::Name => Kind::RustNameChanged,
            Self::Type | Self::Optional => Kind::FieldTypeChanged,
            Self::Boxing => Kind::BoxingChanged,
            Self::Arguments => Kind::ConstructorChanged,
            Self::Constructor if gained => Kind::ConstructorAdded,
            Self::Constructor => Kind::ConstructorRemoved,
            Self::Derive if gained => Kind::DeriveGained,
            Self::Derive => Kind::DeriveLost,
        }
    }
}

/// The items that differ so far.
struct Items<'m>(Vec<ItemChange<'m>>);

impl<'m> Items<'m> {
    fn push(&mut self, place: Place<'m>, aspect: Aspect, rust: Rust, item: String) {
        self.0.push(ItemChange { place, aspect, rust, item, old: None, new: None });
    }

    fn major(&mut self, place: Place<'m>, aspect: Aspect, item: String, [old, new]: [String; 2]) {
        let rust = Rust::of(Level::Major);
        self.0.push(ItemChange { place, aspect, rust, item, old: Some(old), new: Some(new) });
    }

    /// Something that is there, and could not be named before.
    fn added(&mut self, place: Place<'m>, item: String, breaks: Breaks) {
        let rust = Rust { module_breaks: Some(breaks), ..Rust::of(Level::Minor) };
        self.push(place, Aspect::Presence, rust, item);
    }

    fn removed(&mut self, place: Place<'m>, item: String) {
        self.push(place, Aspect::Presence, Rust::of(Level::Major), item);
    }
}

/// What of the generated code may differ.
pub struct Surface<'p, 'm> {
    pairs: &'p Pairs<'m>,
    /// The pairs whose items may.
    affected: Vec<usize>,
    /// The shapes whose Rust type is another one.
    moved: BTreeSet<ShapeId>,
}

impl<'p, 'm> Surface<'p, 'm> {
    /// Finds what may differ, and names its fields and variants on both sides. Nothing else needs their names, which
    /// are most of what a service has.
    pub fn of(pairs: &'p Pairs<'m>, [old, new]: [&mut Side; 2]) -> Self {
        let moved = moved_types(old, new);
        let is_affected = |pair: &Pair<'_>| structs::is_affected(pair, [old, new], &moved);
        let affected = pairs.iter().filter(|(_, pair)| is_affected(pair));
        let affected: Vec<usize> = affected.map(|(number, _)| number).collect();
        let shapes = affected.iter().filter_map(|number| pairs.get(*number));
        let (mut before, mut after): (BTreeSet<_>, BTreeSet<_>) =
            shapes.map(|pair| (pair.old, pair.new)).unzip();
        for (name, operation) in &pairs.new.operations {
            // An input or output that only one model has is no pair.
            let Some(was) = pairs.old.operations.get(name) else { continue };
            let inputs = (&was.input, &operation.input);
            let outputs = (&was.output, &operation.output);
            for (was, is) in [inputs, outputs] {
                if was.is_some() != is.is_some() {
                    before.extend(was);
                    after.extend(is);
                }
            }
        }
        old.name_parts(before);
        new.name_parts(after);
        Self { pairs, affected, moved }
    }

    /// Every item of the new code that is not as in the old one, but for types and operations that are only in one.
    pub fn items(&self, [old, new]: [&Side; 2]) -> Vec<ItemChange<'m>> {
        let Self { pairs, affected, moved } = self;
        let mut items = Items(Vec::new());
        for number in affected {
            if let Some(pair) = pairs.get(*number) {
                remade(pairs, *number, pair, [old, new], &mut items);
                structs::compare(pairs, *number, pair, [old, new], &mut items);
                enums::compare(pairs, *number, pair, [old, new], moved, &mut items);
            }
        }
        for (name, operation) in &pairs.new.operations {
            if [old, new].iter().all(|side| side.slice.model.operations.contains_key(name)) {
                structs::compare_messages(pairs, operation, [old, new], &mut items);
                enums::compare_errors(name, pairs, [old, new], &mut items);
            }
        }
        items.0
    }
}

/// A type that is of another kind under the name that it had: where it is used, nothing else shows it.
fn remade<'m>(
    pairs: &Pairs<'m>,
    number: usize,
    pair: &Pair<'m>,
    [old, new]: [&Side; 2],
    items: &mut Items<'m>,
) {
    let kinds = (pairs.old.kind(pair.old), pairs.new.kind(pair.new));
    let names = (old.names.of_type(pair.old), new.names.of_type(pair.new));
    if let ((Some(before), Some(after)), (Some(was), Some(is))) = (kinds, names)
        && std::mem::discriminant(before) != std::mem::discriminant(after)
        && was.name == is.name
    {
        let kinds = [before, after].map(|kind| kind.name().to_owned());
        items.major(Place::Shape(number), Aspect::Type, format!("types::{}", is.name), kinds);
    }
}

/// The shapes whose Rust type is not the one that the shape of their name had: nothing else can change the type of a
/// field of a member that is as it was.
fn moved_types(old: &Side, new: &Side) -> BTreeSet<ShapeId> {
    let (before, after) = (old.types(), new.types());
    let (model, other) = (&new.slice.model, &old.slice.model);
    let mut holders: BTreeMap<&ShapeId, Vec<&ShapeId>> = BTreeMap::new();
    let mut open = Vec::new();
    for (id, shape) in &model.shapes {
        let same = match (other.shapes.get(id), &shape.kind) {
            (None, _) => false,
            (Some(was), kind)
                if std::mem::discriminant(&was.kind) != std::mem::discriminant(kind) =>
            {
                false
            }
            (Some(was), ShapeKind::List(_) | ShapeKind::Map { .. }) => {
                for target in shape.kind.targets() {
                    holders.entry(target).or_default().push(id);
                }
                was.kind == shape.kind && was.sparse == shape.sparse
            }
            _ => before.get(id) == after.get(id),
        };
        if !same {
            open.push(id);
        }
    }
    let mut moved = BTreeSet::new();
    while let Some(id) = open.pop() {
        if moved.insert(id.clone()) {
            open.extend(holders.get(id).into_iter().flatten());
        }
    }
    moved
}
