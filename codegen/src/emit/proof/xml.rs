//! XML bodies.

use super::block::{Separator, TextBlock};
use super::text::{base64, percent, scalar};
use super::value::{Fields, Value};
use crate::emit::codec::xml::tag;
use crate::emit::context::ServiceContext;
use crate::ir::{
    HttpLocation, Member, ShapeId, ShapeKind, TextEncoding, TimestampFormat, XmlElement,
};

/// Writes the elements of requests, which have namespaces, or those of responses.
#[derive(Clone, Copy)]
pub struct XmlWriter<'a> {
    context: ServiceContext<'a>,
    is_request: bool,
}

impl<'a> XmlWriter<'a> {
    /// Writes requests.
    pub fn of_requests(context: ServiceContext<'a>) -> Self {
        Self { context, is_request: true }
    }

    /// Writes responses.
    pub fn of_replies(context: ServiceContext<'a>) -> Self {
        Self { context, is_request: false }
    }

    /// A structure as an element, with the given elements before those of its members.
    pub fn structure(self, tag: &str, first: Vec<TextBlock>, fields: &Fields<'_>) -> TextBlock {
        let (attributes, members): (Vec<_>, Vec<_>) =
            fields.iter().partition(|(member, _)| member.xml.attribute);
        let mut tag = tag.to_owned();
        for (member, value) in attributes {
            let text = escaped(&scalar(value, TimestampFormat::DateTime)).replace('"', "&quot;");
            tag.extend([" ", &member.wire_name, "=\"", &text, "\""]);
        }
        let members = members.iter().flat_map(|(member, value)| self.member(member, value));
        element(&tag, first.into_iter().chain(members).collect())
    }

    /// A structure, union or text that is the whole body.
    pub fn payload(self, member: &Member, value: &Value<'_>) -> TextBlock {
        let tag = tag::of_payload(self.context, member);
        self.value(&tag, (&member.target, None), value)
    }

    fn member(self, member: &Member, value: &Value<'_>) -> Vec<TextBlock> {
        let written = tag::written(self.context, member);
        let tag = if self.is_request {
            written
        } else {
            declaring(tag::read(self.context, member), &written)
        };
        let encoded = self.encoded(member, value);
        let value = encoded.as_ref().unwrap_or(value);
        if member.xml.flattened
            && let Some(elements) = self.elements(&tag, &member.target, value)
        {
            return elements;
        }
        vec![self.value(&tag, (&member.target, member.timestamp_format), value)]
    }

    /// The text of a member with an encoding of its own.
    fn encoded(self, member: &Member, value: &Value<'_>) -> Option<Value<'static>> {
        let Value::Text(text) = value else { return None };
        Some(Value::Text(match (member.text_encoding?, self.is_request) {
            (TextEncoding::LastSegment, true) => text.rsplit('/').next().unwrap_or(text).to_owned(),
            (TextEncoding::Base64, false) => base64(text.as_bytes()),
            (TextEncoding::UrlEncodedJson, false) => percent(text, ""),
            _ => return None,
        }))
    }

    /// The elements of a list or map without an element around them. `None` for other values.
    fn elements(self, tag: &str, id: &ShapeId, value: &Value<'_>) -> Option<Vec<TextBlock>> {
        let shape = self.context.slice.model.shapes.get(id)?;
        match (value, &shape.kind) {
            (Value::List(elements), ShapeKind::List(of)) => {
                Some(elements.iter().map(|value| self.value(tag, (of, None), value)).collect())
            }
            (Value::Map(entries), ShapeKind::Map { key, value: of }) => {
                let tag_of_key = self.tag(&shape.xml.key, "key", key);
                let tag_of_value = self.tag(&shape.xml.value, "value", of);
                let entries = entries.iter().map(|(entry, value)| {
                    let key = self.value(&tag_of_key, (key, None), entry);
                    element(tag, vec![key, self.value(&tag_of_value, (of, None), value)])
                });
                Some(entries.collect())
            }
            _ => None,
        }
    }

    fn tag(self, of: &XmlElement, usual: &str, id: &ShapeId) -> String {
        let written = tag::element(self.context, of, usual, id);
        if self.is_request {
            written
        } else {
            declaring(tag::local_name(self.context, of, usual, id), &written)
        }
    }

    fn value(
        self,
        tag: &str,
        (id, format): (&ShapeId, Option<TimestampFormat>),
        value: &Value<'_>,
    ) -> TextBlock {
        let model = &self.context.slice.model;
        let Some(shape) = model.shapes.get(id) else { return TextBlock::leaf("") };
        match (value, &shape.kind) {
            (Value::List(_), ShapeKind::List(of)) => {
                let inner = self.tag(&shape.xml.element, "member", of);
                element(tag, self.elements(&inner, id, value).unwrap_or_default())
            }
            (Value::Map(_), _) => {
                element(tag, self.elements("entry", id, value).unwrap_or_default())
            }
            (Value::Structure(fields), _) => self.structure(tag, Vec::new(), fields),
            (Value::Union(_, member, value), _) => element(tag, self.member(member, value)),
            (value, kind) => {
                let of_shape = match kind {
                    ShapeKind::Timestamp(of_shape) => *of_shape,
                    _ => None,
                };
                let default = model.service.protocol.default_timestamp_format(HttpLocation::Body);
                text(tag, &scalar(value, format.or(of_shape).unwrap_or(default)))
            }
        }
    }
}

/// The tag of a response, which declares the prefix that the tag of a request declares.
fn declaring(name: String, written: &str) -> String {
    match written.split_once(' ') {
        Some((_, namespace)) if namespace.starts_with("xmlns:") => format!("{name} {namespace}"),
        _ => name,
    }
}

/// An element with elements in it.
pub fn element(tag: &str, parts: Vec<TextBlock>) -> TextBlock {
    let close = format!("</{}>", name(tag));
    TextBlock::Group { open: format!("<{tag}>"), parts, close, separator: Separator::Nothing }
}

/// An element with a text.
pub fn text(tag: &str, text: &str) -> TextBlock {
    TextBlock::leaf(format!("<{tag}>{}</{}>", escaped(text), name(tag)))
}

/// The name in a tag, without attributes.
fn name(tag: &str) -> &str {
    tag.split(' ').next().unwrap_or(tag)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
