//! Compares the Rust enums of enums, unions and operation errors.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;

use super::{Aspect, Items, NamedSlice};
use crate::change::compare::Subject;
use crate::change::pairs::{Members, Pair, Pairs};
use crate::change::verdict::{ModuleBreaks, SemverLevel};
use crate::emit::imports::Imports;
use crate::emit::types::member_type;
use crate::ir::{Member, ShapeId, ShapeKind};

/// Compares the Rust enums of a pair of enums or unions.
pub fn compare<'m>(
    pairs: &Pairs<'m>,
    number: usize,
    pair: &Pair<'m>,
    [old, new]: [&NamedSlice; 2],
    moved: &BTreeSet<ShapeId>,
    items: &mut Items<'m>,
) {
    let is_in_slices =
        old.slice.usage.contains_key(pair.old) && new.slice.usage.contains_key(pair.new);
    let name = |side: &NamedSlice, id: &ShapeId| side.names.type_names(id).name.to_string();
    if !is_in_slices {
        return;
    }
    let kinds = (pairs.old.kind(pair.old), pairs.new.kind(pair.new));
    let names = [name(old, pair.old), name(new, pair.new)];
    let [before, after] = &names;
    let is_same_type = before == after || pair.old == pair.new;
    match kinds {
        (Some(ShapeKind::Enum(was)), Some(ShapeKind::Enum(is))) if is_same_type => {
            let same_names = was == is;
            if !same_names {
                let keys = |values: &'m [String]| values.iter().map(String::as_str);
                let enums = Variants {
                    subject: |value| Subject::Value(number, value),
                    names: [before, after],
                };
                let variants = [old.names.variants(pair.old), new.names.variants(pair.new)];
                enums.compare([keys(was).collect(), keys(is).collect()], variants, items);
            }
        }
        (Some(was @ ShapeKind::Union(_)), Some(is @ ShapeKind::Union(_))) if is_same_type => {
            let is_moved = is.members().iter().any(|member| moved.contains(&member.target));
            if was != is || is_moved {
                let members = Members::of(was, is);
                // A renamed member has the key of its new name.
                let key = |member: &'m Member| {
                    let renamed =
                        members.both.iter().find(|(before, _)| before.name == member.name);
                    renamed.map_or(&*member.name, |(_, after)| &*after.name)
                };
                let before_keys = was.members().iter().map(key).collect();
                let after_keys = is.members().iter().map(|member| &*member.name).collect();
                let enums = Variants {
                    subject: |name| Subject::Member(number, name),
                    names: [before, after],
                };
                let variants = [old.names.variants(pair.old), new.names.variants(pair.new)];
                enums.compare([before_keys, after_keys], variants, items);
                variant_types(pair, number, &members, [old, new], items);
            }
        }
        _ => return,
    }
    if before != after && pair.old == pair.new {
        let texts = [format!("types::{before}"), format!("types::{after}")];
        items.major(Subject::Shape(number), Aspect::Name, format!("types::{before}"), texts);
    }
}

/// Compares the types in the variants of a union.
fn variant_types<'m>(
    pair: &Pair<'m>,
    number: usize,
    members: &Members<'m>,
    [old, new]: [&NamedSlice; 2],
    items: &mut Items<'m>,
) {
    let content = |side: &NamedSlice, id: &ShapeId, member: &Member| {
        let mut imports = Imports::discarded();
        member_type(side.context(), &mut imports, Some(id), member)
    };
    for (was, is) in &members.both {
        let types = [content(old, pair.old, was), content(new, pair.new, is)];
        let [before, after] = &types;
        if before != after {
            let name = new.names.type_names(pair.new).name;
            let item = format!("{name}::{}", is.name);
            items.major(Subject::Member(number, &is.name), Aspect::Type, item, types);
        }
    }
}

/// Compares the error enums of an operation.
pub fn compare_errors<'m>(
    operation: &'m str,
    pairs: &Pairs<'m>,
    [old, new]: [&NamedSlice; 2],
    items: &mut Items<'m>,
) {
    let operations = (pairs.old.operations.get(operation), pairs.new.operations.get(operation));
    let (Some(before), Some(after)) = operations else { return };
    let variants = [old, new].map(|side| side.names.error_variants(operation));
    let [was, is] = variants;
    if before.errors == after.errors && was == is {
        return;
    }
    let keys = |errors: &'m [ShapeId]| errors.iter().map(ShapeId::as_str).collect::<Vec<_>>();
    let names = [old, new].map(|side| side.names.operation(operation).error.to_string());
    let [old_name, new_name] = &names;
    let enums =
        Variants { subject: |id| Subject::Error(operation, id), names: [old_name, new_name] };
    enums.compare([keys(&before.errors), keys(&after.errors)], variants, items);
}

/// Compares the variants of one enum.
struct Variants<'n, F> {
    subject: F,
    /// The name of the enum on both sides.
    names: [&'n str; 2],
}

impl<'m, F: Fn(&'m str) -> Subject<'m>> Variants<'_, F> {
    fn compare(&self, keys: [Vec<&'m str>; 2], variants: [&[Ident]; 2], items: &mut Items<'m>) {
        let [old_name, new_name] = self.names;
        let [old_keys, new_keys] = keys;
        let [old, new] = variants;
        let before: BTreeMap<&str, &Ident> = old_keys.iter().copied().zip(old).collect();
        let after: BTreeMap<&str, &Ident> = new_keys.iter().copied().zip(new).collect();
        for key in new_keys {
            let (Some(variant), subject) = (after.get(key), (self.subject)(key)) else { continue };
            match before.get(key) {
                // The variant had another value.
                None if old.contains(*variant) => {}
                None => {
                    items.added(subject, format!("{new_name}::{variant}"), ModuleBreaks::Matches);
                }
                Some(was) if was != variant => {
                    let texts = [format!("{old_name}::{was}"), format!("{new_name}::{variant}")];
                    // Code with the old name uses another value, if that has the name now.
                    let is_taken = new.contains(*was);
                    let level = if is_taken { SemverLevel::Silent } else { SemverLevel::Major };
                    let item = format!("{old_name}::{was}");
                    items.changed(subject, Aspect::Name, level, item, texts);
                }
                Some(_) => {}
            }
        }
        for key in old_keys.into_iter().filter(|key| !after.contains_key(key)) {
            let Some(variant) = before.get(key) else { continue };
            let (subject, item) = ((self.subject)(key), format!("{old_name}::{variant}"));
            match after.iter().find(|(_, other)| other == &variant) {
                // Code with the variant uses another value.
                Some((value, _)) => {
                    let texts = [format!("`{key}`"), format!("`{value}`")];
                    items.changed(subject, Aspect::Presence, SemverLevel::Silent, item, texts);
                }
                None => items.removed(subject, item),
            }
        }
    }
}
