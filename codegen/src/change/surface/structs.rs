//! The structs of requests, replies, errors and what they hold.

use std::collections::{BTreeMap, BTreeSet};

use super::{Aspect, Items, Side};
use crate::change::compare::Place;
use crate::change::pairs::{Members, Pair, Pairs};
use crate::change::verdict::{Breaks, Level, Rust};
use crate::emit::imports::Imports;
use crate::emit::rust_struct::{Field, Role, Struct};
use crate::emit::structure::{is_made_by_callers, role_of_type};
use crate::ir::{Operation, ShapeId, ShapeKind};
use crate::slice::{Part, Slice};

/// The structs of a pair of structures: those of the operations that have it as input or output, and the type that
/// it is elsewhere.
pub fn compare<'m>(
    pairs: &Pairs<'m>,
    number: usize,
    pair: &Pair<'m>,
    sides: [&Side; 2],
    items: &mut Items<'m>,
) {
    let kinds = (pairs.old.kind(pair.old), pairs.new.kind(pair.new));
    let (Some(before @ ShapeKind::Structure(_)), Some(after @ ShapeKind::Structure(_))) = kinds
    else {
        return;
    };
    let members = Members::of(before, after);
    let [old_side, new_side] = sides;
    let placing = Placing { of_struct: Place::Shape(number), number: Some(number) };
    let is_in_slices =
        |name: &str| sides.iter().all(|side| side.slice.model.operations.contains_key(name));
    for (name, part) in pair.roots.iter().filter(|(name, _)| is_in_slices(name)) {
        let role = match part {
            Part::Input => Role::Request,
            Part::Output => Role::Reply,
            Part::Error => continue,
        };
        let old = of_operation(old_side, name, Some(pair.old), role);
        let new = of_operation(new_side, name, Some(pair.new), role);
        structs(placing, &members, [&old, &new], [role == Role::Request; 2], items);
    }
    if let (Some(old), Some(new)) = (of_type(old_side, pair.old), of_type(new_side, pair.new))
        && (pair.old == pair.new || old.name == new.name)
    {
        let made = [
            is_made_by_callers(old_side.context(), pair.old),
            is_made_by_callers(new_side.context(), pair.new),
        ];
        structs(placing, &members, [&old, &new], made, items);
    }
}

/// The structs of an operation whose input or output is only in one of the models.
pub fn compare_messages<'m>(
    pairs: &Pairs<'m>,
    operation: &'m Operation,
    sides: [&Side; 2],
    items: &mut Items<'m>,
) {
    let Some(before) = pairs.old.operations.get(&operation.name) else { return };
    let [old_side, new_side] = sides;
    let messages = [
        (&before.input, &operation.input, Role::Request, Place::Input(&operation.name)),
        (&before.output, &operation.output, Role::Reply, Place::Output(&operation.name)),
    ];
    for (was, is, role, place) in messages {
        if was.is_some() == is.is_some() {
            continue;
        }
        let old = of_operation(old_side, &operation.name, was.as_ref(), role);
        let new = of_operation(new_side, &operation.name, is.as_ref(), role);
        let members = Members {
            added: is.iter().flat_map(|id| pairs.new.members(id)).collect(),
            removed: was.iter().flat_map(|id| pairs.old.members(id)).collect(),
            ..Members::default()
        };
        let placing = Placing { of_struct: place, number: None };
        structs(placing, &members, [&old, &new], [role == Role::Request; 2], items);
    }
}

