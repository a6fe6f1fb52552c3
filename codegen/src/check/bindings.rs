use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{HostPrefix, Location, Member, Operation, Place, Protocol, ShapeId, ShapeKind};
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

/// awsJson posts every request to `/`, with a header for the prefix and the name of the operation.
pub fn targets(slice: &Slice, errors: &mut Diagnostics) {
    let Protocol::AwsJson { target_prefix, .. } = &slice.model.service.protocol else { return };
    if !target_prefix.bytes().all(|byte| byte.is_ascii_graphic()) {
        let message = format!("the target prefix {target_prefix:?} cannot stand in a header");
        let location = slice.model.locate(&Place::Service);
        errors.push(Diagnostic::error(message).at(location));
    }
    for (name, operation) in &slice.model.operations {
        if operation.http.method != "POST" || operation.http.uri.to_string() != "/" {
            let message = format!("operation `{name}` of a `json` service is not posted to `/`");
            let location = slice.model.locate(&Place::Uri(name.clone()));
            errors.push(Diagnostic::error(message).at(location));
        }
        if !name.is_ascii() {
            let message = format!("the name of operation `{name}` cannot stand in a header");
            let location = slice.model.locate(&Place::Operation(name.clone()));
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
                unfit(slice, (input, member), "a label", errors);
            }
        }
    }
}

/// A member in the query must be a scalar, a list of scalars, or a map of either.
pub fn queries(slice: &Slice, errors: &mut Diagnostics) {
    for (_, input, members) in inputs(slice) {
        let Some(input) = input else { continue };
        for member in members.iter().filter(|member| member.location == Location::Query) {
            let fits = match slice.model.kind(&member.target) {
                Some(ShapeKind::Map { value, .. }) => is_plain_or_list(slice, value),
                _ => is_text_or_list(slice, &member.target),
            };
            if !fits {
                unfit(slice, (input, member), "a query", errors);
            }
        }
    }
}

/// A member in a header must be a scalar or a list of scalars; those of a prefix, a map of scalars.
pub fn headers(slice: &Slice, errors: &mut Diagnostics) {
    for (owner, member) in bound(slice) {
        let (name, fits) = match (member.location, slice.model.kind(&member.target)) {
            (Location::Header, Some(kind)) if member.json_text => {
                (&*member.wire_name, *kind == ShapeKind::String)
            }
            (Location::Header, _) => {
                let fits = is_text_or_list(slice, &member.target);
                (&*member.wire_name, fits && !is_sparse(slice, &member.target))
            }
            (Location::PrefixHeaders, Some(ShapeKind::Map { value, .. })) => {
                // The keys of the map stand after it, so that an empty prefix is one, too.
                let name = if member.wire_name.is_empty() { "x" } else { &*member.wire_name };
                (name, is_plain(slice, value) && !is_sparse(slice, &member.target))
            }
            (Location::PrefixHeaders, _) => ("x", false),
            _ => continue,
        };
        if !fits {
            unfit(slice, (owner, member), "a header", errors);
        }
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if name.is_empty() || !name.bytes().all(plain) {
            let place = Place::Member(owner.to_string(), member.name.clone());
            let message = format!(
                "member `{owner}.{}`: a header cannot be called {:?}",
                member.name, member.wire_name
            );
            errors.push(Diagnostic::error(message).at(slice.model.locate(&place)));
        }
    }
}

