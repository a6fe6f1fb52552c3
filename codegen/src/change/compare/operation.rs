//! Compares operations: additions and removals, HTTP bindings and messages.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::service::refusals;
use super::{Differences, Fact, Subject, xml};
use crate::change::kind::ChangeKind;
use crate::ir::{
    Auth, Checksum, EndpointArgument, EndpointDiscovery, HostPrefix, HttpLocation, Member, Model,
    Operation, OperationEndpoint, Segment, ShapeId, UriTemplate,
};

pub fn compare<'m>(
    old_model: &'m Model,
    new_model: &'m Model,
    name: &'m str,
    differences: &mut Differences<'m>,
) {
    let subject = Subject::Operation(name);
    let (old, new) = match (old_model.operations.get(name), new_model.operations.get(name)) {
        (Some(old), Some(new)) => (old, new),
        (None, Some(new)) => {
            return differences.push(ChangeKind::OperationAdded, subject, None, Some(http(new)));
        }
        (old, _) => {
            return differences.push(ChangeKind::OperationRemoved, subject, old.map(http), None);
        }
    };
    binding(subject, [(old_model, old), (new_model, new)], differences);
    messages(name, old, new, differences);
    let auth = [old_model.auth(old), new_model.auth(new)];
    // A change of the service's default is reported for the service.
    if old.auth != new.auth && !new_model.auth(new).extends(old_model.auth(old)) {
        differences.changed(ChangeKind::AuthChanged, subject, auth, Auth::name);
    }
    let flags = [old, new].map(|operation| {
        let flag = |name, is: bool| Fact::shown(name, is.then_some(&is));
        [flag("idempotent", operation.idempotent), flag("read-only", operation.read_only)]
    });
    differences.facts(ChangeKind::IdempotenceChanged, subject, flags);
    let endpoints = [&old.endpoint, &new.endpoint];
    let shown =
        |it: &Option<Arc<OperationEndpoint>>| it.as_deref().map_or_else(String::new, endpoint);
    differences.changed(ChangeKind::EndpointChanged, subject, endpoints, shown);
    let status =
        |operation: &Operation| Fact::shown("success status", operation.success_status.as_ref());
    differences.fact(ChangeKind::SuccessStatusChanged, subject, [status(old), status(new)]);
    differences.facts(ChangeKind::XmlBindingChanged, subject, [old, new].map(xml::operation_facts));
    let deprecated = [old, new].map(|operation| operation.deprecated.is_some());
    differences.flag([ChangeKind::Deprecated, ChangeKind::Undeprecated], subject, deprecated);
    refusals(subject, [&old.refusals, &new.refusals], differences);
    differences.docs(subject, [old_model.docs.operation(name), new_model.docs.operation(name)]);
}

fn http(operation: &Operation) -> String {
    format!("{} {}", operation.http.method, operation.http.uri)
}

fn binding<'m>(
    subject: Subject<'m>,
    [(old_model, old), (new_model, new)]: [(&Model, &Operation); 2],
    differences: &mut Differences<'m>,
) {
    let (before, after) = (&old.http, &new.http);
    differences.changed(
        ChangeKind::MethodChanged,
        subject,
        [&before.method, &after.method],
        String::clone,
    );
    // Label names are not sent. A renamed label is reported for its member.
    if uri_by_member(old_model, old) != uri_by_member(new_model, new) {
        let uris = [&before.uri, &after.uri];
        differences.changed(ChangeKind::UriChanged, subject, uris, UriTemplate::to_string);
    }
    let prefix = |prefix: &Option<HostPrefix>| {
        prefix.as_ref().map_or_else(String::new, HostPrefix::to_string)
    };
    differences.changed(
        ChangeKind::HostPrefixChanged,
        subject,
        [&old.host_prefix, &new.host_prefix],
        prefix,
    );
    let checksums = [&old.checksum, &new.checksum];
    differences
        .changed(ChangeKind::ChecksumChanged, subject, checksums, |it| checksum(it.as_ref()));
    let encodings = |encodings: &Vec<String>| encodings.join(", ");
    differences.changed(
        ChangeKind::CompressionChanged,
        subject,
        [&old.compression, &new.compression],
        encodings,
    );
    let discoveries = [&old.endpoint_discovery, &new.endpoint_discovery];
    differences
        .changed(ChangeKind::EndpointDiscoveryChanged, subject, discoveries, |it| discovery(*it));
}

