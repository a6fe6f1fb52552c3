//! Compares the Rust structs of requests, outputs, errors and other structures.

use std::collections::{BTreeMap, BTreeSet};

use super::{Aspect, Items, NamedSlice};
use crate::change::compare::Subject;
use crate::change::pairs::{Members, Pair, Pairs};
use crate::change::verdict::{ModuleBreaks, RustVerdict, SemverLevel};
use crate::emit::imports::Imports;
use crate::emit::rust_struct::{Field, Role, Struct};
use crate::emit::structure::{is_made_by_callers, role_of_type};
use crate::ir::{Operation, ShapeId, ShapeKind};
use crate::slice::{MessageKind, Slice};

/// Compares the structs of a pair of structures: those of the operations with the pair as input or output, and the
/// shared type.
pub fn compare<'m>(
    pairs: &Pairs<'m>,
    number: usize,
    pair: &Pair<'m>,
    sides: [&NamedSlice; 2],
    items: &mut Items<'m>,
) {
    let kinds = (pairs.old.kind(pair.old), pairs.new.kind(pair.new));
    let (Some(before @ ShapeKind::Structure(_)), Some(after @ ShapeKind::Structure(_))) = kinds
    else {
        return;
    };
    let members = Members::of(before, after);
    let [old_side, new_side] = sides;
    let subjects = StructSubjects { structure: Subject::Shape(number), number: Some(number) };
    let is_in_slices =
        |name: &str| sides.iter().all(|side| side.slice.model.operations.contains_key(name));
    for (name, part) in pair.roots.iter().filter(|(name, _)| is_in_slices(name)) {
        let role = match part {
            MessageKind::Input => Role::Request,
            MessageKind::Output => Role::Reply,
            MessageKind::Error => continue,
        };
        let old = message_struct(old_side, name, Some(pair.old), role);
        let new = message_struct(new_side, name, Some(pair.new), role);
        compare_structs(subjects, &members, [&old, &new], [role == Role::Request; 2], items);
    }
    if let (Some(old), Some(new)) =
        (shared_struct(old_side, pair.old), shared_struct(new_side, pair.new))
        && (pair.old == pair.new || old.name == new.name)
    {
        let made = [
            is_made_by_callers(old_side.context(), pair.old),
            is_made_by_callers(new_side.context(), pair.new),
        ];
        compare_structs(subjects, &members, [&old, &new], made, items);
    }
}

/// Compares the structs of an operation with an input or output in only one of the models.
pub fn compare_messages<'m>(
    pairs: &Pairs<'m>,
    operation: &'m Operation,
    sides: [&NamedSlice; 2],
    items: &mut Items<'m>,
) {
    let Some(before) = pairs.old.operations.get(&operation.name) else { return };
    let [old_side, new_side] = sides;
    let messages = [
        (&before.input, &operation.input, Role::Request, Subject::Input(&operation.name)),
        (&before.output, &operation.output, Role::Reply, Subject::Output(&operation.name)),
    ];
    for (was, is, role, subject) in messages {
        if was.is_some() == is.is_some() {
            continue;
        }
        let old = message_struct(old_side, &operation.name, was.as_ref(), role);
        let new = message_struct(new_side, &operation.name, is.as_ref(), role);
        let members = Members {
            added: is.iter().flat_map(|id| pairs.new.members(id)).collect(),
            removed: was.iter().flat_map(|id| pairs.old.members(id)).collect(),
            ..Members::default()
        };
        let subjects = StructSubjects { structure: subject, number: None };
        compare_structs(subjects, &members, [&old, &new], [role == Role::Request; 2], items);
    }
}

/// Whether the items of a pair may differ.
pub fn is_affected(pair: &Pair<'_>, sides: [&NamedSlice; 2], moved: &BTreeSet<ShapeId>) -> bool {
    fn boxed<'s>(slice: &'s Slice, id: &'s ShapeId) -> impl Iterator<Item = &'s String> {
        let rest = slice.boxed.range((id.clone(), String::new())..);
        rest.take_while(move |(of, _)| of == id).map(|(_, member)| member)
    }
    fn usage<'s>(
        slice: &'s Slice,
        id: &ShapeId,
    ) -> Option<(&'s BTreeSet<MessageKind>, bool, bool)> {
        slice.usage.get(id).map(|usage| (&usage.message_kinds, usage.is_shared(), usage.is_error))
    }
    let [old, new] = sides.map(|side| &side.slice);
    !pair.is_same
        || usage(old, pair.old) != usage(new, pair.new)
        || !boxed(old, pair.old).eq(boxed(new, pair.new))
        || new.model.members(pair.new).iter().any(|member| moved.contains(&member.target))
}

/// The struct of an operation's input or output.
fn message_struct<'a>(
    side: &'a NamedSlice,
    name: &str,
    id: Option<&'a ShapeId>,
    role: Role,
) -> Struct<'a> {
    let context = side.context();
    let names = context.names.operation(name);
    let name = if role == Role::Request { names.request } else { names.output };
    Struct::new(context, &mut Imports::discarded(), name, "", id, role)
}

/// The struct of a shared shape, if the shape has one.
fn shared_struct<'a>(side: &'a NamedSlice, id: &'a ShapeId) -> Option<Struct<'a>> {
    let context = side.context();
    let usage = context.slice.usage.get(id)?;
    let name = context.names.type_names(id).name;
    let role = role_of_type(context, id);
    usage
        .is_shared()
        .then(|| Struct::new(context, &mut Imports::discarded(), name, "", Some(id), role))
}

/// The subjects that a struct and its fields are generated from.
#[derive(Clone, Copy)]
struct StructSubjects<'m> {
    structure: Subject<'m>,
    /// The number of the pair of shapes, if there is one.
    number: Option<usize>,
}

