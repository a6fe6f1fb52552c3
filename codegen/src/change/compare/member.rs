//! Compares corresponding members.

use super::service::refusals;
use super::shape::{constraints, has_name, location, role, type_changed};
use super::{Differences, Subject, xml};
use crate::change::kind::ChangeKind;
use crate::change::pairs::Pairs;
use crate::ir::{HttpLocation, Member, Model, ShapeKind, TimestampFormat};

pub fn compare<'m>(
    pairs: &Pairs<'m>,
    subject: Subject<'m>,
    old: &'m Member,
    new: &'m Member,
    differences: &mut Differences<'m>,
) {
    if old.name != new.name {
        differences.push(
            ChangeKind::MemberRenamed,
            subject,
            Some(old.name.clone()),
            Some(new.name.clone()),
        );
    }
    if old.target != new.target {
        target(pairs, subject, old, new, differences);
    }
    differences.flag(
        [ChangeKind::RequiredAdded, ChangeKind::RequiredRemoved],
        subject,
        [old.required, new.required],
    );
    let locations = [&old.location, &new.location];
    differences
        .changed(ChangeKind::LocationChanged, subject, locations, |it| location(*it).to_owned());
    let roles = [&old.event_role, &new.event_role];
    differences.changed(ChangeKind::LocationChanged, subject, roles, |it| role(*it).to_owned());
    wire_name(subject, old, new, differences);
    timestamp_format(pairs, subject, old, new, differences);
    let word = |word: &'static str| move |is: &bool| if *is { word } else { "" }.to_owned();
    differences.changed(
        ChangeKind::JsonTextChanged,
        subject,
        [&old.json_text, &new.json_text],
        word("JSON"),
    );
    differences.changed(
        ChangeKind::StreamingChanged,
        subject,
        [&old.streaming, &new.streaming],
        word("stream"),
    );
    differences.changed(
        ChangeKind::HostLabelChanged,
        subject,
        [&old.host_label, &new.host_label],
        word("label"),
    );
    differences.changed(
        ChangeKind::DefaultChanged,
        subject,
        [&old.default, &new.default],
        |default| default.as_ref().map_or_else(String::new, ToString::to_string),
    );
    let tokens = [old.idempotency_token, new.idempotency_token];
    differences.flag(
        [ChangeKind::IdempotencyTokenAdded, ChangeKind::IdempotencyTokenRemoved],
        subject,
        tokens,
    );
    let deprecated = [old, new].map(|member| member.deprecated.is_some());
    differences.flag([ChangeKind::Deprecated, ChangeKind::Undeprecated], subject, deprecated);
    constraints(subject, [&old.constraints, &new.constraints], differences);
    if old.xml != new.xml || old.location != new.location {
        let facts = [old, new].map(xml::member_facts);
        differences.facts(ChangeKind::XmlBindingChanged, subject, facts);
    }
    refusals(subject, [&old.refusals, &new.refusals], differences);
}

/// Compares wire names. A payload has no name on the wire, a path label is not sent, and header names ignore case.
fn wire_name<'m>(
    subject: Subject<'m>,
    old: &'m Member,
    new: &'m Member,
    differences: &mut Differences<'m>,
) {
    let kind = match (old.location, new.location) {
        (_, HttpLocation::Payload) => return,
        (HttpLocation::Label, HttpLocation::Label) => ChangeKind::LabelRenamed,
        (HttpLocation::Header, HttpLocation::Header)
            if old.wire_name.eq_ignore_ascii_case(&new.wire_name) =>
        {
            return;
        }
        _ => ChangeKind::WireNameChanged,
    };
    differences.changed(kind, subject, [&old.wire_name, &new.wire_name], String::clone);
}

/// Compares the effective timestamp formats, which the member, its shape or its location defines. If only the shape
/// changed, the difference is reported for the shape.
fn timestamp_format<'m>(
    pairs: &Pairs<'m>,
    subject: Subject<'m>,
    old: &'m Member,
    new: &'m Member,
    differences: &mut Differences<'m>,
) {
    let effective = |model: &Model, member: &Member| match model.kind(&member.target) {
        Some(ShapeKind::Timestamp(shape_format)) => {
            let default = model.service.protocol.default_timestamp_format(member.location);
            Some(member.timestamp_format.or(*shape_format).unwrap_or(default))
        }
        _ => member.timestamp_format,
    };
    if old.target == new.target && old.timestamp_format == new.timestamp_format {
        return;
    }
    let formats = [&effective(pairs.old, old), &effective(pairs.new, new)];
    differences.changed(ChangeKind::TimestampFormatChanged, subject, formats, |it| format(*it));
}

/// Compares the target shapes of a member. Only enums, structures and unions are types with a name in Rust; the name of
/// any other target does not matter. Differences within the targets are reported for the targets.
fn target<'m>(
    pairs: &Pairs<'m>,
    subject: Subject<'m>,
    old: &'m Member,
    new: &'m Member,
    differences: &mut Differences<'m>,
) {
    let kinds = (pairs.old.kind(&old.target), pairs.new.kind(&new.target));
    let (Some(before), Some(after)) = kinds else { return };
    if std::mem::discriminant(before) != std::mem::discriminant(after) {
        type_changed(subject, before, after, differences);
    } else if has_name(before) {
        let shown = |member: &Member| Some(member.target.to_string());
        differences.push(ChangeKind::TargetChanged, subject, shown(old), shown(new));
    }
}

/// A timestamp format in words, such as `epoch seconds`.
pub fn format(format: Option<TimestampFormat>) -> String {
    match format {
        None => String::new(),
        Some(TimestampFormat::EpochSeconds) => "epoch seconds".to_owned(),
        Some(TimestampFormat::DateTime) => "RFC 3339".to_owned(),
        Some(TimestampFormat::HttpDate) => "HTTP date".to_owned(),
    }
}
