//! Compares the services: endpoints, signing, protocol, paginators and waiters.

use std::collections::{BTreeMap, BTreeSet};

use super::{Differences, Fact, ModelValue, Subject, xml};
use crate::change::kind::ChangeKind;
use crate::ir::{
    Auth, EndpointException, ExpectedValue, Model, Paginated, Protocol, Refusal, Service, Waitable,
    WaitableAcceptor, WaitableMatcher,
};

pub fn compare<'m>(old: &'m Model, new: &'m Model, differences: &mut Differences<'m>) {
    let (before, after) = (&old.service, &new.service);
    let subject = Subject::Service;
    let text = |text: &String| text.clone();
    let mut text_changed = |kind, old, new| differences.changed(kind, subject, [old, new], text);
    text_changed(ChangeKind::ServiceRenamed, &before.full_name, &after.full_name);
    text_changed(ChangeKind::ApiVersionChanged, &before.api_version, &after.api_version);
    let reference = |reference: &Option<String>| reference.clone().unwrap_or_default();
    differences.changed(
        ChangeKind::ReferenceChanged,
        subject,
        [&before.reference, &after.reference],
        reference,
    );
    differences.changed(
        ChangeKind::ProtocolChanged,
        subject,
        [&before.protocol, &after.protocol],
        protocol,
    );
    let compatible = |compatible: &bool| {
        if *compatible { "also the codes of the query protocol" } else { "" }.to_owned()
    };
    differences.changed(
        ChangeKind::QueryCompatibleChanged,
        subject,
        [&before.query_compatible, &after.query_compatible],
        compatible,
    );
    if !after.auth.extends(&before.auth) {
        let auth = [&before.auth, &after.auth];
        differences.changed(ChangeKind::AuthChanged, subject, auth, Auth::name);
    }
    let hosts = [before, after].map(|service| {
        [
            Fact::shown("endpoint prefix", service.endpoint_prefix.as_ref()),
            Fact::shown("global endpoint", service.global_endpoint.as_ref()),
        ]
    });
    differences.facts(ChangeKind::EndpointChanged, subject, hosts);
    let name = |service: &Service| Fact::shown("signing name", service.signing_name.as_ref());
    differences.fact(ChangeKind::SigningChanged, subject, [name(before), name(after)]);
    differences.facts(
        ChangeKind::XmlBindingChanged,
        subject,
        [before, after].map(xml::service_facts),
    );
    endpoints([&before.endpoints, &after.endpoints], differences);
    refusals(subject, [&before.refusals, &after.refusals], differences);
    differences.docs(subject, [&old.docs.service, &new.docs.service]);
    let waiters = [ChangeKind::WaiterAdded, ChangeKind::WaiterRemoved, ChangeKind::WaiterChanged];
    entries(
        waiters,
        [&old.waiters, &new.waiters],
        (|_, waiter| Subject::Operation(&waiter.operation), waitable),
        differences,
    );
    let paginators =
        [ChangeKind::PaginatorAdded, ChangeKind::PaginatorRemoved, ChangeKind::PaginatorChanged];
    entries(
        paginators,
        [&old.paginators, &new.paginators],
        (|name, _| Subject::Operation(name), |_, pages| paginated(pages)),
        differences,
    );
}

/// A paginator in words, such as `input token NextToken; output token NextToken`.
fn paginated(paginated: &Paginated) -> String {
    let Paginated { input_tokens, output_tokens, more_results, results, page_size } = paginated;
    let more: Vec<String> = more_results.iter().cloned().collect();
    let size: Vec<String> = page_size.iter().cloned().collect();
    let parts = [
        ("input token", input_tokens),
        ("output token", output_tokens),
        ("more results", &more),
        ("results", results),
        ("page size", &size),
    ];
    let present = parts.into_iter().filter(|(_, texts)| !texts.is_empty());
    present
        .map(|(name, texts)| format!("{name} {}", texts.join(", ")))
        .collect::<Vec<_>>()
        .join("; ")
}

