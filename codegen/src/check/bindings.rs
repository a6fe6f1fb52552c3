use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Location, Member, Operation, Place, ShapeId, ShapeKind, TimestampFormat};
use crate::slice::Slice;

/// The methods that `http::Method` has by name.
const METHODS: [&str; 7] = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/// Inputs, outputs and errors must be structures.
pub fn structures(slice: &Slice, errors: &mut Diagnostics) {
    for (name, operation) in &slice.model.operations {
        let input = operation.input.iter().map(|id| (Place::Input(name.clone()), id));
        let output = operation.output.iter().map(|id| (Place::Output(name.clone()), id));
        let failures = operation.errors.iter().enumerate();
        let failures = failures.map(|(index, id)| (Place::Error(name.clone(), index), id));
        for (place, id) in input.chain(output).chain(failures) {
            if !matches!(kind(slice, id), Some(ShapeKind::Structure(_))) {
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
        for (index, id) in operation.errors.iter().enumerate() {
            let code = slice.model.error_code(id);
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

/// The HTTP method must be a known one.
pub fn methods(slice: &Slice, errors: &mut Diagnostics) {
    for (name, operation) in &slice.model.operations {
        if !METHODS.contains(&operation.http.method.as_str()) {
            let location = slice.model.locate(&Place::Method(name.clone()));
            let message = format!(
                "operation `{name}` has an unknown HTTP method: `{}`",
                operation.http.method
            );
            errors.push(Diagnostic::error(message).at(location));
        }
    }
}

/// Every label of a URI must be filled by one member, which is a scalar, and every such member must have
/// its label.
pub fn labels(slice: &Slice, errors: &mut Diagnostics) {
    for (operation, input, members) in inputs(slice) {
        let filling: Vec<&Member> =
            members.iter().filter(|member| member.location == Location::Label).collect();
        let labels: BTreeSet<&str> = operation.http.uri.labels().collect();
        let mut filled: BTreeMap<&str, usize> = BTreeMap::new();
        for member in &filling {
            *filled.entry(&member.wire_name).or_default() += 1;
        }
        for label in &labels {
            let count = filled.get(label).copied().unwrap_or(0);
            if count != 1 {
                let location = slice.model.locate(&Place::Uri(operation.name.clone()));
                let message = format!(
                    "the label `{{{label}}}` of operation `{}` is filled by {count} members of its input",
                    operation.name
                );
                errors.push(Diagnostic::error(message).at(location));
            }
        }
        let Some(input) = input else { continue };
        for member in filling {
            let place = Place::Member(input.to_string(), member.name.clone());
            let subject = format!("member `{input}.{}`", member.name);
            if !labels.contains(&*member.wire_name) {
                let message = format!(
                    "{subject} fills a label `{{{}}}` that the URI `{}` does not have",
                    member.wire_name, operation.http.uri
                );
                errors.push(Diagnostic::error(message).at(slice.model.locate(&place)));
            }
            if !is_text(slice, &member.target) {
                let message =
                    format!("{subject} is a label, and `{}` is not a scalar", member.target);
                let place = Place::Target(input.to_string(), member.name.clone());
                errors.push(Diagnostic::error(message).at(slice.model.locate(&place)));
            }
            own_timestamp_format(slice, &place, (member, &member.target), &subject, errors);
        }
    }
}

/// A member in the query must be a scalar or a list of scalars.
pub fn queries(slice: &Slice, errors: &mut Diagnostics) {
    for (_, input, members) in inputs(slice) {
        let Some(input) = input else { continue };
        for member in members.iter().filter(|member| member.location == Location::Query) {
            let place = Place::Member(input.to_string(), member.name.clone());
            let subject = format!("member `{input}.{}`", member.name);
            let element = match kind(slice, &member.target) {
                Some(ShapeKind::List(element)) => element,
                _ => &member.target,
            };
            if !is_text(slice, element) {
                let message =
                    format!("{subject}: a query of `{}` is not generated yet", member.target);
                let name = kind(slice, element).map_or("nothing", ShapeKind::name);
                let error = Diagnostic::error(message).refuses(format!("query of a {name}"));
                let place = Place::Target(input.to_string(), member.name.clone());
                errors.push(error.at(slice.model.locate(&place)));
            }
            own_timestamp_format(slice, &place, (member, element), &subject, errors);
        }
    }
}

/// Two members of one structure must not share a name: on the wire, or in the serde form of a request.
pub fn wire_names(slice: &Slice, errors: &mut Diagnostics) {
    let inputs: BTreeSet<&ShapeId> =
        slice.model.operations.values().filter_map(|operation| operation.input.as_ref()).collect();
    for (id, shape) in &slice.model.shapes {
        let ShapeKind::Structure(structure) = &shape.kind else { continue };
        let in_serde = if inputs.contains(id) { structure.request_names() } else { Vec::new() };
        let mut seen = BTreeMap::new();
        for (index, member) in structure.members.iter().enumerate() {
            let on_the_wire = Some((Some(member.location), &*member.wire_name));
            let in_serde = in_serde.get(index).map(|name| (None, *name));
            let names = [on_the_wire, in_serde].into_iter().flatten();
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
            && !matches!(kind(slice, key), Some(ShapeKind::String | ShapeKind::Enum(_)))
        {
            let location = slice.model.locate(&Place::MapKey(id.to_string()));
            errors.push(
                Diagnostic::error(format!("the keys of map `{id}` are not strings")).at(location),
            );
        }
    }
}

/// Timestamps in labels and queries have the form that is usual there; any other is not generated yet.
fn own_timestamp_format(
    slice: &Slice,
    place: &Place,
    (member, element): (&Member, &ShapeId),
    subject: &str,
    errors: &mut Diagnostics,
) {
    let Some(ShapeKind::Timestamp(of_shape)) = kind(slice, element) else { return };
    if !matches!(member.timestamp_format.or(*of_shape), None | Some(TimestampFormat::DateTime)) {
        let message =
            format!("{subject}: this timestamp format is not generated yet in path or query");
        let error = Diagnostic::error(message).refuses("timestampFormat in path or query");
        errors.push(error.at(slice.model.locate(place)));
    }
}

/// Each operation with its input and the members of that.
fn inputs(slice: &Slice) -> impl Iterator<Item = (&Operation, Option<&ShapeId>, &[Member])> {
    slice.model.operations.values().map(|operation| {
        let input = operation.input.as_ref();
        (operation, input, input.map_or(&[][..], |id| slice.model.members(id)))
    })
}

fn kind<'a>(slice: &'a Slice, id: &ShapeId) -> Option<&'a ShapeKind> {
    slice.model.shapes.get(id).map(|shape| &shape.kind)
}

/// Whether values of a shape can be written as one text.
fn is_text(slice: &Slice, id: &ShapeId) -> bool {
    use ShapeKind::{Boolean, Enum, Integer, Long, String, Timestamp};
    matches!(kind(slice, id), Some(Boolean | Integer | Long | String | Enum(_) | Timestamp(_)))
}
