//! Compares pairs of shapes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::service::refusals;
use super::{Differences, Fact, Subject, member, xml};
use crate::change::kind::ChangeKind;
use crate::change::pairs::{Members, Pair, Pairs};
use crate::ir::{
    Constraints, ErrorTraits, EventRole, Fault, HttpLocation, IntegerWidth, Member, Retry, Shape,
    ShapeId, ShapeKind, Structure,
};
use crate::slice::MessageKind;

pub fn compare<'m>(
    pairs: &Pairs<'m>,
    number: usize,
    pair: &Pair<'m>,
    differences: &mut Differences<'m>,
) {
    let subject = Subject::Shape(number);
    let (old_docs, new_docs) =
        (pairs.old.docs.shapes.get(pair.old), pairs.new.docs.shapes.get(pair.new));
    if let (Some(old), Some(new)) = (pairs.old.shapes.get(pair.old), pairs.new.shapes.get(pair.new))
    {
        if !pair.is_same {
            shapes(pairs, number, pair, [old, new], differences);
        }
        let is_same_kind = std::mem::discriminant(&old.kind) == std::mem::discriminant(&new.kind);
        if pair.old != pair.new
            && is_same_kind
            && has_name(&new.kind)
            && pairs.is_contained_by_collections(number)
        {
            let shown = |id: &ShapeId| Some(id.to_string());
            differences.push(ChangeKind::TargetChanged, subject, shown(pair.old), shown(pair.new));
        }
        if old_docs != new_docs {
            let text = |model: &'m crate::ir::Model, id: &ShapeId| model.docs.shape(id);
            differences.docs(subject, [text(pairs.old, pair.old), text(pairs.new, pair.new)]);
            for (before, after) in Members::of(&old.kind, &new.kind).both {
                let texts = [
                    pairs.old.docs.member(pair.old, &before.name),
                    pairs.new.docs.member(pair.new, &after.name),
                ];
                differences.docs(Subject::Member(number, &after.name), texts);
            }
        }
    }
}

fn shapes<'m>(
    pairs: &Pairs<'m>,
    number: usize,
    pair: &Pair<'m>,
    [old, new]: [&'m Shape; 2],
    differences: &mut Differences<'m>,
) {
    let subject = Subject::Shape(number);
    match (&old.kind, &new.kind) {
        (ShapeKind::Enum(before), ShapeKind::Enum(after)) => {
            values(number, before, after, differences);
        }
        // A member with a new target shape reports the format itself.
        (ShapeKind::Timestamp(_), ShapeKind::Timestamp(_))
            if pair.old != pair.new && pairs.is_contained_by_members_only(number) => {}
        (ShapeKind::Timestamp(before), ShapeKind::Timestamp(after)) => {
            differences.changed(
                ChangeKind::TimestampFormatChanged,
                subject,
                [before, after],
                |it| member::format(*it),
            );
        }
        (before, after) if std::mem::discriminant(before) != std::mem::discriminant(after) => {
            // A member with a new target shape reports the type itself.
            if pair.old == pair.new || !pairs.is_contained_by_members_only(number) {
                type_changed(subject, before, after, differences);
            }
        }
        (before, after) => members(pairs, number, [before, after], differences),
    }
    if let (ShapeKind::Structure(before), ShapeKind::Structure(after)) = (&old.kind, &new.kind) {
        errors(subject, pair, [before, after], differences);
    }
    let word = |word: &'static str| move |is: &bool| if *is { word } else { "" }.to_owned();
    differences.changed(
        ChangeKind::SparseChanged,
        subject,
        [&old.sparse, &new.sparse],
        word("sparse"),
    );
    let lengths = [&old.requires_length, &new.requires_length];
    differences.changed(ChangeKind::RequiresLengthChanged, subject, lengths, word("required"));
    let media_types = [&media_type(old), &media_type(new)];
    differences.changed(ChangeKind::MediaTypeChanged, subject, media_types, |media_type| {
        media_type.unwrap_or_default().to_owned()
    });
    named_values(number, [&old.named_values, &new.named_values], differences);
    let sensitive = [old.sensitive, new.sensitive];
    differences.flag(
        [ChangeKind::SensitiveAdded, ChangeKind::SensitiveRemoved],
        subject,
        sensitive,
    );
    let deprecated = [old, new].map(|shape| shape.deprecated.is_some());
    differences.flag([ChangeKind::Deprecated, ChangeKind::Undeprecated], subject, deprecated);
    // A changed type implies other traits.
    if old.kind.name() == new.kind.name() {
        let effective = [old, new].map(|shape| effective(&shape.constraints, &shape.kind));
        let [before, after] = &effective;
        constraints(subject, [before, after], differences);
        if old.xml != new.xml {
            let facts = [&old.xml, &new.xml].map(xml::shape_facts);
            differences.facts(ChangeKind::XmlBindingChanged, subject, facts);
        }
    }
    exceptions(subject, [old, new], differences);
    refusals(subject, [&old.refusals, &new.refusals], differences);
}

