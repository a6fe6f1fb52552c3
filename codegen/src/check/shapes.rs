//! Rules for what operations and shapes are.

use std::collections::{BTreeMap, BTreeSet};

use super::lookup::{messages, nested};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Location, Place, ShapeKind};
use crate::slice::Slice;

/// Inputs, outputs and errors must be structures.
pub fn structures(slice: &Slice, errors: &mut Diagnostics) {
    for (name, operation) in &slice.model.operations {
        let input = operation.input.iter().map(|id| (Place::Input(name.clone()), id));
        let output = operation.output.iter().map(|id| (Place::Output(name.clone()), id));
        let failures = operation.errors.iter().enumerate();
        let failures = failures.map(|(index, id)| (Place::Error(name.clone(), index), id));
        for (place, id) in input.chain(output).chain(failures) {
            if !matches!(slice.model.kind(id), Some(ShapeKind::Structure(_))) {
                let message = format!("operation `{name}`: `{id}` is not a structure");
                errors.push(Diagnostic::error(message).at(slice.model.locate(&place)));
            }
        }
    }
}

/// The code of an error must tell it from the others of its operation.
pub fn error_codes(slice: &Slice, errors: &mut Diagnostics) {
    for (name, operation) in &slice.model.operations {
        let mut seen = BTreeMap::new();
        let codes = operation.errors.iter().enumerate().flat_map(|(index, id)| {
            let codes = [Some(slice.model.error_code(id)), slice.model.error_name(id)];
            codes.into_iter().flatten().map(move |code| (index, id, code))
        });
        for (index, id, code) in codes {
            if let Some(other) = seen.insert(code, id) {
                let place = Place::Error(name.clone(), index);
                let message = format!(
                    "operation `{name}`: `{other}` and `{id}` have the same code, `{code}`"
                );
                errors.push(Diagnostic::error(message).at(slice.model.locate(&place)));
            }
        }
    }
}

/// An error has its members in the body, in headers and in the status; and one that has any in the last two is not
/// part of something else, where they would have other names.
pub fn errors(slice: &Slice, errors: &mut Diagnostics) {
    let nested = nested(slice);
    let of_operations = slice.model.operations.values().flat_map(|operation| &operation.errors);
    for id in of_operations.collect::<BTreeSet<_>>() {
        for member in slice.model.members(id) {
            let why = match member.location {
                Location::Body => continue,
                Location::Payload => "the body of an error is an object, not one member",
                _ if nested.contains(id) => "the error is part of another shape, too",
                _ => continue,
            };
            let place = Place::Member(id.to_string(), member.name.clone());
            let message = format!("member `{id}.{}` cannot travel as it says: {why}", member.name);
            errors.push(Diagnostic::error(message).at(slice.model.locate(&place)));
        }
    }
}

/// Two members of one structure must not share a name: on the wire, or in the serde form of a message.
pub fn wire_names(slice: &Slice, errors: &mut Diagnostics) {
    let messages = messages(slice);
    let nested = nested(slice);
    for (id, shape) in &slice.model.shapes {
        let in_serde = match &shape.kind {
            ShapeKind::Structure(structure) if messages.contains(id) => structure.message_names(),
            _ => Vec::new(),
        };
        let mut seen = BTreeMap::new();
        for (index, member) in shape.kind.members().iter().enumerate() {
            let on_the_wire = match member.location {
                Location::Header => member.wire_name.to_ascii_lowercase(),
                _ => member.wire_name.clone(),
            };
            // The status has no name on the wire.
            let is_named = member.location != Location::StatusCode;
            let on_the_wire = is_named.then_some((Some(member.location), on_the_wire));
            let in_serde = in_serde.get(index).map(|name| (None, name.to_string()));
            // Within another shape, all of them are members of the same object.
            let is_nested = nested.contains(id) || !messages.contains(id);
            let in_object = is_nested.then(|| (Some(Location::Body), member.wire_name.clone()));
            let in_object = in_object.filter(|name| on_the_wire.as_ref() != Some(name));
            let names = [on_the_wire, in_serde, in_object].into_iter().flatten();
            let others = names.filter_map(|name| seen.insert(name, &member.name));
            if let Some(other) = others.last() {
                let place = Place::Member(id.to_string(), member.name.clone());
                let message = format!(
                    "members `{other}` and `{}` of `{id}` have the same name outside of Rust",
                    member.name
                );
                errors.push(Diagnostic::error(message).at(slice.model.locate(&place)));
            }
        }
    }
}

/// An enum must not list a value twice.
pub fn enum_values(slice: &Slice, errors: &mut Diagnostics) {
    for (id, shape) in &slice.model.shapes {
        let ShapeKind::Enum(values) = &shape.kind else { continue };
        let mut seen = BTreeSet::new();
        let twice = values.iter().enumerate().find(|(_, value)| !seen.insert(*value));
        if let Some((index, value)) = twice {
            let location = slice.model.locate(&Place::EnumValue(id.to_string(), index));
            let message = format!("enum `{id}` lists the value `{value}` twice");
            errors.push(Diagnostic::error(message).at(location));
        }
    }
}

/// The keys of a map must be text.
pub fn map_keys(slice: &Slice, errors: &mut Diagnostics) {
    for (id, shape) in &slice.model.shapes {
        if let ShapeKind::Map { key, .. } = &shape.kind
            && !matches!(slice.model.kind(key), Some(ShapeKind::String | ShapeKind::Enum(_)))
        {
            let location = slice.model.locate(&Place::MapKey(id.to_string()));
            errors.push(
                Diagnostic::error(format!("the keys of map `{id}` are not strings")).at(location),
            );
        }
    }
}
