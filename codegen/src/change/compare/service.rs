//! The service as a whole.

use std::collections::{BTreeMap, BTreeSet};

use super::{Differences, Fact, Place, xml};
use crate::change::kind::Kind;
use crate::ir::{
    Acceptance, Auth, EndpointException, Expected, Model, Paginated, Protocol, Refusal, ReplyMatch,
    Service, Waitable,
};

pub fn compare<'m>(old: &'m Model, new: &'m Model, differences: &mut Differences<'m>) {
    let (before, after) = (&old.service, &new.service);
    let place = Place::Service;
    let text = |text: &String| text.clone();
    let mut text_changed = |kind, old, new| differences.changed(kind, place, [old, new], text);
    text_changed(Kind::ServiceRenamed, &before.full_name, &after.full_name);
    text_changed(Kind::ApiVersionChanged, &before.api_version, &after.api_version);
    let reference = |reference: &Option<String>| reference.clone().unwrap_or_default();
    differences.changed(
        Kind::ReferenceChanged,
        place,
        [&before.reference, &after.reference],
        reference,
    );
    differences.changed(
        Kind::ProtocolChanged,
        place,
        [&before.protocol, &after.protocol],
        protocol,
    );
    let compatible = |compatible: &bool| {
        if *compatible { "those of the query protocol, too" } else { "" }.to_owned()
    };
    differences.changed(
        Kind::QueryCompatibleChanged,
        place,
        [&before.query_compatible, &after.query_compatible],
        compatible,
    );
    differences.changed(Kind::AuthChanged, place, [&before.auth, &after.auth], Auth::name);
    let hosts = [before, after].map(|service| {
        [
            Fact::shown("endpoint prefix", service.endpoint_prefix.as_ref()),
            Fact::shown("global endpoint", service.global_endpoint.as_ref()),
        ]
    });
    differences.facts(Kind::EndpointChanged, place, hosts);
    let name = |service: &Service| Fact::shown("signing name", service.signing_name.as_ref());
    differences.fact(Kind::SigningChanged, place, [name(before), name(after)]);
    differences.facts(Kind::XmlBindingChanged, place, [before, after].map(xml::of_service));
    endpoints([&before.endpoints, &after.endpoints], differences);
    refusals(place, [&before.refusals, &after.refusals], differences);
    differences.docs(place, [&old.docs.service, &new.docs.service]);
    let waiters = [Kind::WaiterAdded, Kind::WaiterRemoved, Kind::WaiterChanged];
    entries(
        waiters,
        [&old.waiters, &new.waiters],
        (|_, waiter| Place::Operation(&waiter.operation), waitable),
        differences,
    );
    let paginators = [Kind::PaginatorAdded, Kind::PaginatorRemoved, Kind::PaginatorChanged];
    entries(
        paginators,
        [&old.paginators, &new.paginators],
        (|name, _| Place::Operation(name), |_, pages| paginated(pages)),
        differences,
    );
}

/// A paginator in words.
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
    let told = parts.into_iter().filter(|(_, texts)| !texts.is_empty());
    told.map(|(name, texts)| format!("{name} {}", texts.join(", "))).collect::<Vec<_>>().join("; ")
}

/// A waiter in words.
fn waitable(name: &str, waitable: &Waitable) -> String {
    let Waitable { operation, delay, max_attempts, acceptors } = waitable;
    let times = max_attempts.map_or_else(String::new, |times| format!(", {times} times"));
    let asks = format!("{name}: {operation} every {delay} s{times}");
    let acceptors = acceptors.iter().map(|Acceptance { state, reply }| {
        let reply = match reply {
            ReplyMatch::Output { path, comparison, expected } => {
                let expected = match expected {
                    Expected::Text(text) => text.clone(),
                    Expected::Boolean(is) => is.to_string(),
                    Expected::Number(number) => number.to_string(),
                };
                format!("{} {path} {expected}", comparison.word())
            }
            ReplyMatch::Success => "any output".to_owned(),
            ReplyMatch::AnyError => "any error".to_owned(),
            ReplyMatch::Error(code) => format!("error {code}"),
            ReplyMatch::Status(status) => format!("status {status}"),
            ReplyMatch::Unknown(matcher) => format!("matcher {matcher}"),
        };
        format!("{}: {reply}", state.word())
    });
    std::iter::once(asks).chain(acceptors).collect::<Vec<_>>().join("; ")
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

/// Where the service answers otherwise than usually, if both models have rules that say it.
fn endpoints([old, new]: [&Option<Vec<EndpointException>>; 2], differences: &mut Differences<'_>) {
    let (Some(old), Some(new)) = (old, new) else { return };
    let by_condition = |exceptions: &[EndpointException]| -> BTreeMap<String, String> {
        let said = |exception: &EndpointException| {
            let condition = exception.condition();
            let text = format!("{condition}: {}", exception.said());
            (condition, text)
        };
        exceptions.iter().map(said).collect()
    };
    let (old, new) = (by_condition(old), by_condition(new));
    for condition in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let (before, after) = (old.get(condition).cloned(), new.get(condition).cloned());
        if before != after {
            differences.push(Kind::EndpointChanged, Place::Service, before, after);
        }
    }
}

/// Paginators or waiters, by their names: which operation each is for, and what it is in words.
fn entries<'m, T: PartialEq>(
    [added, removed, changed]: [Kind; 3],
    [old, new]: [&'m BTreeMap<String, T>; 2],
    (place, shown): (impl Fn(&'m str, &'m T) -> Place<'m>, impl Fn(&str, &T) -> String),
    differences: &mut Differences<'m>,
) {
    for name in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let (before, after) = (old.get(name), new.get(name));
        let kind = match (before, after) {
            (None, Some(_)) => added,
            (Some(_), None) => removed,
            (before, after) if before != after => changed,
            _ => continue,
        };
        let shown = |value: Option<&T>| value.map(|value| shown(name, value));
        if let Some(value) = after.or(before) {
            differences.push(kind, place(name, value), shown(before), shown(after));
        }
    }
}

/// What is said of a place that is not generated.
pub fn refusals<'m>(
    place: Place<'m>,
    [old, new]: [&[Refusal]; 2],
    differences: &mut Differences<'m>,
) {
    let shown = |refusal: &Refusal| Some(format!("{}: {}", refusal.what, refusal.why));
    for refusal in new.iter().filter(|refusal| !old.contains(refusal)) {
        differences.push(Kind::UnsupportedAdded, place, None, shown(refusal));
    }
    for refusal in old.iter().filter(|refusal| !new.contains(refusal)) {
        differences.push(Kind::UnsupportedRemoved, place, shown(refusal), None);
    }
}
