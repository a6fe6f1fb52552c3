//! The changes of the generated Rust items. The same data is compared that the items are emitted from, so that the
//! verdicts match the generated code.

mod constructors;
mod enums;
mod file_pair;
mod structs;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;

use super::compare::Subject;
use super::kind::ChangeKind;
use super::pairs::{Pair, Pairs};
use super::verdict::{ModuleBreaks, RustVerdict, SemverLevel};
use crate::emit::{ModulePaths, ServiceContext};
use crate::ir::{ShapeId, ShapeKind};
use crate::names::Names;
use crate::paginator::{ResolvedPaginators, paginators};
use crate::slice::Slice;
use crate::waiter::{ResolvedWaiters, waiters};
pub use file_pair::FilePair;

/// The slice of one model with its Rust names.
#[derive(Debug)]
pub struct NamedSlice {
    pub slice: Slice,
    pub names: Names,
    paginators: ResolvedPaginators,
    waiters: ResolvedWaiters,
    paths: ModulePaths,
}

impl NamedSlice {
    pub fn of(slice: Slice) -> Self {
        let names = Names::types_only(&slice);
        // Models with errors can be compared, too.
        let paginators = paginators(&slice).unwrap_or_default();
        let waiters = waiters(&slice).unwrap_or_default();
        Self { slice, names, paginators, waiters, paths: ModulePaths::default() }
    }

    fn name_parts<'a>(&mut self, ids: impl IntoIterator<Item = &'a ShapeId>) {
        let names = std::mem::take(&mut self.names);
        self.names = names.with_members(&self.slice.model, ids);
    }

    pub fn context(&self) -> ServiceContext<'_> {
        let Self { slice, names, paginators, waiters, paths } = self;
        let (model, program) = ("", "");
        let (serde, exhaustive, has_client) = (false, false, false);
        ServiceContext {
            slice,
            names,
            paginators,
            waiters,
            paths,
            serde,
            exhaustive,
            has_client,
            model,
            program,
        }
    }

    /// The names of the Rust types, by shape.
    pub fn types(&self) -> BTreeMap<&ShapeId, &Ident> {
        self.names.types().map(|(id, names)| (id, &names.name)).collect()
    }
}

/// A change of an item of the generated code.
#[derive(Clone, Debug)]
pub struct ItemChange<'m> {
    /// The part of the models that the item is generated from.
    pub subject: Subject<'m>,
    pub aspect: Aspect,
    pub rust: RustVerdict,
    /// The Rust name of the item: the new name of an added item, or else the old name.
    pub item: String,
    /// The old name or type, for a changed item.
    pub old: Option<String>,
    /// The new name or type, for a changed item.
    pub new: Option<String>,
}

/// The aspect of an item that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// The item was added or removed.
    Presence,
    Name,
    Type,
    Boxing,
    /// The field became an `Option`, or no longer is one.
    Optional,
    /// The arguments of a constructor, and their order.
    Arguments,
    /// The constructor was added or removed.
    Constructor,
    /// The derived traits.
    Derive,
}

impl Aspect {
    /// The kind of change for an item that no model difference explains.
    pub fn kind(self, rust: RustVerdict) -> ChangeKind {
        let is_addition = rust.as_crate < SemverLevel::Major;
        match self {
            Self::Presence if is_addition => ChangeKind::TypeAdded,
            Self::Presence => ChangeKind::TypeRemoved,
            Self::Name => ChangeKind::RustNameChanged,
            Self::Type | Self::Optional => ChangeKind::FieldTypeChanged,
            Self::Boxing => ChangeKind::BoxingChanged,
            Self::Arguments => ChangeKind::ConstructorChanged,
            Self::Constructor if is_addition => ChangeKind::ConstructorAdded,
            Self::Constructor => ChangeKind::ConstructorRemoved,
            Self::Derive if is_addition => ChangeKind::DeriveGained,
            Self::Derive => ChangeKind::DeriveLost,
        }
    }
}

/// The changed items that were found so far.
struct Items<'m>(Vec<ItemChange<'m>>);

impl<'m> Items<'m> {
    fn push(&mut self, subject: Subject<'m>, aspect: Aspect, rust: RustVerdict, item: String) {
        self.0.push(ItemChange { subject, aspect, rust, item, old: None, new: None });
    }

