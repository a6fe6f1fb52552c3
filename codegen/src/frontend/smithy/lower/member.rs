//! Members: locations, wire names and traits.

use serde_json::Value;

use super::Lowering;
use super::shape::is_event_stream;
use crate::frontend::smithy::shapes::{ResolvedMember, ResolvedShape};
use crate::frontend::smithy::traits::{
    CONTEXT_PARAM, DEFAULT, ENUM, EVENT_HEADER, EVENT_PAYLOAD, HOST_LABEL, HTTP_HEADER, HTTP_LABEL,
    HTTP_PAYLOAD, HTTP_PREFIX_HEADERS, HTTP_QUERY, HTTP_QUERY_PARAMS, HTTP_RESPONSE_CODE,
    IDEMPOTENCY_TOKEN, MEDIA_TYPE, REQUIRED, SENSITIVE, STREAMING, Traits,
};
use crate::ir::{
    DefaultValue, EventRole, HttpLocation, IntegerWidth, Member, ModelPlace, Refusal, ShapeId,
};
use crate::json::JsonPath;

/// The media type of strings that hold JSON.
const JSON: &str = "application/json";

impl Lowering<'_> {
    pub(super) fn members(&mut self, id: &ShapeId, shape: &ResolvedShape<'_>) -> Vec<Member> {
        let mut members = Vec::new();
        for member in &shape.members {
            if member.owner != shape.id {
                let name = (id.to_string(), member.name.to_owned());
                self.origin.mixed_in.insert(name, member.path(shape));
            }
            members.push(self.member(id, shape, member));
        }
        members
    }

    fn member(
        &mut self,
        id: &ShapeId,
        shape: &ResolvedShape<'_>,
        member: &ResolvedMember<'_>,
    ) -> Member {
        let path = || member.path(shape);
        let text = self.documentation(&member.traits, path);
        if !text.is_empty() {
            let docs = self.docs.shapes.entry(id.clone()).or_default();
            docs.members.insert(member.name.to_owned(), text);
        }
        let traits = &member.traits;
        let shape_traits = [SENSITIVE.id, ENUM.id];
        if let Some(misplaced) = shape_traits.into_iter().find(|id| traits.has_id(id)) {
            let message = format!("trait `{misplaced}` applies to shapes, not to members");
            let mut path = path();
            path.extend(["traits".to_owned(), misplaced.to_owned()]);
            self.error(message, path);
        }
        let (location, wire_name) = self.binding(shape, member, path);
        // Shapes of the prelude have no traits.
        let target = self.shapes.written(member.target);
        let target = target.and_then(|_| self.shapes.get(member.target, JsonPath::new));
        let is_stream = target
            .as_ref()
            .is_some_and(|target| target.kind == "blob" && target.traits.has(STREAMING));
        let element = target.as_ref().and_then(|target| target.member.as_ref());
        let of_elements = element.and_then(|element| self.media_type(element.target, path));
        let media_type = self.media_type(member.target, path);
        let json_text = media_type.as_deref() == Some(JSON);
        let other_type = media_type.filter(|_| !json_text).or(of_elements);
        let place = ModelPlace::Member(id.to_string(), member.name.to_owned());
        let mut refusals = self.refusals(&place, None);
        refusals.extend(self.refused(shape, member, location, other_type.is_some()));
        Member {
            name: member.name.to_owned(),
            target: self.id(member.target),
            required: traits.has(REQUIRED),
            default: self.default(traits, path),
            wire_name,
            timestamp_format: self.timestamp_format(traits, path),
            json_text,
            idempotency_token: traits.has(IDEMPOTENCY_TOKEN),
            host_label: traits.has(HOST_LABEL),
            endpoint_param: self.read(traits, CONTEXT_PARAM, path).map(|param| param.name),
            streaming: location == HttpLocation::Payload && is_stream,
            event_role: self.event_role(shape, member),
            deprecated: self.deprecation(traits, path),
            constraints: self.constraints(traits, path),
            xml: self.xml_member(traits, path),
            text_encoding: None,
            refusals,
            location,
        }
    }

    fn event_role(&mut self, shape: &ResolvedShape<'_>, member: &ResolvedMember<'_>) -> EventRole {
        if member.traits.has(EVENT_HEADER) {
            let target = self.shapes.written(member.target);
            let kind = target.map_or(member.target, |target| &*target.kind);
            return EventRole::Header(match kind.trim_start_matches("smithy.api#Primitive") {
                "byte" | "Byte" | "smithy.api#Byte" => IntegerWidth::Byte,
                "short" | "Short" | "smithy.api#Short" => IntegerWidth::Short,
                _ => IntegerWidth::Whole,
            });
        }
        if member.traits.has(EVENT_PAYLOAD) {
            EventRole::Payload
        } else if is_event_stream(shape) && self.is_error(member.target) {
            EventRole::Exception
        } else {
            EventRole::Plain
        }
    }

    /// The media type of a string.
    fn media_type(&mut self, id: &str, path: impl Fn() -> JsonPath) -> Option<String> {
        // Shapes of the prelude have no traits.
        self.shapes.written(id)?;
        let shape = self.shapes.get(id, JsonPath::new).filter(|shape| shape.kind == "string")?;
        self.read(&shape.traits, MEDIA_TYPE, path)
    }

    /// The refusal of an unsupported combination of supported traits. `has_other_type` is whether the member is a text, or
    /// a list of texts, with a media type that is not that of a single JSON text.
    fn refused(
        &self,
        shape: &ResolvedShape<'_>,
        member: &ResolvedMember<'_>,
        location: HttpLocation,
        has_other_type: bool,
    ) -> Option<Refusal> {
        let refusal = |id: &str, what: &str, why| Refusal {
            key: vec!["traits".to_owned(), id.to_owned()],
            name: id.to_owned(),
            what: what.to_owned(),
            why,
        };
        let is_reply = self.outputs.contains(shape.id) || self.error_shapes.contains(shape.id);
        match location {
            HttpLocation::Header if has_other_type => Some(refusal(
                HTTP_HEADER.id,
                "a header with a media type",
                "the header would contain base64",
            )),
            HttpLocation::Body
                if is_reply
                    && self.inputs.contains(shape.id)
                    && member.traits.has(HTTP_RESPONSE_CODE) =>
            {
                let what =
                    format!("`{}` in a structure that is also an input", HTTP_RESPONSE_CODE.id);
                Some(refusal(HTTP_RESPONSE_CODE.id, &what, "requests have no status"))
            }
            _ => None,
        }
    }

    /// The location and wire name of a member. Traits for the path and the query string only apply to inputs, and the
    /// status code only to outputs: a structure may be both.
    fn binding(
        &mut self,
        shape: &ResolvedShape<'_>,
        member: &ResolvedMember<'_>,
        path: impl Fn() -> JsonPath,
    ) -> (HttpLocation, String) {
        let traits = &member.traits;
        let own = member.name.to_owned();
        let messages = [&self.inputs, &self.outputs, &self.error_shapes];
        let is_message = messages.into_iter().any(|messages| messages.contains(shape.id));
        if self.has_locations && is_message {
            if self.inputs.contains(shape.id) {
                if traits.has(HTTP_LABEL) {
                    return (HttpLocation::Label, own);
                }
                if let Some(key) = self.read(traits, HTTP_QUERY, &path) {
                    return (HttpLocation::Query, key);
                }
                if traits.has(HTTP_QUERY_PARAMS) {
                    return (HttpLocation::Query, own);
                }
            } else if traits.has(HTTP_RESPONSE_CODE) {
                return (HttpLocation::StatusCode, own);
            }
            if let Some(name) = self.read(traits, HTTP_HEADER, &path) {
                return (HttpLocation::Header, name);
            }
            if let Some(prefix) = self.read(traits, HTTP_PREFIX_HEADERS, &path) {
                return (HttpLocation::PrefixHeaders, prefix);
            }
            if traits.has(HTTP_PAYLOAD) {
                return (HttpLocation::Payload, own);
            }
        }
        let name = self.wire_name.and_then(|wire_name| self.read(traits, wire_name, path));
        (HttpLocation::Body, name.unwrap_or(own))
    }

    /// The default value of a member.
    fn default(
        &mut self,
        traits: &Traits<'_>,
        path: impl Fn() -> JsonPath,
    ) -> Option<DefaultValue> {
        let value = self.read(traits, DEFAULT, &path)?;
        Some(match value {
            Value::Null => return None,
            Value::Bool(is) => DefaultValue::Boolean(is),
            Value::Number(number) => DefaultValue::Number(number.to_string()),
            Value::String(text) => DefaultValue::Text(text),
            Value::Array(elements) if elements.is_empty() => DefaultValue::EmptyList,
            Value::Object(entries) if entries.is_empty() => DefaultValue::EmptyMap,
            Value::Array(_) | Value::Object(_) => {
                let mut path = path();
                path.extend(["traits".to_owned(), DEFAULT.id.to_owned()]);
                self.error("a default value must be an empty list or map".to_owned(), path);
                return None;
            }
        })
    }
}
