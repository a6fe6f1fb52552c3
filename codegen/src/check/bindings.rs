//! Rules for HTTP bindings.

use std::collections::{BTreeMap, BTreeSet};

use super::leave_out;
use super::lookup::{
    inputs, is_scalar, is_scalar_in_map, is_value_or_list, message_members, messages, wrong_type,
};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{HostPrefix, HttpLocation, Member, ModelPlace, Protocol, ShapeKind};
use crate::slice::Slice;

/// The supported HTTP methods.
const METHODS: [&str; 7] = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/// The HTTP method must be known.
pub fn methods(slice: &Slice, errors: &mut Diagnostics) {
    for (name, operation) in &slice.model.operations {
        if !METHODS.contains(&operation.http.method.as_str()) {
            let location = slice.model.locate(&ModelPlace::Method(name.clone()));
            let message = format!(
                "operation `{name}` has the unknown HTTP method `{}`",
                operation.http.method
            );
            let error = Diagnostic::error(message).at(location);
            errors.push(error.help(format!("farrier supports {}", METHODS.join(", "))));
        }
    }
}

/// Requests of protocols without HTTP bindings use `POST /`. rpcv2Cbor ignores the method and URI of the model.
pub fn roots(slice: &Slice, errors: &mut Diagnostics) {
    let protocol = &slice.model.service.protocol;
    if protocol.binds_http() || matches!(protocol, Protocol::RpcV2Cbor { .. }) {
        return;
    }
    for (name, operation) in &slice.model.operations {
        if operation.http.method != "POST" || operation.http.uri.to_string() != "/" {
            let message = format!(
                "operation `{name}` uses `{} {}`; protocol `{}` requires `POST /`",
                operation.http.method,
                operation.http.uri,
                protocol.name()
            );
            let location = slice.model.locate(&ModelPlace::Uri(name.clone()));
            errors.push(
                Diagnostic::error(message)
                    .at(location)
                    .refuses(format!("a request other than `POST /` in `{}`", protocol.name()))
                    .help(leave_out(name)),
            );
        }
    }
}

/// awsJson requests have the target prefix and the operation name in a header.
pub fn targets(slice: &Slice, errors: &mut Diagnostics) {
    let Protocol::AwsJson { target_prefix, .. } = &slice.model.service.protocol else { return };
    if !target_prefix.bytes().all(|byte| byte.is_ascii_graphic()) {
        let message = format!("the target prefix {target_prefix:?} is not a valid header value");
        let location = slice.model.locate(&ModelPlace::Service);
        errors.push(Diagnostic::error(message).at(location));
    }
    for name in slice.model.operations.keys() {
        if !name.is_ascii() {
            let message = format!("the name of operation `{name}` is not a valid header value");
            let location = slice.model.locate(&ModelPlace::Operation(name.clone()));
            errors.push(Diagnostic::error(message).at(location));
        }
    }
}

/// Each URI label needs exactly one scalar input member, and each label member needs a label in the URI.
pub fn labels(slice: &Slice, errors: &mut Diagnostics) {
    for (operation, input, members) in inputs(slice) {
        let label_members: Vec<&Member> =
            members.iter().filter(|member| member.location == HttpLocation::Label).collect();
        let labels: BTreeSet<&str> = operation.http.uri.labels().collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for member in &label_members {
            *counts.entry(&member.wire_name).or_default() += 1;
        }
        for label in &labels {
            let count = counts.get(label).copied().unwrap_or(0);
            if count != 1 {
                let location = slice.model.locate(&ModelPlace::Uri(operation.name.clone()));
                let message = format!(
                    "operation `{}`: label `{{{label}}}` needs exactly one input member with that name, found {count}",
                    operation.name
                );
                errors.push(Diagnostic::error(message).at(location));
            }
        }
        let Some(input) = input else { continue };
        for member in label_members {
            let place = ModelPlace::Member(input.to_string(), member.name.clone());
            let subject = format!("member `{input}.{}`", member.name);
            if !labels.contains(&*member.wire_name) {
                let message = format!(
                    "{subject} is bound to label `{{{}}}`, which the URI `{}` does not contain",
                    member.wire_name, operation.http.uri
                );
                errors.push(Diagnostic::error(message).at(slice.model.locate(&place)));
            }
            if !is_scalar(slice, &member.target) {
                wrong_type(slice, (input, member), "a label", errors);
            }
        }
    }
}