/// The constraints without a minimum length of 0, which has no effect.
fn effective<'c>(constraints: &'c Constraints, kind: &ShapeKind) -> Cow<'c, Constraints> {
    use ShapeKind::{Blob, Enum, List, Map, String};
    let is_length = matches!(kind, Blob | Enum(_) | List(_) | Map { .. } | String);
    if is_length && constraints.min.as_deref() == Some("0") {
        Cow::Owned(Constraints { min: None, ..constraints.clone() })
    } else {
        Cow::Borrowed(constraints)
    }
}

/// Whether shapes of this kind become Rust types with a name.
pub fn has_name(kind: &ShapeKind) -> bool {
    matches!(kind, ShapeKind::Enum(_) | ShapeKind::Structure(_) | ShapeKind::Union(_))
}

/// Reports a shape whose type changed.
pub fn type_changed<'m>(
    subject: Subject<'m>,
    old: &ShapeKind,
    new: &ShapeKind,
    differences: &mut Differences<'m>,
) {
    let kind = match (old, new) {
        (ShapeKind::String, ShapeKind::Enum(_)) => ChangeKind::EnumIntroduced,
        (ShapeKind::Enum(_), ShapeKind::String) => ChangeKind::EnumDropped,
        _ => ChangeKind::TypeChanged,
    };
    let shown = |kind: &ShapeKind| match kind {
        ShapeKind::Enum(values) => Some(values.join(" | ")),
        kind => Some(kind.name().to_owned()),
    };
    differences.push(kind, subject, shown(old), shown(new));
}

/// Compares the constraints of a shape or member, which the service validates.
pub fn constraints<'m>(
    subject: Subject<'m>,
    [old, new]: [&Constraints; 2],
    differences: &mut Differences<'m>,
) {
    if old == new {
        return;
    }
    let bound = |bound: &Option<String>, missing: f64| {
        bound.as_ref().map_or(Some(missing), |bound| bound.parse::<f64>().ok())
    };
    let least = |of: &Constraints| bound(&of.min, f64::NEG_INFINITY);
    let most = |of: &Constraints| bound(&of.max, f64::INFINITY);
    let patterns = match (&old.pattern, &new.pattern) {
        (None, _) => ChangeKind::ConstraintTightened,
        (_, None) => ChangeKind::ConstraintLoosened,
        _ => ChangeKind::ConstraintChanged,
    };
    let facts = [old, new].map(|Constraints { min, max, pattern }| {
        [
            Fact::shown("minimum", min.as_ref()),
            Fact::shown("maximum", max.as_ref()),
            Fact::shown("pattern", pattern.as_ref()),
        ]
    });
    let kinds = [tightened(least(old), least(new)), tightened(most(new), most(old)), patterns];
    let [before, after] = facts;
    for ((before, after), kind) in before.into_iter().zip(after).zip(kinds) {
        differences.fact(kind, subject, [before, after]);
    }
}

