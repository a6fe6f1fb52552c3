//! Members: their locations and wire names.

use std::collections::BTreeSet;

use super::{At, Lowering, deprecation};
use crate::frontend::botocore::{schema, xml};
use crate::ir::{
    Constraints, EventRole, HttpLocation, IntegerWidth, Member, ShapeId, TimestampFormat,
};

impl Lowering<'_> {
    pub(super) fn members(&mut self, name: &str, raw: &schema::BotocoreShape) -> Vec<Member> {
        let members: BTreeSet<&str> =
            raw.members.iter().map(|(member, _)| member.as_str()).collect();
        let required: BTreeSet<&str> = raw.required.iter().map(String::as_str).collect();
        for (index, required) in raw.required.iter().enumerate() {
            if !members.contains(required.as_str()) {
                let message =
                    format!("structure `{name}` requires `{required}`, which is not a member");
                self.error(message, At::Shape(name), &["required", &index.to_string()]);
            }
        }
        let members = raw.members.iter().map(|(member, raw)| {
            self.member(name, member, raw, required.contains(member.as_str()))
        });
        members.collect()
    }

    fn member(
        &mut self,
        shape: &str,
        name: &str,
        raw: &schema::BotocoreMember,
        required: bool,
    ) -> Member {
        let place = At::Member(shape, name);
        let found = self.shapes.get(&*raw.shape).map(|(id, shape)| (id.clone(), Some(*shape)));
        let (target, target_shape) = found.unwrap_or_else(|| {
            self.missing_target(&raw.shape, place, &["shape"]);
            (ShapeId::new(&raw.shape), None)
        });
        let is_stream = self.raw_shape(shape).is_some_and(|shape| shape.eventstream);
        let default = target_shape.and_then(|target| target.location.as_deref());
        let location = match raw.location.as_deref().or(default) {
            None => HttpLocation::Body,
            Some("uri") => HttpLocation::Label,
            Some("querystring") => HttpLocation::Query,
            Some("header") => HttpLocation::Header,
            Some("headers") => HttpLocation::PrefixHeaders,
            Some("statusCode") => HttpLocation::StatusCode,
            Some(other) => {
                let message = format!("member `{shape}.{name}` has the unknown location `{other}`");
                let known = ["uri", "querystring", "header", "headers", "statusCode"];
                self.unknown_value(message, &known, place, &["location"]);
                HttpLocation::Body
            }
        };
        let default = target_shape.and_then(|target| target.location_name.as_deref());
        let flattened = target_shape.filter(|_| self.has_flattened_lists);
        let element = flattened.and_then(|target| xml::name_of_elements(raw, target));
        let wire_name = match element.or(raw.location_name.as_deref()).or(default) {
            Some(wire_name) => wire_name,
            // Without a prefix, the map holds every header.
            None if location == HttpLocation::PrefixHeaders => "",
            None => name,
        };
        Member {
            name: name.to_owned(),
            target,
            // Some streams require an event, which says nothing.
            required: required && !is_stream,
            default: None,
            location: self.applicable(shape, location),
            wire_name: wire_name.to_owned(),
            timestamp_format: self.timestamp_format(raw.timestamp_format.as_deref(), place),
            json_text: raw.jsonvalue,
            idempotency_token: raw.idempotency_token,
            host_label: raw.host_label,
            endpoint_param: raw.context_param.as_ref().and_then(|param| param.name.clone()),
            streaming: raw.streaming || target_shape.is_some_and(|target| target.streaming),
            event_role: match (raw.eventheader, raw.eventpayload) {
                (true, _) => EventRole::Header(IntegerWidth::Whole),
                (false, true) => EventRole::Payload,
                _ if is_stream && target_shape.is_some_and(|target| target.exception) => {
                    EventRole::Exception
                }
                _ => EventRole::Plain,
            },
            deprecated: deprecation(raw.deprecated, raw.deprecated_message.as_deref()),
            constraints: constraints(raw.min.as_ref(), raw.max.as_ref(), raw.pattern.as_ref()),
            xml: xml::member(raw, target_shape),
            text_encoding: None,
            refusals: self.refusals(place, None),
        }
    }

    /// The location of a member in the messages that use its shape. Responses have no path and no query string, and
    /// requests have no status: there botocore puts the member into the body. `check` refuses structures used as both.
    fn applicable(&self, shape: &str, location: HttpLocation) -> HttpLocation {
        let (is_input, is_response) = (self.inputs.contains(shape), self.responses.contains(shape));
        match location {
            _ if !self.has_locations => HttpLocation::Body,
            HttpLocation::Label | HttpLocation::Query if is_response && !is_input => {
                HttpLocation::Body
            }
            HttpLocation::StatusCode if is_input && !is_response => HttpLocation::Body,
            location => location,
        }
    }

    pub(super) fn timestamp_format(
        &mut self,
        format: Option<&str>,
        place: At<'_>,
    ) -> Option<TimestampFormat> {
        match format? {
            "unixTimestamp" => Some(TimestampFormat::EpochSeconds),
            "iso8601" => Some(TimestampFormat::DateTime),
            "rfc822" => Some(TimestampFormat::HttpDate),
            other => {
                let message = format!("unknown timestamp format `{other}`");
                let known = ["iso8601", "rfc822", "unixTimestamp"];
                self.unknown_value(message, &known, place, &["timestampFormat"]);
                None
            }
        }
    }
}

pub(super) fn constraints(
    min: Option<&schema::ValueText>,
    max: Option<&schema::ValueText>,
    pattern: Option<&String>,
) -> Constraints {
    let [min, max] = [min, max].map(|bound| bound.map(|bound| bound.0.clone()));
    Constraints { min, max, pattern: pattern.cloned() }
}
