//! Members of one name.

use super::service::refusals;
use super::shape::{constraints, has_name, location, type_changed};
use super::{Differences, Place, xml};
use crate::change::kind::Kind;
use crate::change::pairs::Pairs;
use crate::ir::{Location, Member, Model, ShapeKind, TimestampFormat};

pub fn compare<'m>(
    pairs: &Pairs<'m>,
    place: Place<'m>,
    old: &'m Member,
    new: &'m Member,
    differences: &mut Differences<'m>,
) {
    if old.name != new.name {
        differences.push(
            Kind::MemberRenamed,
            place,
            Some(old.name.clone()),
            Some(new.name.clone()),
        );
    }
    if old.target != new.target {
        target(pairs, place, old, new, differences);
    }
    differences.mark(
        [Kind::RequiredAdded, Kind::RequiredRemoved],
        place,
        [old.required, new.required],
    );
    let locations = [&old.location, &new.location];
    differences.changed(Kind::LocationChanged, place, locations, |at| location(*at).to_owned());
    wire_name(place, old, new, differences);
    timestamp_format(pairs, place, old, new, differences);
    let word = |word: &'static str| move |is: &bool| if *is { word } else { "" }.to_owned();
    differences.changed(
        Kind::JsonTextChanged,
        place,
        [&old.json_text, &new.json_text],
        word("JSON"),
    );
    differences.changed(
        Kind::StreamingChanged,
        place,
        [&old.streaming, &new.streaming],
        word("stream"),
    );
    differences.changed(
        Kind::HostLabelChanged,
        place,
        [&old.host_label, &new.host_label],
        word("label"),
    );
    differences.changed(Kind::DefaultChanged, place, [&old.default, &new.default], |default| {
        default.as_ref().map_or_else(String::new, ToString::to_string)
    });
    let tokens = [old.idempotency_token, new.idempotency_token];
    differences.mark([Kind::IdempotencyTokenAdded, Kind::IdempotencyTokenRemoved], place, tokens);
    let deprecated = [old, new].map(|member| member.deprecated.is_some());
    differences.mark([Kind::Deprecated, Kind::Undeprecated], place, deprecated);
    constraints(place, [&old.constraints, &new.constraints], differences);
    if old.xml != new.xml || old.location != new.location {
        let facts = [old, new].map(xml::of_member);
        differences.facts(Kind::XmlBindingChanged, place, facts);
    }
    refusals(place, [&old.refusals, &new.refusals], differences);
}

/// What a member is called on the wire. A whole body is called nothing, a label by no one but its path, and headers are
/// the same whatever their case.
fn wire_name<'m>(
    place: Place<'m>,
    old: &'m Member,
    new: &'m Member,
    differences: &mut Differences<'m>,
) {
    let kind = match (old.location, new.location) {
        (_, Location::Payload) => return,
        (Location::Label, Location::Label) => Kind::LabelRenamed,
        (Location::Header, Location::Header)
            if old.wire_name.eq_ignore_ascii_case(&new.wire_name) =>
        {
            return;
        }
        _ => Kind::WireNameChanged,
    };
    differences.changed(kind, place, [&old.wire_name, &new.wire_name], String::clone);
}

/// How a timestamp is written, whether the member, its shape or nothing but its place says it. Where the shape alone
/// says something else, that is told of the shape.
fn timestamp_format<'m>(
    pairs: &Pairs<'m>,
    place: Place<'m>,
    old: &'m Member,
    new: &'m Member,
    differences: &mut Differences<'m>,
) {
    let of = |model: &Model, member: &Member| match model.kind(&member.target) {
        Some(ShapeKind::Timestamp(of_shape)) => {
            let usual = model.service.protocol.usual_timestamp_format(member.location);
            Some(member.timestamp_format.or(*of_shape).unwrap_or(usual))
        }
        _ => member.timestamp_format,
    };
    if old.target == new.target && old.timestamp_format == new.timestamp_format {
        return;
    }
    let formats = [&of(pairs.old, old), &of(pairs.new, new)];
    differences.changed(Kind::TimestampFormatChanged, place, formats, |of| format(*of));
}

/// A member that is of a shape of another name. That does not matter of texts, lists and the like, as long as they
/// are what they were; what the two shapes say differently is told of the shapes.
fn target<'m>(
    pairs: &Pairs<'m>,
    place: Place<'m>,
    old: &'m Member,
    new: &'m Member,
    differences: &mut Differences<'m>,
) {
    let kinds = (pairs.old.kind(&old.target), pairs.new.kind(&new.target));
    let (Some(before), Some(after)) = kinds else { return };
    if std::mem::discriminant(before) != std::mem::discriminant(after) {
        type_changed(place, before, after, differences);
    } else if has_name(before) {
        let shown = |member: &Member| Some(member.target.to_string());
        differences.push(Kind::TargetChanged, place, shown(old), shown(new));
    }
}

/// The format of a timestamp in words.
pub fn format(format: Option<TimestampFormat>) -> String {
    match format {
        None => String::new(),
        Some(TimestampFormat::EpochSeconds) => "epoch seconds".to_owned(),
        Some(TimestampFormat::DateTime) => "RFC 3339".to_owned(),
        Some(TimestampFormat::HttpDate) => "HTTP date".to_owned(),
    }
}
