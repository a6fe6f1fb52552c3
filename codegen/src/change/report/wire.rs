//! The wire verdict of a change: the effect on clients that were generated from the old model and are deployed.

use super::hosts;
use crate::change::compare::Subject;
use crate::change::kind::ChangeKind;
use crate::change::pairs::{PairUsage, Pairs};
use crate::change::verdict::{RustVerdict, SemverLevel, WireVerdict};
use crate::ir::{Checksum, Codec, Model, Protocol, Service};

/// The verdict of a change in the generated code.
pub fn verdict(
    pairs: &Pairs<'_>,
    kind: ChangeKind,
    subject: Subject<'_>,
    usage: &PairUsage,
    rust: RustVerdict,
) -> WireVerdict {
    let Service { protocol, protocols, .. } = &pairs.new.service;
    let deployed = &pairs.old.service.protocol;
    match kind {
        ChangeKind::XmlBindingChanged => of_xml(pairs, usage),
        // The service also understands the protocol of deployed clients.
        ChangeKind::ProtocolChanged
            if deployed.name() != protocol.name() && protocols.contains(deployed.name()) =>
        {
            WireVerdict::None
        }
        // Forms have these codes in any case.
        ChangeKind::QueryCompatibleChanged
            if *deployed == Protocol::Query && protocols.contains(deployed.name()) =>
        {
            WireVerdict::None
        }
        // Deployed clients send the required token.
        ChangeKind::IdempotencyTokenAdded if was_required(pairs, subject) => WireVerdict::None,
        ChangeKind::ChecksumChanged => {
            kind.wire(has_other_request_checksum(pairs, subject), usage.in_responses())
        }
        ChangeKind::EndpointChanged | ChangeKind::SigningChanged => {
            hosts::verdict([pairs.old, pairs.new], &usage.operations)
        }
        // Only forms contain the API version.
        ChangeKind::ApiVersionChanged if protocol.request_codec() != Codec::Form => {
            WireVerdict::None
        }
        // The new input has required members.
        ChangeKind::InputAdded if rust.as_crate >= SemverLevel::Major => WireVerdict::Breaks,
        kind => kind.wire(usage.in_requests(), usage.in_responses()),
    }
}

/// The verdict of a changed XML binding, which affects only XML bodies and forms.
fn of_xml(pairs: &Pairs<'_>, usage: &PairUsage) -> WireVerdict {
    let has =
        |codecs: [Codec; 2]| codecs.iter().any(|codec| matches!(codec, Codec::Xml | Codec::Form));
    let protocols = [pairs.old, pairs.new].map(|model| &model.service.protocol);
    let in_requests = usage.in_requests() && has(protocols.map(Protocol::request_codec));
    let in_responses = usage.in_responses() && has(protocols.map(Protocol::reply_codec));
    ChangeKind::XmlBindingChanged.wire(in_requests, in_responses)
}

/// Whether the old model requires a member.
fn was_required(pairs: &Pairs<'_>, subject: Subject<'_>) -> bool {
    let Subject::Member(number, name) = subject else { return false };
    let Some(pair) = pairs.get(number) else { return false };
    let mut members = pairs.old.members(pair.old).iter();
    members.any(|member| member.name == name && member.required)
}

/// Whether the requests of an operation have another checksum.
fn has_other_request_checksum(pairs: &Pairs<'_>, subject: Subject<'_>) -> bool {
    fn of_request<'m>(model: &'m Model, operation: &str) -> Option<(bool, &'m Option<String>)> {
        let checksum = model.operations.get(operation)?.checksum.as_ref()?;
        let Checksum { required, algorithm_member, .. } = checksum;
        let is_there = *required || algorithm_member.is_some();
        is_there.then_some((*required, algorithm_member))
    }
    let Subject::Operation(name) = subject else { return true };
    of_request(pairs.old, name) != of_request(pairs.new, name)
}
