//! The expected requests of the REST protocols.

use super::block::TextBlock;
use super::json;
use super::message::{Body, HttpMessage};
use super::text::{base64, percent, scalar};
use super::value::{Fields, Value, find};
use super::xml::XmlWriter;
use crate::emit::codec::xml::tag;
use crate::emit::context::ServiceContext;
use crate::emit::s3;
use crate::ir::{
    Codec, HttpLocation, Member, Operation, Segment, ShapeKind, TextEncoding, TimestampFormat,
};
use crate::services::ENCODING_TYPE;

/// The request of an operation with these members.
pub fn request(
    context: ServiceContext<'_>,
    operation: &Operation,
    fields: &Fields<'_>,
) -> HttpMessage {
    let query = query(context, operation, fields);
    let path = path(context, operation, fields);
    let mut message = if operation.customization.query_as_form {
        let mut message = HttpMessage::new(format!("POST {path}"));
        message.set_body("application/x-www-form-urlencoded", Body::Text(TextBlock::leaf(query)));
        message
    } else {
        let query = if query.is_empty() { query } else { format!("?{query}") };
        HttpMessage::new(format!("{} {path}{query}", operation.http.method))
    };
    for (member, value) in
        fields.iter().filter(|(member, _)| member.location == HttpLocation::Header)
    {
        message.default_header(&member.wire_name, header_text(context, member, value));
    }
    for (member, value) in
        fields.iter().filter(|(member, _)| member.location == HttpLocation::PrefixHeaders)
    {
        for (key, value) in entries(value) {
            let name = format!("{}{}", member.wire_name, key_text(key));
            message.default_header(&name, text(context, member, value));
        }
    }
    body(context, operation, fields, &mut message);
    message
}

fn path(context: ServiceContext<'_>, operation: &Operation, fields: &Fields<'_>) -> String {
    let bucket = s3::bucket(operation);
    let mut path = String::new();
    for segment in &operation.http.uri.path {
        match segment {
            // The host has the bucket, and the path begins after it.
            Segment::Literal(literal) if bucket.is_some() && literal == "/" && !path.is_empty() => {
            }
            Segment::Literal(literal) => path.push_str(literal),
            Segment::Label { name, greedy } => {
                let label = fields.iter().find(|(member, _)| {
                    member.location == HttpLocation::Label && member.wire_name == *name
                });
                let Some((member, value)) =
                    label.filter(|(member, _)| bucket != Some(&*member.name))
                else {
                    continue;
                };
                let keeps_slashes = *greedy || bucket.is_some();
                path.push_str(&percent(
                    &text(context, member, value),
                    if keeps_slashes { "/" } else { "" },
                ));
            }
        }
    }
    path
}

/// The query string: the literal part, and the members in the order of the model.
fn query(context: ServiceContext<'_>, operation: &Operation, fields: &Fields<'_>) -> String {
    let literal = &operation.http.uri.query;
    let mut pairs = Vec::from_iter(Some(literal.clone()).filter(|literal| !literal.is_empty()));
    let members = operation.input.iter().flat_map(|id| context.slice.model.members(id));
    let members = members.filter(|member| member.location == HttpLocation::Query);
    for member in members {
        let mut add = |key: &str, value: &str| {
            pairs.push(format!("{}={}", percent(key, ""), percent(value, "")));
        };
        match find(fields, &member.name) {
            Some(Value::Map(entries)) => {
                for (key, value) in entries {
                    each(value, |value| add(&key_text(key), &text(context, member, value)));
                }
            }
            Some(value) => {
                each(value, |value| add(&member.wire_name, &text(context, member, value)));
            }
            None if operation.customization.encoded_keys.is_some()
                && member.name == ENCODING_TYPE =>
            {
                add(&member.wire_name, "url");
            }
            None => {}
        }
    }
    pairs.join("&")
}

/// Calls `add` with each element of a list, or with another value itself.
fn each(value: &Value<'_>, mut add: impl FnMut(&Value<'_>)) {
    match value {
        Value::List(elements) => elements.iter().for_each(add),
        value => add(value),
    }
}

/// The entries of a map.
pub fn entries<'v, 'm>(value: &'v Value<'m>) -> &'v [(Value<'m>, Value<'m>)] {
    match value {
        Value::Map(entries) => entries,
        _ => &[],
    }
}

/// The text of a key of a map.
pub fn key_text(key: &Value<'_>) -> String {
    scalar(key, TimestampFormat::DateTime)
}