/// Whether the items of a pair may differ at all.
pub fn is_affected(pair: &Pair<'_>, sides: [&Side; 2], moved: &BTreeSet<ShapeId>) -> bool {
    fn boxed<'s>(slice: &'s Slice, id: &'s ShapeId) -> impl Iterator<Item = &'s String> {
        let of_shape = slice.boxed.range((id.clone(), String::new())..);
        of_shape.take_while(move |(of, _)| of == id).map(|(_, member)| member)
    }
    fn usage<'s>(slice: &'s Slice, id: &ShapeId) -> Option<(&'s BTreeSet<Part>, bool, bool)> {
        slice.usage.get(id).map(|usage| (&usage.parts, usage.is_shared(), usage.error))
    }
    let [old, new] = sides.map(|side| &side.slice);
    !pair.is_same
        || usage(old, pair.old) != usage(new, pair.new)
        || !boxed(old, pair.old).eq(boxed(new, pair.new))
        || new.model.members(pair.new).iter().any(|member| moved.contains(&member.target))
}

/// The struct of an operation's input or output.
fn of_operation<'a>(side: &'a Side, name: &str, id: Option<&'a ShapeId>, role: Role) -> Struct<'a> {
    let context = side.context();
    let names = context.names.operation(name);
    let name = if role == Role::Request { names.request } else { names.output };
    Struct::new(context, &mut Imports::discarded(), name, "", id, role)
}

/// The struct of a shape that is not an operation's own, if it has one.
fn of_type<'a>(side: &'a Side, id: &'a ShapeId) -> Option<Struct<'a>> {
    let context = side.context();
    let usage = context.slice.usage.get(id)?;
    let name = context.names.type_of(id).name;
    let role = role_of_type(context, id);
    usage
        .is_shared()
        .then(|| Struct::new(context, &mut Imports::discarded(), name, "", Some(id), role))
}

/// Where in the models the parts of a struct belong.
#[derive(Clone, Copy)]
struct Placing<'m> {
    of_struct: Place<'m>,
    /// The pair of its shapes, if there is one.
    number: Option<usize>,
}

impl<'m> Placing<'m> {
    fn member(self, name: &'m str) -> Place<'m> {
        self.number.map_or(self.of_struct, |number| Place::Member(number, name))
    }
}

/// Two structs for the same thing. `made` says which of them callers make.
fn structs<'m>(
    placing: Placing<'m>,
    members: &Members<'m>,
    [old, new]: [&Struct; 2],
    made: [bool; 2],
    items: &mut Items<'m>,
) {
    let of = |fields: &'_ Struct| -> BTreeMap<String, usize> {
        fields
            .fields
            .iter()
            .enumerate()
            .map(|(index, field)| (field.member.name.clone(), index))
            .collect()
    };
    let (before, after) = (of(old), of(new));
    let old_field = |name: &str| before.get(name).and_then(|index| old.fields.get(*index));
    let new_field = |name: &str| after.get(name).and_then(|index| new.fields.get(*index));
    let is_made = made == [true; 2];
    if old.name != new.name {
        let names = [old.name.to_string(), new.name.to_string()];
        items.major(placing.of_struct, Aspect::Name, old.name.to_string(), names);
    }
    for member in &members.removed {
        if let Some(field) = old_field(&member.name) {
            items.removed(placing.member(&member.name), item(old, field));
        }
    }
    for member in &members.added {
        if let Some(field) = new_field(&member.name) {
            came(placing.member(&member.name), new, field, is_made, items);
        }
    }
    for (was, is) in &members.both {
        let place = placing.member(&is.name);
        match (old_field(&was.name), new_field(&is.name)) {
            (Some(before), Some(after)) => {
                fields(place, [old, new], [before, after], is_made, items);
            }
            (Some(before), None) => items.removed(place, item(old, before)),
            (None, Some(after)) => came(place, new, after, is_made, items),
            (None, None) => {}
        }
    }
    constructors(placing, members, [old, new], made, items);
}

/// A field that was not there.
fn came<'m>(
    place: Place<'m>,
    structure: &Struct,
    field: &Field,
    is_made: bool,
    items: &mut Items<'m>,
) {
    items.added(place, item(structure, field), Breaks::Literals);
    if is_made && !field.optional {
        let rust = Rust::of(Level::Major);
        items.push(place, Aspect::Arguments, rust, format!("{}::new", structure.name));
    }
}