/// The kind of a bound that changed. The constraint became tighter if `loose` is less than `strict`.
fn tightened(loose: Option<f64>, strict: Option<f64>) -> ChangeKind {
    match (loose, strict) {
        (Some(loose), Some(strict)) if loose < strict => ChangeKind::ConstraintTightened,
        (Some(loose), Some(strict)) if loose > strict => ChangeKind::ConstraintLoosened,
        _ => ChangeKind::ConstraintChanged,
    }
}

fn values<'m>(
    number: usize,
    old: &'m [String],
    new: &'m [String],
    differences: &mut Differences<'m>,
) {
    let (before, after): (BTreeSet<_>, BTreeSet<_>) = (old.iter().collect(), new.iter().collect());
    for value in new.iter().filter(|value| !before.contains(value)) {
        let subject = Subject::Value(number, value);
        differences.push(ChangeKind::EnumValueAdded, subject, None, Some(value.clone()));
    }
    for value in old.iter().filter(|value| !after.contains(value)) {
        let subject = Subject::Value(number, value);
        differences.push(ChangeKind::EnumValueRemoved, subject, Some(value.clone()), None);
    }
    let common = [(old, &after), (new, &before)]
        .map(|(values, other)| values.iter().filter(|value| other.contains(value)).collect());
    let [before, after]: [Vec<_>; 2] = common;
    let shown = |values: &Vec<&String>| {
        values.iter().map(|value| value.as_str()).collect::<Vec<_>>().join(" | ")
    };
    differences.changed(
        ChangeKind::EnumOrderChanged,
        Subject::Shape(number),
        [&before, &after],
        shown,
    );
}

/// The media type of a blob or string. JSON strings are reported for the members that contain them.
fn media_type(shape: &Shape) -> Option<&str> {
    let is_json = |name: &&str| shape.kind == ShapeKind::String && *name == "application/json";
    shape.media_type.as_deref().filter(|name| !is_json(name))
}

/// Compares the names of integers.
fn named_values<'m>(
    number: usize,
    [old, new]: [&'m [(String, i32)]; 2],
    differences: &mut Differences<'m>,
) {
    let shown = |(name, value): &(String, i32)| Some(format!("{name} ({value})"));
    for value in new.iter().filter(|value| !old.contains(value)) {
        let subject = Subject::Value(number, &value.0);
        differences.push(ChangeKind::EnumValueAdded, subject, None, shown(value));
    }
    for value in old.iter().filter(|value| !new.contains(value)) {
        let subject = Subject::Value(number, &value.0);
        differences.push(ChangeKind::EnumValueRemoved, subject, shown(value), None);
    }
}

