//! Operations: whether they are there, and how they are bound to HTTP.

use super::service::refusals;
use super::{Differences, Fact, Place, xml};
use crate::change::kind::Kind;
use crate::ir::{
    Auth, Checksum, EndpointDiscovery, HostPrefix, Location, Member, Model, Operation, Segment,
    ShapeId, UriTemplate,
};

pub fn compare<'m>(
    old_model: &'m Model,
    new_model: &'m Model,
    name: &'m str,
    differences: &mut Differences<'m>,
) {
    let place = Place::Operation(name);
    let (old, new) = match (old_model.operations.get(name), new_model.operations.get(name)) {
        (Some(old), Some(new)) => (old, new),
        (None, Some(new)) => {
            return differences.push(Kind::OperationAdded, place, None, Some(http(new)));
        }
        (old, _) => return differences.push(Kind::OperationRemoved, place, old.map(http), None),
    };
    binding(place, [(old_model, old), (new_model, new)], differences);
    messages(name, old, new, differences);
    let auth = [old_model.auth(old), new_model.auth(new)];
    // What the service says is told of the service.
    if old.auth != new.auth {
        differences.changed(Kind::AuthChanged, place, auth, Auth::name);
    }
    let marks = [old, new].map(|operation| {
        let mark = |name, is: bool| Fact::shown(name, is.then_some(&is));
        [mark("idempotence", operation.idempotent), mark("read-only mark", operation.read_only)]
    });
    differences.facts(Kind::IdempotenceChanged, place, marks);
    let status =
        |operation: &Operation| Fact::shown("status of success", operation.success_status.as_ref());
    differences.fact(Kind::SuccessStatusChanged, place, [status(old), status(new)]);
    differences.facts(Kind::XmlBindingChanged, place, [old, new].map(xml::of_operation));
    let deprecated = [old, new].map(|operation| operation.deprecated.is_some());
    differences.mark([Kind::Deprecated, Kind::Undeprecated], place, deprecated);
    refusals(place, [&old.refusals, &new.refusals], differences);
    differences.docs(place, [old_model.docs.operation(name), new_model.docs.operation(name)]);
}

fn http(operation: &Operation) -> String {
    format!("{} {}", operation.http.method, operation.http.uri)
}

fn binding<'m>(
    place: Place<'m>,
    [(old_model, old), (new_model, new)]: [(&Model, &Operation); 2],
    differences: &mut Differences<'m>,
) {
    let (before, after) = (&old.http, &new.http);
    differences.changed(Kind::MethodChanged, place, [&before.method, &after.method], String::clone);
    // What labels are called is told of the members that fill them, and is nowhere on the wire.
    if by_members(old_model, old) != by_members(new_model, new) {
        let uris = [&before.uri, &after.uri];
        differences.changed(Kind::UriChanged, place, uris, UriTemplate::to_string);
    }
    let prefix = |prefix: &Option<HostPrefix>| {
        prefix.as_ref().map_or_else(String::new, HostPrefix::to_string)
    };
    differences.changed(
        Kind::HostPrefixChanged,
        place,
        [&old.host_prefix, &new.host_prefix],
        prefix,
    );
    let checksums = [&old.checksum, &new.checksum];
    differences.changed(Kind::ChecksumChanged, place, checksums, |of| checksum(of.as_ref()));
    let encodings = |encodings: &Vec<String>| encodings.join(", ");
    differences.changed(
        Kind::CompressionChanged,
        place,
        [&old.compression, &new.compression],
        encodings,
    );
    let discoveries = [&old.endpoint_discovery, &new.endpoint_discovery];
    differences.changed(Kind::EndpointDiscoveryChanged, place, discoveries, |of| discovery(*of));
}

/// The URI of an operation, in which the labels are called like the members that fill them.
pub fn by_members(model: &Model, operation: &Operation) -> UriTemplate {
    let members = operation.input.as_ref().map_or(&[][..], |input| model.members(input));
    let mut uri = operation.http.uri.clone();
    for segment in &mut uri.path {
        let Segment::Label { name, .. } = segment else { continue };
        let fills =
            |member: &&Member| member.location == Location::Label && member.wire_name == *name;
        if let Some(member) = members.iter().find(fills) {
            name.clone_from(&member.name);
        }
    }
    uri
}

fn checksum(checksum: Option<&Checksum>) -> String {
    let Some(checksum) = checksum else { return String::new() };
    let member = |what: &str, member: &Option<String>| {
        member.as_ref().map(|member| format!("{what} in {member}"))
    };
    let replies = checksum.reply_algorithms.join(", ");
    let parts = [
        checksum.required.then(|| "required".to_owned()),
        member("algorithm", &checksum.algorithm_member),
        member("validation", &checksum.validation_member),
        (!replies.is_empty()).then(|| format!("of replies: {replies}")),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "optional".to_owned() } else { parts.join("; ") }
}

fn discovery(discovery: Option<EndpointDiscovery>) -> String {
    match discovery {
        None => "",
        Some(EndpointDiscovery::Answers) => "tells endpoints",
        Some(EndpointDiscovery::Optional) => "optional",
        Some(EndpointDiscovery::Required) => "required",
    }
    .to_owned()
}

/// Whether there is an input, an output, and which errors. What is in them is compared with their shapes.
fn messages<'m>(
    name: &'m str,
    old: &'m Operation,
    new: &'m Operation,
    differences: &mut Differences<'m>,
) {
    let inputs =
        ([Kind::InputAdded, Kind::InputRemoved], Place::Input(name), [&old.input, &new.input]);
    let outputs =
        ([Kind::OutputAdded, Kind::OutputRemoved], Place::Output(name), [&old.output, &new.output]);
    for ([added, removed], place, shapes) in [inputs, outputs] {
        match shapes {
            [None, Some(id)] => differences.push(added, place, None, Some(id.to_string())),
            [Some(id), None] => differences.push(removed, place, Some(id.to_string()), None),
            _ => {}
        }
    }
    let place = |id: &'m ShapeId| Place::Error(name, id.as_str());
    for id in new.errors.iter().filter(|id| !old.errors.contains(id)) {
        differences.push(Kind::ErrorAdded, place(id), None, Some(id.to_string()));
    }
    for id in old.errors.iter().filter(|id| !new.errors.contains(id)) {
        differences.push(Kind::ErrorRemoved, place(id), Some(id.to_string()), None);
    }
    let common = [(old, new), (new, old)].map(|(of, other)| {
        of.errors.iter().filter(|id| other.errors.contains(id)).collect::<Vec<_>>()
    });
    let [before, after] = &common;
    differences.changed(Kind::ErrorOrderChanged, Place::Operation(name), [before, after], |ids| {
        ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", ")
    });
}