fn fields<'m>(
    place: Place<'m>,
    [old, new]: [&Struct; 2],
    [before, after]: [&Field; 2],
    is_made: bool,
    items: &mut Items<'m>,
) {
    let names = |field: &Field| (field.names.field.to_string(), field.names.setter.to_string());
    if names(before) != names(after) {
        items.major(place, Aspect::Name, item(old, before), [item(old, before), item(new, after)]);
    }
    let types = [&before.ty, &after.ty];
    let whole = |field: &Field, ty: &str| {
        if field.optional { format!("Option<{ty}>") } else { ty.to_owned() }
    };
    let [was, is] = types;
    if was != is {
        let bare = |ty: &str| {
            ty.strip_prefix("Box<").and_then(|ty| ty.strip_suffix('>')).unwrap_or(ty).to_owned()
        };
        let aspect = if bare(was) == bare(is) { Aspect::Boxing } else { Aspect::Type };
        items.major(place, aspect, item(old, before), [whole(before, was), whole(after, is)]);
    } else if before.optional != after.optional {
        items.major(
            place,
            Aspect::Optional,
            item(old, before),
            [whole(before, was), whole(after, is)],
        );
        if is_made {
            let rust = Rust::of(Level::Major);
            items.push(place, Aspect::Arguments, rust, format!("{}::new", old.name));
        }
    }
}

/// Constructors: whether there is one, and in which order it takes what it took before.
fn constructors<'m>(
    placing: Placing<'m>,
    members: &Members<'m>,
    [old, new]: [&Struct; 2],
    made: [bool; 2],
    items: &mut Items<'m>,
) {
    let place = placing.of_struct;
    match made {
        [false, true] => {
            items.push(
                place,
                Aspect::Constructor,
                Rust::of(Level::Minor),
                format!("{}::new", new.name),
            );
        }
        [true, false] => {
            items.push(
                place,
                Aspect::Constructor,
                Rust::of(Level::Major),
                format!("{}::new", old.name),
            );
        }
        [true, true] => {
            let required = |structure: &Struct| -> Vec<String> {
                let fields = structure.fields.iter().filter(|field| !field.optional);
                fields.map(|field| field.member.name.clone()).collect()
            };
            let (before, after) = (required(old), required(new));
            let renamed: BTreeMap<&str, &str> =
                members.both.iter().map(|(was, is)| (&*was.name, &*is.name)).collect();
            let kept: Vec<&str> = before
                .iter()
                .filter_map(|name| renamed.get(name.as_str()).copied())
                .filter(|name| after.iter().any(|other| other == name))
                .collect();
            let now: Vec<&str> =
                after.iter().map(String::as_str).filter(|name| kept.contains(name)).collect();
            if kept != now {
                let texts = [kept.join(", "), now.join(", ")];
                items.major(place, Aspect::Arguments, format!("{}::new", old.name), texts);
            }
        }
        [false, false] => {}
    }
    let defaults = [old, new].map(|structure| structure.fields.iter().all(|field| field.optional));
    let [was, is] = defaults;
    if was != is {
        let level = if is { Level::Minor } else { Level::Major };
        let of = if is { old } else { new };
        // The members that are required in one of the two only are why.
        let required = of.fields.iter().find(|field| !field.optional);
        let name = required.map_or("", |field| &*field.member.name);
        let (both, alone) = (members.both.iter(), members.added.iter().chain(&members.removed));
        let mut places = both.map(|(_, is)| *is).chain(alone.copied());
        let member = places.find(|member| member.name == name);
        let place = member.map_or(placing.of_struct, |member| placing.member(&member.name));
        items.push(place, Aspect::Derive, Rust::of(level), format!("Default for {}", new.name));
    }
}

fn item(structure: &Struct, field: &Field) -> String {
    let name = field.names.field.to_string();
    format!("{}::{}", structure.name, name)
}