fn members<'m>(
    pairs: &Pairs<'m>,
    number: usize,
    [old, new]: [&'m ShapeKind; 2],
    differences: &mut Differences<'m>,
) {
    let Members { both, added, removed } = Members::of(old, new);
    let is_union = matches!(new, ShapeKind::Union(_));
    let shown = |member: &Member| Some(member.target.to_string());
    for member in &added {
        let kind = match (is_union, member.is_required_of_request()) {
            (true, _) => ChangeKind::UnionMemberAdded,
            (false, true) => ChangeKind::RequiredMemberAdded,
            (false, false) => ChangeKind::MemberAdded,
        };
        differences.push(kind, Subject::Member(number, &member.name), None, shown(member));
    }
    for member in &removed {
        let kind =
            if is_union { ChangeKind::UnionMemberRemoved } else { ChangeKind::MemberRemoved };
        differences.push(kind, Subject::Member(number, &member.name), shown(member), None);
    }
    for (before, after) in &both {
        if before != after {
            member::compare(
                pairs,
                Subject::Member(number, &after.name),
                before,
                after,
                differences,
            );
        }
    }
    let index: BTreeMap<&str, usize> =
        old.members().iter().enumerate().map(|(index, member)| (&*member.name, index)).collect();
    let old_position = |(before, _): &(&Member, &Member)| index.get(&*before.name).copied();
    if !both.iter().map(old_position).is_sorted() {
        let names = |both: &[(&Member, &'m Member)]| {
            Some(both.iter().map(|(_, member)| &*member.name).collect::<Vec<_>>().join(", "))
        };
        let mut before = both.clone();
        before.sort_by_key(old_position);
        let (before, after) = (names(&before), names(&both));
        differences.push(ChangeKind::MemberOrderChanged, Subject::Shape(number), before, after);
    }
}

/// Compares the traits of errors: code, status, fault and retry policy.
fn errors<'m>(
    subject: Subject<'m>,
    pair: &Pair<'m>,
    [old, new]: [&Structure; 2],
    differences: &mut Differences<'m>,
) {
    // Other structures do not use these traits.
    if !pair.roots.iter().any(|(_, part)| *part == MessageKind::Error) {
        return;
    }
    let ErrorTraits { code, status, fault, retry } = &old.error;
    let after = &new.error;
    let code_of =
        |code: &Option<String>, id: &ShapeId| code.clone().unwrap_or_else(|| id.to_string());
    let codes = [&code_of(code, pair.old), &code_of(&after.code, pair.new)];
    differences.changed(ChangeKind::ErrorCodeChanged, subject, codes, String::clone);
    let number =
        |status: &Option<u16>| status.map_or_else(String::new, |status| status.to_string());
    differences.changed(ChangeKind::ErrorStatusChanged, subject, [status, &after.status], number);
    let side = |fault: &Option<Fault>| match fault {
        None => String::new(),
        Some(Fault::Client) => "client".to_owned(),
        Some(Fault::Server) => "server".to_owned(),
    };
    differences.changed(ChangeKind::ErrorFaultChanged, subject, [fault, &after.fault], side);
    let policy = |retry: &Option<Retry>| match retry {
        None => String::new(),
        Some(Retry::Transient) => "transient".to_owned(),
        Some(Retry::Throttling) => "throttling".to_owned(),
    };
    differences.changed(ChangeKind::ErrorRetryChanged, subject, [retry, &after.retry], policy);
}

/// A member location in words, such as `header`.
pub fn location(location: HttpLocation) -> &'static str {
    match location {
        HttpLocation::Body => "body",
        HttpLocation::Payload => "whole body",
        HttpLocation::Events => "stream of events",
        HttpLocation::Label => "path",
        HttpLocation::Query => "query",
        HttpLocation::Header => "header",
        HttpLocation::PrefixHeaders => "headers with a prefix",
        HttpLocation::StatusCode => "status",
        HttpLocation::Sender => "extension of the request",
    }
}

/// The place of a member in an event stream, in words.
pub fn role(role: EventRole) -> &'static str {
    match role {
        EventRole::Plain => "body of the event",
        EventRole::Header(IntegerWidth::Byte) => "header of 8 bits",
        EventRole::Header(IntegerWidth::Short) => "header of 16 bits",
        EventRole::Header(IntegerWidth::Whole) => "header of the event",
        EventRole::Payload => "payload of the event",
        EventRole::Exception => "exception of the stream",
    }
}

/// Compares the names of a stream's exceptions. Other exceptions are errors of an operation, which are reported.
fn exceptions<'m>(
    subject: Subject<'m>,
    [old, new]: [&Shape; 2],
    differences: &mut Differences<'m>,
) {
    let (Some(old), Some(new)) = (&old.event_stream, &new.event_stream) else { return };
    let before: BTreeMap<&ShapeId, &String> =
        old.exceptions.iter().map(|(name, id)| (id, name)).collect();
    for (name, id) in &new.exceptions {
        let Some(before) = before.get(id) else { continue };
        differences.changed(ChangeKind::ErrorCodeChanged, subject, [*before, name], String::clone);
    }
}