/// The URI of an operation, with each label named after the member that fills the label.
pub fn uri_by_member(model: &Model, operation: &Operation) -> UriTemplate {
    let members = operation.input.as_ref().map_or(&[][..], |input| model.members(input));
    let mut uri = operation.http.uri.clone();
    for segment in &mut uri.path {
        let Segment::Label { name, .. } = segment else { continue };
        let fills =
            |member: &&Member| member.location == HttpLocation::Label && member.wire_name == *name;
        if let Some(member) = members.iter().find(fills) {
            name.clone_from(&member.name);
        }
    }
    uri
}

fn checksum(checksum: Option<&Checksum>) -> String {
    let Some(checksum) = checksum else { return String::new() };
    let member = |noun: &str, member: &Option<String>| {
        member.as_ref().map(|member| format!("{noun} in {member}"))
    };
    let responses = checksum.reply_algorithms.join(", ");
    let parts = [
        checksum.required.then(|| "required".to_owned()),
        member("algorithm", &checksum.algorithm_member),
        member("validation", &checksum.validation_member),
        (!responses.is_empty()).then(|| format!("for responses: {responses}")),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "optional".to_owned() } else { parts.join("; ") }
}

fn discovery(discovery: Option<EndpointDiscovery>) -> String {
    match discovery {
        None => "",
        Some(EndpointDiscovery::Answers) => "returns endpoints",
        Some(EndpointDiscovery::Optional) => "optional",
        Some(EndpointDiscovery::Required) => "required",
    }
    .to_owned()
}

/// The endpoint of an operation in words: the values of parameters, the hosts, and members that must be unset.
fn endpoint(endpoint: &OperationEndpoint) -> String {
    let arguments = endpoint.arguments.iter().map(|(name, argument)| match argument {
        EndpointArgument::Text(text) => format!("{name} = {text}"),
        EndpointArgument::Boolean(value) => format!("{name} = {value}"),
        EndpointArgument::Texts(texts) => format!("{name} = {}", texts.join(", ")),
        EndpointArgument::Member(member) => format!("{name} from {member}"),
        EndpointArgument::Path(path) => format!("{name} from {path}"),
    });
    let tables = endpoint.choice.tables().into_iter().flat_map(|(exceptions, _)| exceptions);
    let hosts: BTreeSet<String> =
        tables.map(|it| format!("{}: {}", it.condition(), it.effect())).collect();
    let refused = endpoint
        .refused
        .iter()
        .map(|(member, reason)| format!("without {member}: {}", reason.text()));
    arguments.chain(hosts).chain(refused).collect::<Vec<_>>().join("; ")
}

/// Compares input, output and the list of errors. Their contents are compared as shapes.
fn messages<'m>(
    name: &'m str,
    old: &'m Operation,
    new: &'m Operation,
    differences: &mut Differences<'m>,
) {
    let inputs = (
        [ChangeKind::InputAdded, ChangeKind::InputRemoved],
        Subject::Input(name),
        [&old.input, &new.input],
    );
    let outputs = (
        [ChangeKind::OutputAdded, ChangeKind::OutputRemoved],
        Subject::Output(name),
        [&old.output, &new.output],
    );
    for ([added, removed], subject, shapes) in [inputs, outputs] {
        match shapes {
            [None, Some(id)] => differences.push(added, subject, None, Some(id.to_string())),
            [Some(id), None] => differences.push(removed, subject, Some(id.to_string()), None),
            _ => {}
        }
    }
    let subject = |id: &'m ShapeId| Subject::Error(name, id.as_str());
    for id in new.errors.iter().filter(|id| !old.errors.contains(id)) {
        differences.push(ChangeKind::ErrorAdded, subject(id), None, Some(id.to_string()));
    }
    for id in old.errors.iter().filter(|id| !new.errors.contains(id)) {
        differences.push(ChangeKind::ErrorRemoved, subject(id), Some(id.to_string()), None);
    }
    let common = [(old, new), (new, old)].map(|(of, other)| {
        of.errors.iter().filter(|id| other.errors.contains(id)).collect::<Vec<_>>()
    });
    let [before, after] = &common;
    differences.changed(
        ChangeKind::ErrorOrderChanged,
        Subject::Operation(name),
        [before, after],
        |ids| ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", "),
    );
}