/// The text of a member in a header. Elements of a list with a comma or quote are quoted.
pub fn header_text(context: ServiceContext<'_>, member: &Member, value: &Value<'_>) -> String {
    let Value::List(elements) = value else { return text(context, member, value) };
    let elements = elements.iter().map(|element| {
        let text = text(context, member, element);
        let is_text = matches!(element, Value::Text(_) | Value::Enum(..));
        if is_text && text.contains([',', '"']) { json::string(&text) } else { text }
    });
    elements.collect::<Vec<_>>().join(", ")
}

/// The text of a member in the path, query or a header.
pub fn text(context: ServiceContext<'_>, member: &Member, value: &Value<'_>) -> String {
    let text = scalar(value, timestamp_format(context, member));
    if member.json_text && member.location == HttpLocation::Header {
        return base64(text.as_bytes());
    }
    match member.text_encoding {
        Some(TextEncoding::LastSegment) => text.rsplit('/').next().unwrap_or(&text).to_owned(),
        Some(TextEncoding::CopySource) => {
            let (object, version) = text.split_at(text.find("?versionId=").unwrap_or(text.len()));
            percent(object, "/") + version
        }
        _ => text,
    }
}

/// The format of a timestamp, or of the timestamps in a list.
fn timestamp_format(context: ServiceContext<'_>, member: &Member) -> TimestampFormat {
    let model = &context.slice.model;
    let kind = match model.kind(&member.target) {
        Some(ShapeKind::List(element)) => model.kind(element),
        kind => kind,
    };
    let of_shape = match kind {
        Some(ShapeKind::Timestamp(of_shape)) => *of_shape,
        _ => None,
    };
    let default = model.service.protocol.default_timestamp_format(member.location);
    member.timestamp_format.or(of_shape).unwrap_or(default)
}

/// Sets the body, if the operation has one.
fn body(
    context: ServiceContext<'_>,
    operation: &Operation,
    fields: &Fields<'_>,
    message: &mut HttpMessage,
) {
    let members = operation.input.as_ref().map_or(&[][..], |id| context.slice.model.members(id));
    let is_json = context.slice.model.service.protocol.request_codec() == Codec::Json;
    if let Some(payload) = members.iter().find(|member| member.location == HttpLocation::Payload) {
        if payload.is_stream() {
            message.set_body(media_type(context, payload), Body::Empty);
        } else {
            payload_body(context, payload, find(fields, &payload.name), message);
        }
        return;
    }
    if !members.iter().any(|member| member.location == HttpLocation::Body) {
        return;
    }
    let in_body = fields.iter().filter(|(member, _)| member.location == HttpLocation::Body);
    let in_body: Fields<'_> = in_body.cloned().collect();
    if is_json {
        message
            .set_body("application/json", Body::Text(json::object(context, Vec::new(), &in_body)));
    } else if !in_body.is_empty() {
        let tag = tag::of_input(context, operation);
        let body = XmlWriter::of_requests(context).structure(&tag, Vec::new(), &in_body);
        message.set_body("application/xml", Body::Text(body));
    }
}

fn payload_body(
    context: ServiceContext<'_>,
    member: &Member,
    value: Option<&Value<'_>>,
    message: &mut HttpMessage,
) {
    let model = &context.slice.model;
    let is_json = model.service.protocol.request_codec() == Codec::Json;
    let is_structure = matches!(model.kind(&member.target), Some(ShapeKind::Structure(_)));
    match value {
        None if is_json && is_structure => {
            message.set_body("application/json", Body::Text(TextBlock::leaf("{}")));
        }
        None => {}
        Some(Value::Blob(bytes)) => {
            let text = String::from_utf8_lossy(bytes).into_owned();
            message.set_body(media_type(context, member), Body::Text(TextBlock::leaf(text)));
        }
        Some(Value::Text(text) | Value::Enum(_, text)) => {
            message
                .set_body(media_type(context, member), Body::Text(TextBlock::leaf(text.clone())));
        }
        Some(value) if is_json => {
            message.set_body("application/json", Body::Text(json::value(context, member, value)));
        }
        Some(value) => {
            let body = XmlWriter::of_requests(context).payload(member, value);
            message.set_body("application/xml", Body::Text(body));
        }
    }
}

/// The media type of bytes or a text that are the whole body.
fn media_type<'a>(context: ServiceContext<'a>, member: &Member) -> &'a str {
    let Some(shape) = context.slice.model.shapes.get(&member.target) else { return "" };
    match (&shape.media_type, &shape.kind) {
        (Some(media_type), _) if !member.idempotency_token => media_type,
        (_, ShapeKind::Blob) => "application/octet-stream",
        _ => "text/plain",
    }
}