/// A member that is the status of a reply must be a number.
pub fn status_codes(slice: &Slice, errors: &mut Diagnostics) {
    for (owner, member) in
        bound(slice).filter(|(_, member)| member.location == Location::StatusCode)
    {
        if !matches!(slice.model.kind(&member.target), Some(ShapeKind::Integer | ShapeKind::Long)) {
            unfit(slice, (owner, member), "a status", errors);
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

/// A payload must be something that a body can be, and no other member may want to be in the body, too.
pub fn payloads(slice: &Slice, errors: &mut Diagnostics) {
    use ShapeKind::{Blob, Document, Enum, String, Structure, Union};
    for id in messages(slice) {
        let members = slice.model.members(id);
        let Some(payload) = members.iter().find(|member| member.location == Location::Payload)
        else {
            continue;
        };
        let kind = slice.model.kind(&payload.target);
        if !matches!(kind, Some(Blob | Document | Enum(_) | String | Structure(_) | Union(_))) {
            unfit(slice, (id, payload), "a payload", errors);
        }
        for member in members.iter().filter(|member| member.location == Location::Body) {
            let place = Place::Member(id.to_string(), member.name.clone());
            let message = format!(
                "member `{id}.{}` has no place in a message whose body is `{}`",
                member.name, payload.name
            );
            errors.push(Diagnostic::error(message).at(slice.model.locate(&place)));
        }
    }
}

/// Every label of a host prefix must be a member of the input that is text.
pub fn host_labels(slice: &Slice, errors: &mut Diagnostics) {
    for (operation, _, members) in inputs(slice) {
        let labels = operation.host_prefix.iter().flat_map(HostPrefix::labels);
        for label in labels {
            let fills = |member: &&Member| member.host_label && member.name == label;
            let member = members.iter().find(fills);
            if !member.is_some_and(|member| is_text(slice, &member.target)) {
                let place = Place::Operation(operation.name.clone());
                let message = format!(
                    "the label `{{{label}}}` in the host of operation `{}` is filled by no member of its input",
                    operation.name
                );
                errors.push(Diagnostic::error(message).at(slice.model.locate(&place)));
            }
        }
    }
}

/// What is filled in when it is left unset must be text.
pub fn tokens(slice: &Slice, errors: &mut Diagnostics) {
    for (_, input, members) in inputs(slice) {
        let Some(input) = input else { continue };
        for member in members.iter().filter(|member| member.idempotency_token) {
            if slice.model.kind(&member.target) != Some(&ShapeKind::String) {
                unfit(slice, (input, member), "a token", errors);
            }
        }
    }
}

/// What names the algorithm of a checksum, or asks for one, must be a member that is text.
pub fn checksums(slice: &Slice, errors: &mut Diagnostics) {
    for (operation, _, members) in inputs(slice) {
        let checksum = operation.checksum.iter();
        let named = checksum.flat_map(|checksum| {
            checksum.algorithm_member.iter().chain(&checksum.validation_member)
        });
        for name in named {
            let member = members.iter().find(|member| member.name == *name);
            if !member.is_some_and(|member| is_text(slice, &member.target)) {
                let place = Place::Operation(operation.name.clone());
                let message = format!(
                    "the checksum of operation `{}` needs a member `{name}` of its input that is text",
                    operation.name
                );
                errors.push(Diagnostic::error(message).at(slice.model.locate(&place)));
            }
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
            let in_serde = in_serde.get(index).map(|name| (None, (*name).to_owned()));
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

/// The error for a member that is of no type that travels like this.
fn unfit(
    slice: &Slice,
    (owner, member): (&ShapeId, &Member),
    what: &str,
    errors: &mut Diagnostics,
) {
    let kind = slice.model.kind(&member.target).map_or("nothing", ShapeKind::name);
    let message = format!(
        "member `{owner}.{}`: {what} cannot hold `{}`, whose type is {kind}",
        member.name, member.target
    );
    let place = Place::Target(owner.to_string(), member.name.clone());
    errors.push(Diagnostic::error(message).at(slice.model.locate(&place)));
}

/// The structures that are whole messages: inputs, outputs and errors.
fn messages(slice: &Slice) -> BTreeSet<&ShapeId> {
    slice.model.operations.values().flat_map(Operation::messages).collect()
}

/// The shapes that others are made of.
fn nested(slice: &Slice) -> BTreeSet<&ShapeId> {
    slice.model.shapes.values().flat_map(|shape| shape.kind.targets()).collect()
}

/// The members of messages, each with its message.
fn bound(slice: &Slice) -> impl Iterator<Item = (&ShapeId, &Member)> {
    let messages = messages(slice).into_iter();
    messages.flat_map(|id| slice.model.members(id).iter().map(move |member| (id, member)))
}

/// Each operation with its input and the members of that.
fn inputs(slice: &Slice) -> impl Iterator<Item = (&Operation, Option<&ShapeId>, &[Member])> {
    slice.model.operations.values().map(|operation| {
        let input = operation.input.as_ref();
        (operation, input, input.map_or(&[][..], |id| slice.model.members(id)))
    })
}

/// Whether values of a shape can be written as one text.
fn is_text(slice: &Slice, id: &ShapeId) -> bool {
    use ShapeKind::{Boolean, Double, Enum, Float, Integer, Long, String, Timestamp};
    matches!(
        slice.model.kind(id),
        Some(Boolean | Double | Enum(_) | Float | Integer | Long | String | Timestamp(_))
    )
}

/// As [`is_text`], but for timestamps: the values of a map are in their usual form, whatever their format is.
fn is_plain(slice: &Slice, id: &ShapeId) -> bool {
    is_text(slice, id) && !matches!(slice.model.kind(id), Some(ShapeKind::Timestamp(_)))
}

fn is_plain_or_list(slice: &Slice, id: &ShapeId) -> bool {
    match slice.model.kind(id) {
        Some(ShapeKind::List(element)) => is_plain(slice, element),
        _ => is_plain(slice, id),
    }
}

fn is_sparse(slice: &Slice, id: &ShapeId) -> bool {
    slice.model.shapes.get(id).is_some_and(|shape| shape.sparse)
}

fn is_text_or_list(slice: &Slice, id: &ShapeId) -> bool {
    match slice.model.kind(id) {
        Some(ShapeKind::List(element)) => is_text(slice, element),
        _ => is_text(slice, id),
    }
}
