//! Shapes: their kinds, and the keys that apply to a shape as a whole.

use super::member::constraints;
use super::{At, Lowering, deprecation};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::frontend::botocore::{schema, xml};
use crate::ir::{
    ErrorTraits, EventStream, Fault, HttpLocation, Retry, Shape, ShapeId, ShapeKind, Structure,
};

/// The types of shapes.
const TYPES: [&str; 12] = [
    "blob",
    "boolean",
    "character",
    "double",
    "float",
    "integer",
    "list",
    "long",
    "map",
    "string",
    "structure",
    "timestamp",
];

impl Lowering<'_> {
    pub(super) fn shape(&mut self, name: &str, raw: &schema::BotocoreShape) -> Shape {
        let place = At::Shape(name);
        let part =
            |lowering: &mut Self, key: &str, reference: &Option<schema::BotocoreReference>| {
                let Some(reference) = reference else {
                    let message = format!("{} `{name}` has no `{key}`", raw.kind);
                    lowering.error(message, place, &["type"]);
                    return ShapeId::new("");
                };
                lowering.check_target(&reference.shape, place, &[key, "shape"]);
                lowering.id(&reference.shape)
            };
        let kind_of_key = [
            ("members", "structure", !raw.members.is_empty()),
            ("member", "list", raw.member.is_some()),
            ("key", "map", raw.key.is_some()),
            ("value", "map", raw.value.is_some()),
            ("enum", "string", raw.values.is_some()),
        ];
        for (key, ..) in
            kind_of_key.into_iter().filter(|(_, kind, is_present)| *is_present && *kind != raw.kind)
        {
            let message = format!("shape `{name}` of type {} cannot have `{key}`", raw.kind);
            self.error(message, place, &[key]);
        }
        let kind = match raw.kind.as_str() {
            "structure" if raw.document => ShapeKind::Document,
            "structure" if raw.union || raw.eventstream => {
                ShapeKind::Union(self.members(name, raw))
            }
            "structure" => self.structure(name, raw),
            "list" => ShapeKind::List(part(self, "member", &raw.member)),
            "map" => ShapeKind::Map {
                key: part(self, "key", &raw.key),
                value: part(self, "value", &raw.value),
            },
            "string" | "character" => match &raw.values {
                Some(values) => ShapeKind::Enum(values.clone()),
                None => ShapeKind::String,
            },
            "boolean" => ShapeKind::Boolean,
            "integer" => ShapeKind::Integer,
            "long" => ShapeKind::Long,
            "float" => ShapeKind::Float,
            "double" => ShapeKind::Double,
            "timestamp" => {
                ShapeKind::Timestamp(self.timestamp_format(raw.timestamp_format.as_deref(), place))
            }
            "blob" => ShapeKind::Blob,
            other => {
                let message = format!("shape `{name}` has the unknown type `{other}`");
                let error = Diagnostic::error(message).or_meant(did_you_mean(other, TYPES));
                self.errors.push(error.at(self.locate(place, &["type"])));
                ShapeKind::String
            }
        };
        let refusals = self.refusals(place, Some("members"));
        Shape {
            kind,
            sensitive: raw.sensitive,
            sparse: raw.sparse,
            event_stream: raw.eventstream.then(|| self.event_stream(raw)),
            requires_length: raw.requires_length,
            media_type: None,
            named_values: Vec::new(),
            deprecated: deprecation(raw.deprecated, raw.deprecated_message.as_deref()),
            constraints: constraints(raw.min.as_ref(), raw.max.as_ref(), raw.pattern.as_ref()),
            xml: xml::shape(raw, &|name| self.raw_shape(name)),
            refusals,
        }
    }

    fn event_stream(&self, raw: &schema::BotocoreShape) -> EventStream {
        let is_exception = |name: &str| self.raw_shape(name).is_some_and(|shape| shape.exception);
        let exceptions = raw.members.iter().filter(|(_, member)| is_exception(&member.shape));
        let exceptions = exceptions.map(|(name, member)| (name.clone(), self.id(&member.shape)));
        EventStream { exceptions: exceptions.collect() }
    }

    fn structure(&mut self, name: &str, raw: &schema::BotocoreShape) -> ShapeKind {
        let mut members = self.members(name, raw);
        let named = self.payloads.get(name).cloned().unwrap_or_default();
        let mut payloads = named.iter();
        if let (Some((one, first)), Some((other, second))) = (payloads.next(), payloads.next()) {
            let shown = |name: Option<&str>| {
                name.map_or_else(|| "no payload".to_owned(), |name| format!("payload `{name}`"))
            };
            let message = format!(
                "structure `{name}` has {} in operation `{first}`, and {} in operation `{second}`",
                shown(*one),
                shown(*other)
            );
            self.error(message, At::Shape(name), &[]);
        }
        let payload = named.into_keys().flatten().next().or(raw.payload.as_deref());
        if let Some(payload) = payload.filter(|_| self.has_locations) {
            if let Some(member) = members.iter_mut().find(|member| member.name == payload) {
                member.location = HttpLocation::Payload;
            } else {
                let message =
                    format!("the payload of `{name}` is `{payload}`, which is not a member");
                self.error(message, At::Shape(name), &["payload"]);
            }
        }
        ShapeKind::Structure(Structure { members, error: error_traits(raw) })
    }
}

fn error_traits(raw: &schema::BotocoreShape) -> ErrorTraits {
    let error = raw.error.as_ref();
    let is_server = raw.fault || error.is_some_and(|error| error.fault);
    let is_client = error.is_some_and(|error| error.sender_fault);
    ErrorTraits {
        code: error.and_then(|error| error.code.clone()),
        status: error.and_then(|error| error.http_status_code),
        fault: match (is_server, is_client) {
            (true, _) => Some(Fault::Server),
            (false, true) => Some(Fault::Client),
            (false, false) => None,
        },
        retry: raw.retryable.as_ref().map(|retryable| {
            if retryable.throttling { Retry::Throttling } else { Retry::Transient }
        }),
    }
}