/// A query member must be a scalar, a list of scalars, or a map of either.
pub fn queries(slice: &Slice, errors: &mut Diagnostics) {
    for (_, input, members) in inputs(slice) {
        let Some(input) = input else { continue };
        for member in members.iter().filter(|member| member.location == HttpLocation::Query) {
            let fits = match slice.model.kind(&member.target) {
                Some(ShapeKind::Map { value, .. }) => {
                    is_value_or_list(slice, value, is_scalar_in_map)
                }
                _ => is_value_or_list(slice, &member.target, is_scalar),
            };
            if !fits {
                wrong_type(slice, (input, member), "a query parameter", errors);
            }
        }
    }
}

/// A header member must be a scalar or a list of scalars. A prefix header member must be a map of scalars.
pub fn headers(slice: &Slice, errors: &mut Diagnostics) {
    for (owner, member) in message_members(slice) {
        let (name, fits) = match (member.location, slice.model.kind(&member.target)) {
            (HttpLocation::Header, Some(kind)) if member.json_text => {
                (&*member.wire_name, *kind == ShapeKind::String)
            }
            (HttpLocation::Header, _) => {
                let fits = is_value_or_list(slice, &member.target, is_scalar);
                (&*member.wire_name, fits && !slice.model.is_sparse(&member.target))
            }
            (HttpLocation::PrefixHeaders, Some(ShapeKind::Map { value, .. })) => {
                // Map keys follow the prefix, so an empty prefix is valid.
                let name = if member.wire_name.is_empty() { "x" } else { &*member.wire_name };
                (name, is_scalar_in_map(slice, value) && !slice.model.is_sparse(&member.target))
            }
            (HttpLocation::PrefixHeaders, _) => ("x", false),
            _ => continue,
        };
        if !fits {
            let location = match member.location {
                HttpLocation::Header if member.json_text => "a header with JSON text",
                HttpLocation::Header => "a header",
                _ => "prefix headers",
            };
            wrong_type(slice, (owner, member), location, errors);
        }
        let is_allowed =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if name.is_empty() || !name.bytes().all(is_allowed) {
            let place = ModelPlace::Member(owner.to_string(), member.name.clone());
            let message = format!(
                "member `{owner}.{}`: {:?} is not a valid header name",
                member.name, member.wire_name
            );
            errors.push(Diagnostic::error(message).at(slice.model.locate(&place)));
        }
    }
}

/// Responses have no path and no query, and requests have no status.
pub fn locations(slice: &Slice, errors: &mut Diagnostics) {
    let operations = slice.model.operations.values();
    let inputs: BTreeSet<_> = operations.clone().flat_map(|operation| &operation.input).collect();
    let outputs: BTreeSet<_> = operations.clone().flat_map(|operation| &operation.output).collect();
    let failures = operations.flat_map(|operation| &operation.errors);
    let responses: BTreeSet<_> = outputs.iter().copied().chain(failures).collect();
    let messages = inputs.iter().map(|id| (*id, "requests", &[HttpLocation::StatusCode][..]));
    let messages = messages.chain(
        responses
            .iter()
            .map(|id| (*id, "responses", &[HttpLocation::Label, HttpLocation::Query][..])),
    );
    for (owner, message_name, unsupported) in messages.collect::<BTreeSet<_>>() {
        let role = match message_name {
            "requests" => "input",
            _ if outputs.contains(owner) => "output",
            _ => "error",
        };
        let is_both = inputs.contains(owner) && responses.contains(owner);
        let members = slice.model.members(owner).iter();
        for member in members.filter(|member| unsupported.contains(&member.location)) {
            let place = ModelPlace::Member(owner.to_string(), member.name.clone());
            let location = member.location.name();
            let subject = format!("member `{owner}.{}` is bound to the {location}", member.name);
            let message = if is_both {
                format!(
                    "{subject}, but `{owner}` is also an {role}, and {message_name} have no {location}"
                )
            } else {
                format!("{subject}, which {message_name} do not have")
            };
            errors.push(
                Diagnostic::error(message)
                    .refuses(format!("{location} of {message_name}"))
                    .at(slice.model.locate(&place))
                    .help(leave_out(&format!("{}.{}", slice.first_path(owner), member.name))),
            );
        }
    }
}

/// A status member must be an integer.
pub fn status_codes(slice: &Slice, errors: &mut Diagnostics) {
    for (owner, member) in
        message_members(slice).filter(|(_, member)| member.location == HttpLocation::StatusCode)
    {
        if !matches!(slice.model.kind(&member.target), Some(ShapeKind::Integer | ShapeKind::Long)) {
            wrong_type(slice, (owner, member), "a status", errors);
        }
    }
}

