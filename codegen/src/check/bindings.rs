//! Rules for how members travel.

use std::collections::{BTreeMap, BTreeSet};

use super::lookup::{bound, inputs, is_plain, is_text, itself_or_elements, messages, unfit};
use super::needed_by;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{HostPrefix, Location, Member, Place, Protocol, ShapeKind};
use crate::slice::Slice;

/// The methods that `http::Method` has by name.
const METHODS: [&str; 7] = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

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
                Some(ShapeKind::Map { value, .. }) => itself_or_elements(slice, value, is_plain),
                _ => itself_or_elements(slice, &member.target, is_text),
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
                let fits = itself_or_elements(slice, &member.target, is_text);
                (&*member.wire_name, fits && !slice.model.is_sparse(&member.target))
            }
            (Location::PrefixHeaders, Some(ShapeKind::Map { value, .. })) => {
                // The keys of the map stand after it, so that an empty prefix is one, too.
                let name = if member.wire_name.is_empty() { "x" } else { &*member.wire_name };
                (name, is_plain(slice, value) && !slice.model.is_sparse(&member.target))
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

/// Replies have no path and no query, and requests no status.
pub fn locations(slice: &Slice, errors: &mut Diagnostics) {
    let operations = slice.model.operations.values();
    let inputs = operations.clone().flat_map(|operation| &operation.input);
    let replies = operations.flat_map(|operation| operation.output.iter().chain(&operation.errors));
    let messages = inputs.map(|id| (id, "requests", &[Location::StatusCode][..]));
    let messages =
        messages.chain(replies.map(|id| (id, "replies", &[Location::Label, Location::Query][..])));
    for (owner, what, without) in messages.collect::<BTreeSet<_>>() {
        let members = slice.model.members(owner).iter();
        for member in members.filter(|member| without.contains(&member.location)) {
            let place = Place::Member(owner.to_string(), member.name.clone());
            let word = member.location.word();
            let message = format!(
                "member `{owner}.{}` is bound to the {word}, and {what} have no {word}",
                member.name
            );
            errors.push(
                Diagnostic::error(message)
                    .refuses(format!("{word} of {what}"))
                    .at(slice.model.locate(&place))
                    .help(needed_by(&format!("{}.{}", slice.because(owner), member.name))),
            );
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

/// What a payload is must be something that a header can say.
pub fn media_types(slice: &Slice, errors: &mut Diagnostics) {
    for (owner, member) in bound(slice).filter(|(_, member)| member.location == Location::Payload) {
        let shape = slice.model.shapes.get(&member.target);
        let Some(media_type) = shape.and_then(|shape| shape.media_type.as_ref()) else { continue };
        if media_type.is_empty() || !media_type.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            let message = format!(
                "member `{owner}.{}`: {media_type:?} cannot stand in a header",
                member.name
            );
            let location = slice.model.locate(&Place::Shape(member.target.to_string()));
            errors.push(Diagnostic::error(message).at(location));
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
