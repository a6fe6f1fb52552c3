//! Rules for operations and shapes.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::leave_out;
use super::lookup::{messages, nested};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Codec, HttpLocation, ModelPlace, ShapeKind, TextEncoding};
use crate::slice::Slice;

/// Inputs, outputs and errors must be structures.
pub fn structures(slice: &Slice, errors: &mut Diagnostics) {
    for (name, operation) in &slice.model.operations {
        let input = operation.input.iter().map(|id| (ModelPlace::Input(name.clone()), id));
        let output = operation.output.iter().map(|id| (ModelPlace::Output(name.clone()), id));
        let failures = operation.errors.iter().enumerate();
        let failures = failures.map(|(index, id)| (ModelPlace::Error(name.clone(), index), id));
        for (place, id) in input.chain(output).chain(failures) {
            if !matches!(slice.model.kind(id), Some(ShapeKind::Structure(_))) {
                let message = format!("operation `{name}`: `{id}` is not a structure");
                errors.push(Diagnostic::error(message).at(slice.model.locate(&place)));
            }
        }
    }
}

/// Error codes must be unique within an operation.
pub fn error_codes(slice: &Slice, errors: &mut Diagnostics) {
    for (name, operation) in &slice.model.operations {
        let mut seen = BTreeMap::new();
        let codes = operation.errors.iter().enumerate().flat_map(|(index, id)| {
            let codes = [Some(slice.model.error_code(id)), slice.model.error_name(id)];
            codes.into_iter().flatten().map(move |code| (index, id, code))
        });
        for (index, id, code) in codes {
            if let Some(other) = seen.insert(code, id) {
                let place = ModelPlace::Error(name.clone(), index);
                let message = format!(
                    "operation `{name}`: errors `{other}` and `{id}` have the same code `{code}`"
                );
                errors.push(Diagnostic::error(message).at(slice.model.locate(&place)));
            }
        }
    }
}

/// Errors cannot have a payload. An error that another shape contains must have all members in the body, since the two
/// places could give its members different names.
pub fn errors(slice: &Slice, errors: &mut Diagnostics) {
    let nested = nested(slice);
    let operation_errors = slice.model.operations.values().flat_map(|operation| &operation.errors);
    for id in operation_errors.collect::<BTreeSet<_>>() {
        for member in slice.model.members(id) {
            let reason = match member.location {
                HttpLocation::Body => continue,
                HttpLocation::Payload => "errors cannot have a payload",
                _ if nested.contains(id) => {
                    "another shape contains this error, so the member must be in the body"
                }
                _ => continue,
            };
            let place = ModelPlace::Member(id.to_string(), member.name.clone());
            let message = format!("member `{id}.{}`: {reason}", member.name);
            errors.push(Diagnostic::error(message).at(slice.model.locate(&place)));
        }
    }
}

/// Members of a structure must have unique names on the wire, and in the serde form of a message.
pub fn wire_names(slice: &Slice, errors: &mut Diagnostics) {
    let messages = messages(slice);
    let nested = nested(slice);
    for (id, shape) in &slice.model.shapes {
        let serde_names = match &shape.kind {
            ShapeKind::Structure(structure) if messages.contains(id) => structure.message_names(),
            _ => Vec::new(),
        };
        let mut seen = BTreeMap::new();
        for (index, member) in shape.kind.members().iter().enumerate() {
            let wire_name = match member.location {
                HttpLocation::Header => member.wire_name.to_ascii_lowercase(),
                _ => member.wire_name.clone(),
            };
            // The status has no wire name. A header that may have any text is read twice.
            let is_named = member.location != HttpLocation::StatusCode
                && member.text_encoding != Some(TextEncoding::AnyText);
            let wire_name = is_named.then_some((Some(member.location), wire_name));
            let serde_name = serde_names.get(index).map(|name| (None, name.to_string()));
            // Within another shape, all members are in the same object.
            let is_nested = nested.contains(id) || !messages.contains(id);
            let object_name =
                is_nested.then(|| (Some(HttpLocation::Body), member.wire_name.clone()));
            let object_name = object_name.filter(|name| wire_name.as_ref() != Some(name));
            let names = [wire_name, serde_name, object_name].into_iter().flatten();
            let mut duplicates = Vec::new();
            for name in names {
                match seen.entry(name) {
                    Entry::Vacant(entry) => drop(entry.insert(&member.name)),
                    Entry::Occupied(mut entry) => {
                        let (location, name) = entry.key().clone();
                        duplicates.push((location, name, entry.insert(&member.name)));
                    }
                }
            }
            // One name in several places is one error.
            if let Some((location, name, other)) = duplicates.into_iter().next() {
                let place = ModelPlace::Member(id.to_string(), member.name.clone());
                let name_kind = match location {
                    None => "serde name",
                    Some(HttpLocation::Header) => "header name",
                    Some(_) => "wire name",
                };
                let message = format!(
                    "members `{other}` and `{}` of `{id}` have the same {name_kind} `{name}`",
                    member.name
                );
                let error = Diagnostic::error(message).at(slice.model.locate(&place));
                // In XML, services have members for the old and the new form of an element.
                let is_xml = slice.model.service.protocol.request_codec() == Codec::Xml;
                errors.push(if is_xml {
                    let help = leave_out(&slice.first_path(id));
                    error.refuses("two members for one element").help(help)
                } else {
                    error
                });
            }
        }
    }
}

/// Enum values must be unique.
pub fn enum_values(slice: &Slice, errors: &mut Diagnostics) {
    for (id, shape) in &slice.model.shapes {
        let ShapeKind::Enum(values) = &shape.kind else { continue };
        let mut seen = BTreeSet::new();
        let duplicate = values.iter().enumerate().find(|(_, value)| !seen.insert(*value));
        if let Some((index, value)) = duplicate {
            let location = slice.model.locate(&ModelPlace::EnumValue(id.to_string(), index));
            let message = format!("enum `{id}` contains the value `{value}` twice");
            errors.push(Diagnostic::error(message).at(location));
        }
    }
}

/// Map keys must be strings.
pub fn map_keys(slice: &Slice, errors: &mut Diagnostics) {
    for (id, shape) in &slice.model.shapes {
        if let ShapeKind::Map { key, .. } = &shape.kind
            && !matches!(slice.model.kind(key), Some(ShapeKind::String | ShapeKind::Enum(_)))
        {
            let location = slice.model.locate(&ModelPlace::MapKey(id.to_string()));
            errors.push(
                Diagnostic::error(format!("the keys of map `{id}` are not strings")).at(location),
            );
        }
    }
}