/// A payload must have a type that can be a body, and no other member may be in the body.
pub fn payloads(slice: &Slice, errors: &mut Diagnostics) {
    use ShapeKind::{Blob, Document, Enum, String, Structure, Union};
    for id in messages(slice) {
        let members = slice.model.members(id);
        let Some(payload) = members.iter().find(|member| member.location == HttpLocation::Payload)
        else {
            continue;
        };
        let kind = slice.model.kind(&payload.target);
        if !matches!(kind, Some(Blob | Document | Enum(_) | String | Structure(_) | Union(_))) {
            wrong_type(slice, (id, payload), "a payload", errors);
        }
        for member in members.iter().filter(|member| member.location == HttpLocation::Body) {
            let place = ModelPlace::Member(id.to_string(), member.name.clone());
            let message = format!(
                "member `{id}.{}` cannot be in the body, which payload `{}` fills",
                member.name, payload.name
            );
            errors.push(Diagnostic::error(message).at(slice.model.locate(&place)));
        }
    }
}

/// The media type of a payload must be a valid header value.
pub fn media_types(slice: &Slice, errors: &mut Diagnostics) {
    for (owner, member) in
        message_members(slice).filter(|(_, member)| member.location == HttpLocation::Payload)
    {
        let shape = slice.model.shapes.get(&member.target);
        let Some(media_type) = shape.and_then(|shape| shape.media_type.as_ref()) else { continue };
        if media_type.is_empty() || !media_type.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            let message = format!(
                "member `{owner}.{}`: media type {media_type:?} is not a valid header value",
                member.name
            );
            let location = slice.model.locate(&ModelPlace::Shape(member.target.to_string()));
            errors.push(Diagnostic::error(message).at(location));
        }
    }
}

/// Each label of a host prefix needs a scalar input member.
pub fn host_labels(slice: &Slice, errors: &mut Diagnostics) {
    for (operation, _, members) in inputs(slice) {
        let labels = operation.host_prefix.iter().flat_map(HostPrefix::labels);
        for label in labels {
            let fills = |member: &&Member| member.host_label && member.name == label;
            let member = members.iter().find(fills);
            if !member.is_some_and(|member| is_scalar(slice, &member.target)) {
                let place = ModelPlace::Operation(operation.name.clone());
                let message = format!(
                    "operation `{}`: host label `{{{label}}}` needs a scalar input member with the `hostLabel` trait",
                    operation.name
                );
                errors.push(Diagnostic::error(message).at(slice.model.locate(&place)));
            }
        }
    }
}

/// A host prefix with a label cannot be combined with endpoint rules that depend on members, which may contain the same
/// label.
pub fn host_prefixes(slice: &Slice, errors: &mut Diagnostics) {
    for (operation, _, _) in inputs(slice) {
        let has_label = |prefix: &HostPrefix| prefix.labels().next().is_some();
        let is_labeled = operation.host_prefix.as_ref().is_some_and(has_label);
        let endpoint = operation.endpoint.as_ref();
        if is_labeled && endpoint.is_some_and(|endpoint| !endpoint.inputs().is_empty()) {
            let name = &operation.name;
            let message = format!(
                "operation `{name}`: a host prefix beside endpoint rules with members is not supported"
            );
            errors.push(
                Diagnostic::error(message)
                    .at(slice.model.locate(&ModelPlace::Operation(name.clone())))
                    .label("the rules and the prefix may both contain the member")
                    .refuses("a host prefix beside endpoint rules with members")
                    .help(leave_out(name)),
            );
        }
    }
}

/// An idempotency token must be a string.
pub fn tokens(slice: &Slice, errors: &mut Diagnostics) {
    for (_, input, members) in inputs(slice) {
        let Some(input) = input else { continue };
        for member in members.iter().filter(|member| member.idempotency_token) {
            if slice.model.kind(&member.target) != Some(&ShapeKind::String) {
                wrong_type(slice, (input, member), "an idempotency token", errors);
            }
        }
    }
}

/// The members for a checksum's algorithm and validation mode must be scalars.
pub fn checksums(slice: &Slice, errors: &mut Diagnostics) {
    for (operation, _, members) in inputs(slice) {
        let checksum = operation.checksum.iter();
        let names = checksum.flat_map(|checksum| {
            checksum.algorithm_member.iter().chain(&checksum.validation_member)
        });
        for name in names {
            let member = members.iter().find(|member| member.name == *name);
            if !member.is_some_and(|member| is_scalar(slice, &member.target)) {
                let place = ModelPlace::Operation(operation.name.clone());
                let message = format!(
                    "operation `{}`: the checksum needs a scalar input member `{name}`",
                    operation.name
                );
                errors.push(Diagnostic::error(message).at(slice.model.locate(&place)));
            }
        }
    }
}
