//! Compares the constructors of Rust structs.

use std::collections::{BTreeMap, BTreeSet};

use super::structs::StructSubjects;
use super::{Aspect, Items};
use crate::change::compare::Subject;
use crate::change::pairs::Members;
use crate::change::verdict::{RustVerdict, SemverLevel};
use crate::constructors::values;
use crate::emit::rust_struct::{Field, Struct};

/// Compares constructors: their presence, their arguments, and the `Default` of types without required fields.
pub fn compare<'m>(
    subjects: StructSubjects<'m>,
    members: &Members<'m>,
    [old, new]: [&Struct; 2],
    made: [bool; 2],
    items: &mut Items<'m>,
) {
    let subject = subjects.structure;
    match made {
        [true, true] => compare_arguments(subject, members, [old, new], items),
        [false, false] => {}
        [was_made, _] => {
            let (level, structure) =
                if was_made { (SemverLevel::Major, old) } else { (SemverLevel::Minor, new) };
            let name = format!("{}::new", structure.name);
            items.push(subject, Aspect::Constructor, RustVerdict::of(level), name);
        }
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

/// The arguments of two constructors, such as `(name)` and `(by: impl Into<String>, name)`. Arguments that only the new
/// one has, and arguments of another type, have their types.
pub fn arguments([old, new]: [&Struct; 2]) -> [String; 2] {
    let before = old.arguments();
    let name = |field: &Field| field.names.field.to_string();
    let is_known = |field: &&Field| {
        before.iter().any(|old| name(old) == name(field) && old.argument.ty == field.argument.ty)
    };
    let with_type = |field: &&Field| {
        if is_known(field) {
            name(field)
        } else {
            format!("{}: {}", name(field), field.argument.ty)
        }
    };
    let old: Vec<String> = before.iter().map(|field| name(field)).collect();
    let new: Vec<String> = new.arguments().iter().map(with_type).collect();
    [old, new].map(|arguments| format!("({})", arguments.join(", ")))
}

/// Compares the arguments of two constructors. A call with the same arguments may set other members, or the arguments
/// that both have are in another order.
fn compare_arguments<'m>(
    subject: Subject<'m>,
    members: &Members<'m>,
    [old, new]: [&Struct; 2],
    items: &mut Items<'m>,
) {
    let renamed: BTreeMap<&str, &str> =
        members.both.iter().map(|(was, is)| (&*was.name, &*is.name)).collect();
    let (before, after) = (old.arguments(), new.arguments());
    let values = |arguments: &[&Field]| -> Vec<String> {
        arguments.iter().map(|field| values(&field.argument.ty).to_owned()).collect()
    };
    let take_same_values = values(&before) == values(&after);
    let before = before.iter().map(|field| &*field.member.name);
    let mut before: Vec<&str> =
        before.map(|name| renamed.get(name).copied().unwrap_or(name)).collect();
    let mut after: Vec<&str> = after.iter().map(|field| &*field.member.name).collect();
    let level = if take_same_values {
        SemverLevel::Silent
    } else {
        // Added and removed arguments are reported with their members.
        let both: BTreeSet<&str> =
            before.iter().copied().filter(|name| after.contains(name)).collect();
        before.retain(|name| both.contains(name));
        after.retain(|name| both.contains(name));
        SemverLevel::Major
    };
    if before != after {
        let name = format!("{}::new", old.name);
        items.changed(subject, Aspect::Arguments, level, name, arguments([old, new]));
    }
}