/// A waiter in words, such as `JobDone: GetJob every 5 s; success: status 200`.
fn waitable(name: &str, waitable: &Waitable) -> String {
    let Waitable { operation, delay, max_attempts, acceptors } = waitable;
    let times = max_attempts.map_or_else(String::new, |times| format!(", {times} times"));
    let polling = format!("{name}: {operation} every {delay} s{times}");
    let acceptors = acceptors.iter().map(|WaitableAcceptor { state, matcher }| {
        let reply = match matcher {
            WaitableMatcher::Output { path, comparison, expected } => {
                let expected = match expected {
                    ExpectedValue::Text(text) => text.clone(),
                    ExpectedValue::Boolean(is) => is.to_string(),
                    ExpectedValue::Number(number) => number.to_string(),
                };
                format!("{} {path} {expected}", comparison.name())
            }
            WaitableMatcher::Success => "any output".to_owned(),
            WaitableMatcher::AnyError => "any error".to_owned(),
            WaitableMatcher::Error(code) => format!("error {code}"),
            WaitableMatcher::Status(status) => format!("status {status}"),
            WaitableMatcher::Unknown(matcher) => format!("matcher {matcher}"),
        };
        format!("{}: {reply}", state.name())
    });
    std::iter::once(polling).chain(acceptors).collect::<Vec<_>>().join("; ")
}

fn protocol(protocol: &Protocol) -> String {
    match protocol {
        Protocol::AwsJson { version, target_prefix } => format!("json {version}, {target_prefix}"),
        Protocol::RestXml { wraps_errors: false } => {
            "rest-xml, errors without a wrapper".to_owned()
        }
        Protocol::RpcV2Cbor { service } => format!("rpc-v2-cbor, {service}"),
        Protocol::RestJson | Protocol::RestXml { .. } | Protocol::Query | Protocol::Ec2 => {
            protocol.name().to_owned()
        }
    }
}

/// Compares the exceptions to the default host pattern. A model without endpoint rules has none.
fn endpoints(sides: [&Option<Vec<EndpointException>>; 2], differences: &mut Differences<'_>) {
    let [old, new] = sides.map(|side| side.as_deref().unwrap_or_default());
    let by_condition = |exceptions: &[EndpointException]| -> BTreeMap<String, String> {
        let entry = |exception: &EndpointException| {
            let condition = exception.condition();
            let text = format!("{condition}: {}", exception.effect());
            (condition, text)
        };
        exceptions.iter().map(entry).collect()
    };
    let (old, new) = (by_condition(old), by_condition(new));
    for condition in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let (before, after) = (old.get(condition).cloned(), new.get(condition).cloned());
        if before != after {
            differences.push(ChangeKind::EndpointChanged, Subject::Service, before, after);
        }
    }
}

/// Compares paginators or waiters by name. The functions return the subject and the text of an entry.
fn entries<'m, T: PartialEq>(
    [added, removed, changed]: [ChangeKind; 3],
    [old, new]: [&'m BTreeMap<String, T>; 2],
    (subject, shown): (impl Fn(&'m str, &'m T) -> Subject<'m>, impl Fn(&str, &T) -> String),
    differences: &mut Differences<'m>,
) {
    for name in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let (before, after) = (old.get(name), new.get(name));
        let shown = |value: &T| Some(shown(name, value));
        match (before, after) {
            (Some(before), Some(after)) if subject(name, before) == subject(name, after) => {
                if before != after {
                    let subject = subject(name, after);
                    differences.push(changed, subject, shown(before), shown(after));
                }
            }
            // A waiter that polls another operation is another one.
            (before, after) => {
                if let Some(before) = before {
                    differences.push(removed, subject(name, before), shown(before), None);
                }
                if let Some(after) = after {
                    differences.push(added, subject(name, after), None, shown(after));
                }
            }
        }
    }
}

/// Compares the unsupported traits of a subject.
pub fn refusals<'m>(
    subject: Subject<'m>,
    [old, new]: [&'m [Refusal]; 2],
    differences: &mut Differences<'m>,
) {
    let value = |refusal: &'m Refusal| Some(ModelValue::Refusal(refusal));
    for refusal in new.iter().filter(|refusal| !old.contains(refusal)) {
        differences.push(ChangeKind::UnsupportedAdded, subject, None, value(refusal));
    }
    for refusal in old.iter().filter(|refusal| !new.contains(refusal)) {
        differences.push(ChangeKind::UnsupportedRemoved, subject, value(refusal), None);
    }
}
