//! Compares the Rust structs of requests, outputs, errors and other structures.

use std::collections::{BTreeMap, BTreeSet};

use super::{Aspect, Items, NamedSlice, constructors};
use crate::change::compare::Subject;
use crate::change::pairs::{Members, Pair, Pairs};
use crate::change::verdict::{ModuleBreaks, SemverLevel};
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
    for (name, part) in &pair.roots {
        let role = match part {
            MessageKind::Input => Role::Request,
            MessageKind::Output => Role::Reply,
            MessageKind::Error => continue,
        };
        let [Some(old), Some(new)] = sides.map(|side| message_struct(side, name, role)) else {
            continue;
        };
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
    let messages = [
        (&before.input, &operation.input, Role::Request, Subject::Input(&operation.name)),
        (&before.output, &operation.output, Role::Reply, Subject::Output(&operation.name)),
    ];
    for (was, is, role, subject) in messages {
        if was.is_some() == is.is_some() {
            continue;
        }
        let structs = sides.map(|side| message_struct(side, &operation.name, role));
        let [Some(old), Some(new)] = structs else { continue };
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
    /// The labels of the requests with the pair as input, which precede other arguments.
    fn labels<'s>(slice: &'s Slice, pair: &Pair<'_>) -> Vec<&'s str> {
        let operations = pair.roots.iter().filter_map(|(name, part)| {
            slice.model.operations.get(*name).filter(|_| *part == MessageKind::Input)
        });
        operations.flat_map(|operation| operation.http.uri.labels()).collect()
    }
    let [old, new] = sides.map(|side| &side.slice);
    !pair.is_same
        || labels(old, pair) != labels(new, pair)
        || usage(old, pair.old) != usage(new, pair.new)
        || !boxed(old, pair.old).eq(boxed(new, pair.new))
        || new.model.members(pair.new).iter().any(|member| moved.contains(&member.target))
}

/// The struct of an operation's input or output, if the operation is in the slice.
fn message_struct<'a>(side: &'a NamedSlice, name: &str, role: Role) -> Option<Struct<'a>> {
    let (context, imports) = (side.context(), &mut Imports::discarded());
    let operation = side.slice.model.operations.get(name)?;
    Some(if role == Role::Request {
        Struct::request(context, imports, "", operation)
    } else {
        let name = context.names.operation(name).output;
        Struct::new(context, imports, name, "", operation.output.as_ref(), role)
    })
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
pub struct StructSubjects<'m> {
    pub structure: Subject<'m>,
    /// The number of the pair of shapes, if there is one.
    number: Option<usize>,
}

impl<'m> StructSubjects<'m> {
    pub fn member(self, name: &'m str) -> Subject<'m> {
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
            let subject = subjects.member(&member.name);
            items.removed(subject, item_name(old, field));
            if is_made && field.required {
                let name = format!("{}::new", old.name);
                items.major(subject, Aspect::Arguments, name, constructors::arguments([old, new]));
            }
        }
    }
    for member in &members.added {
        if let Some(field) = new_field(&member.name) {
            added_field(subjects.member(&member.name), [old, new], field, is_made, items);
        }
    }
    for (was, is) in &members.both {
        let subject = subjects.member(&is.name);
        match (old_field(&was.name), new_field(&is.name)) {
            (Some(before), Some(after)) => {
                compare_fields(subject, [old, new], [before, after], is_made, items);
            }
            (Some(before), None) => items.removed(subject, item_name(old, before)),
            (None, Some(after)) => added_field(subject, [old, new], after, is_made, items),
            (None, None) => {}
        }
    }
    constructors::compare(subjects, members, [old, new], made, items);
}

/// Reports an added field.
fn added_field<'m>(
    subject: Subject<'m>,
    [old, new]: [&Struct; 2],
    field: &Field,
    is_made: bool,
    items: &mut Items<'m>,
) {
    items.added(subject, item_name(new, field), ModuleBreaks::Literals);
    if is_made && field.required {
        let name = format!("{}::new", new.name);
        items.major(subject, Aspect::Arguments, name, constructors::arguments([old, new]));
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
        // Code with the old name uses another member, if that has the same type.
        let is_same = |field: &&Field| {
            field.names.field == before.names.field
                && (field.optional, &field.ty) == (before.optional, &before.ty)
        };
        let is_taken = new.fields.iter().any(|field| is_same(&field));
        let level = if is_taken { SemverLevel::Silent } else { SemverLevel::Major };
        let items_of = [item_name(old, before), item_name(new, after)];
        items.changed(subject, Aspect::Name, level, item_name(old, before), items_of);
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
    }
    if is_made && before.required != after.required {
        let name = format!("{}::new", old.name);
        items.major(subject, Aspect::Arguments, name, constructors::arguments([old, new]));
    }
}

fn item_name(structure: &Struct, field: &Field) -> String {
    let name = field.names.field.to_string();
    format!("{}::{}", structure.name, name)
}