impl<'m> StructSubjects<'m> {
    fn member(self, name: &'m str) -> Subject<'m> {
        self.number.map_or(self.structure, |number| Subject::Member(number, name))
    }
}

/// Compares two structs. `made` states for each whether callers construct it.
fn compare_structs<'m>(
    subjects: StructSubjects<'m>,
    members: &Members<'m>,
    [old, new]: [&Struct; 2],
    made: [bool; 2],
    items: &mut Items<'m>,
) {
    let indices = |fields: &'_ Struct| -> BTreeMap<String, usize> {
        fields
            .fields
            .iter()
            .enumerate()
            .map(|(index, field)| (field.member.name.clone(), index))
            .collect()
    };
    let (before, after) = (indices(old), indices(new));
    let old_field = |name: &str| before.get(name).and_then(|index| old.fields.get(*index));
    let new_field = |name: &str| after.get(name).and_then(|index| new.fields.get(*index));
    let is_made = made == [true; 2];
    if old.name != new.name {
        let names = [old.name.to_string(), new.name.to_string()];
        items.major(subjects.structure, Aspect::Name, old.name.to_string(), names);
    }
    for member in &members.removed {
        if let Some(field) = old_field(&member.name) {
            items.removed(subjects.member(&member.name), item_name(old, field));
        }
    }
    for member in &members.added {
        if let Some(field) = new_field(&member.name) {
            added_field(subjects.member(&member.name), new, field, is_made, items);
        }
    }
    for (was, is) in &members.both {
        let subject = subjects.member(&is.name);
        match (old_field(&was.name), new_field(&is.name)) {
            (Some(before), Some(after)) => {
                compare_fields(subject, [old, new], [before, after], is_made, items);
            }
            (Some(before), None) => items.removed(subject, item_name(old, before)),
            (None, Some(after)) => added_field(subject, new, after, is_made, items),
            (None, None) => {}
        }
    }
    compare_constructors(subjects, members, [old, new], made, items);
}

/// Reports an added field.
fn added_field<'m>(
    subject: Subject<'m>,
    structure: &Struct,
    field: &Field,
    is_made: bool,
    items: &mut Items<'m>,
) {
    items.added(subject, item_name(structure, field), ModuleBreaks::Literals);
    if is_made && !field.optional {
        let rust = RustVerdict::of(SemverLevel::Major);
        items.push(subject, Aspect::Arguments, rust, format!("{}::new", structure.name));
    }
}

fn compare_fields<'m>(
    subject: Subject<'m>,
    [old, new]: [&Struct; 2],
    [before, after]: [&Field; 2],
    is_made: bool,
    items: &mut Items<'m>,
) {
    let names = |field: &Field| (field.names.field.to_string(), field.names.setter.to_string());
    if names(before) != names(after) {
        items.major(
            subject,
            Aspect::Name,
            item_name(old, before),
            [item_name(old, before), item_name(new, after)],
        );
    }
    let types = [&before.ty, &after.ty];
    let field_type = |field: &Field, ty: &str| {
        if field.optional { format!("Option<{ty}>") } else { ty.to_owned() }
    };
    let [was, is] = types;
    if was != is {
        let unboxed = |ty: &str| {
            ty.strip_prefix("Box<").and_then(|ty| ty.strip_suffix('>')).unwrap_or(ty).to_owned()
        };
        let aspect = if unboxed(was) == unboxed(is) { Aspect::Boxing } else { Aspect::Type };
        items.major(
            subject,
            aspect,
            item_name(old, before),
            [field_type(before, was), field_type(after, is)],
        );
    } else if before.optional != after.optional {
        items.major(
            subject,
            Aspect::Optional,
            item_name(old, before),
            [field_type(before, was), field_type(after, is)],
        );
        if is_made {
            let rust = RustVerdict::of(SemverLevel::Major);
            items.push(subject, Aspect::Arguments, rust, format!("{}::new", old.name));
        }
    }
}

/// Compares constructors: their presence, and the order of the common arguments.
fn compare_constructors<'m>(
    subjects: StructSubjects<'m>,
    members: &Members<'m>,
    [old, new]: [&Struct; 2],
    made: [bool; 2],
    items: &mut Items<'m>,
) {
    let subject = subjects.structure;
    match made {
        [false, true] => {
            items.push(
                subject,
                Aspect::Constructor,
                RustVerdict::of(SemverLevel::Minor),
                format!("{}::new", new.name),
            );
        }
        [true, false] => {
            items.push(
                subject,
                Aspect::Constructor,
                RustVerdict::of(SemverLevel::Major),
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
                items.major(subject, Aspect::Arguments, format!("{}::new", old.name), texts);
            }
        }
        [false, false] => {}
    }
    let defaults = [old, new].map(|structure| structure.fields.iter().all(|field| field.optional));
    let [was, is] = defaults;
    if was != is {
        let level = if is { SemverLevel::Minor } else { SemverLevel::Major };
        let structure = if is { old } else { new };
        // The cause is a member that is required in only one of them.
        let required = structure.fields.iter().find(|field| !field.optional);
        let name = required.map_or("", |field| &*field.member.name);
        let (both, alone) = (members.both.iter(), members.added.iter().chain(&members.removed));
        let mut all = both.map(|(_, is)| *is).chain(alone.copied());
        let member = all.find(|member| member.name == name);
        let subject = member.map_or(subjects.structure, |member| subjects.member(&member.name));
        items.push(
            subject,
            Aspect::Derive,
            RustVerdict::of(level),
            format!("Default for {}", new.name),
        );
    }
}

fn item_name(structure: &Struct, field: &Field) -> String {
    let name = field.names.field.to_string();
    format!("{}::{}", structure.name, name)
}