    fn major(
        &mut self,
        subject: Subject<'m>,
        aspect: Aspect,
        item: String,
        [old, new]: [String; 2],
    ) {
        self.changed(subject, aspect, SemverLevel::Major, item, [old, new]);
    }

    fn changed(
        &mut self,
        subject: Subject<'m>,
        aspect: Aspect,
        level: SemverLevel,
        item: String,
        [old, new]: [String; 2],
    ) {
        let rust = RustVerdict::of(level);
        self.0.push(ItemChange { subject, aspect, rust, item, old: Some(old), new: Some(new) });
    }

    /// An added item, which may break code in the crate of a vendored module.
    fn added(&mut self, subject: Subject<'m>, item: String, breaks: ModuleBreaks) {
        let rust =
            RustVerdict { module_breaks: Some(breaks), ..RustVerdict::of(SemverLevel::Minor) };
        self.push(subject, Aspect::Presence, rust, item);
    }

    fn removed(&mut self, subject: Subject<'m>, item: String) {
        self.push(subject, Aspect::Presence, RustVerdict::of(SemverLevel::Major), item);
    }
}

/// The parts of the generated code that may differ.
pub struct Surface<'p, 'm> {
    pairs: &'p Pairs<'m>,
    /// The numbers of the pairs whose items may differ.
    affected: Vec<usize>,
    /// The shapes with another Rust type.
    moved: BTreeSet<ShapeId>,
}

impl<'p, 'm> Surface<'p, 'm> {
    /// Finds the pairs that may differ, and names their fields and variants on both sides. The names in other pairs,
    /// which are most names of a service, are not needed.
    pub fn of(pairs: &'p Pairs<'m>, [old, new]: [&mut NamedSlice; 2]) -> Self {
        let moved = moved_types(old, new);
        let is_affected = |pair: &Pair<'_>| structs::is_affected(pair, [old, new], &moved);
        let affected = pairs.iter().filter(|(_, pair)| is_affected(pair));
        let affected: Vec<usize> = affected.map(|(number, _)| number).collect();
        let shapes = affected.iter().filter_map(|number| pairs.get(*number));
        let (mut before, mut after): (BTreeSet<_>, BTreeSet<_>) =
            shapes.map(|pair| (pair.old, pair.new)).unzip();
        for (name, operation) in &pairs.new.operations {
            // An input or output in only one model is not part of a pair.
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

    /// All changed items, except types and operations that only one model has.
    pub fn items(&self, [old, new]: [&NamedSlice; 2]) -> Vec<ItemChange<'m>> {
        let Self { pairs, affected, moved } = self;
        let mut items = Items(Vec::new());
        for number in affected {
            if let Some(pair) = pairs.get(*number) {
                replaced_type(pairs, *number, pair, [old, new], &mut items);
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

/// Reports a type with the same name and another kind. The fields that use the type do not show the change.
fn replaced_type<'m>(
    pairs: &Pairs<'m>,
    number: usize,
    pair: &Pair<'m>,
    [old, new]: [&NamedSlice; 2],
    items: &mut Items<'m>,
) {
    let kinds = (pairs.old.kind(pair.old), pairs.new.kind(pair.new));
    let names = (old.names.find_type_names(pair.old), new.names.find_type_names(pair.new));
    if let ((Some(before), Some(after)), (Some(was), Some(is))) = (kinds, names)
        && std::mem::discriminant(before) != std::mem::discriminant(after)
        && was.name == is.name
    {
        let kinds = [before, after].map(|kind| kind.name().to_owned());
        items.major(Subject::Shape(number), Aspect::Type, format!("types::{}", is.name), kinds);
    }
}

/// The shapes whose Rust type differs between the slices. Only these can change the field type of an unchanged member.
fn moved_types(old: &NamedSlice, new: &NamedSlice) -> BTreeSet<ShapeId> {
    let (before, after) = (old.types(), new.types());
    let (model, other) = (&new.slice.model, &old.slice.model);
    let mut parents: BTreeMap<&ShapeId, Vec<&ShapeId>> = BTreeMap::new();
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
                    parents.entry(target).or_default().push(id);
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
            open.extend(parents.get(id).into_iter().flatten());
        }
    }
    moved
}
