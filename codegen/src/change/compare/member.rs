//! Members of one name.

use super::service::refusals;
use super::shape::{has_name, location, trait_kind, type_changed};
use super::{Differences, Place};
use crate::change::kind::Kind;
use crate::change::pairs::Pairs;
use crate::ir::{Location, Member, TimestampFormat};

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
    // The name of a whole body is nowhere on the wire.
    if new.location != Location::Payload {
        differences.changed(
            Kind::WireNameChanged,
            place,
            [&old.wire_name, &new.wire_name],
            String::clone,
        );
    }
    let formats = [&old.timestamp_format, &new.timestamp_format];
    differences.changed(Kind::TimestampFormatChanged, place, formats, |of| format(*of));
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
    let tokens = [old.idempotency_token, new.idempotency_token];
    differences.mark([Kind::IdempotencyTokenAdded, Kind::IdempotencyTokenRemoved], place, tokens);
    let deprecated = [old, new].map(|member| member.deprecated.is_some());
    differences.mark([Kind::Deprecated, Kind::Undeprecated], place, deprecated);
    differences.traits(place, [&old.traits, &new.traits], trait_kind);
    refusals(place, [&old.refusals, &new.refusals], differences);
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
