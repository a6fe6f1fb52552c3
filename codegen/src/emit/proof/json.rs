//! JSON bodies.

use super::block::{Separator, TextBlock};
use super::text::{base64, timestamp};
use super::value::{Fields, Value};
use crate::emit::context::ServiceContext;
use crate::ir::{HttpLocation, Member, ShapeId, ShapeKind, TimestampFormat};

/// A structure as an object, with the given members before its own.
pub fn object(
    context: ServiceContext<'_>,
    first: Vec<TextBlock>,
    fields: &Fields<'_>,
) -> TextBlock {
    let members = fields.iter().map(|(member, value)| {
        TextBlock::Labelled(
            format!("{}:", string(&member.wire_name)),
            Box::new(self::value(context, member, value)),
        )
    });
    group("{", first.into_iter().chain(members).collect(), "}")
}

/// A member with a text.
pub fn text_member(name: &str, text: &str) -> TextBlock {
    TextBlock::leaf(format!("{}:{}", string(name), string(text)))
}

/// The value of a member.
pub fn value(context: ServiceContext<'_>, member: &Member, value: &Value<'_>) -> TextBlock {
    plain(context, &member.target, member.timestamp_format, value)
}

fn plain(
    context: ServiceContext<'_>,
    id: &ShapeId,
    format: Option<TimestampFormat>,
    value: &Value<'_>,
) -> TextBlock {
    let model = &context.slice.model;
    TextBlock::leaf(match (value, model.kind(id)) {
        (Value::Boolean(value), _) => value.to_string(),
        (Value::Integer(value), _) => value.to_string(),
        (Value::Long(value), _) => value.to_string(),
        (Value::Float(value), _) => format!("{value:?}"),
        (Value::Double(value), _) => format!("{value:?}"),
        (Value::Text(text) | Value::Enum(_, text), _) => string(text),
        (Value::Document(json), _) => json.clone(),
        (Value::Blob(bytes), _) => string(&base64(bytes)),
        (Value::Timestamp(seconds), kind) => {
            let of_shape = match kind {
                Some(ShapeKind::Timestamp(of_shape)) => *of_shape,
                _ => None,
            };
            let default = model.service.protocol.default_timestamp_format(HttpLocation::Body);
            match format.or(of_shape).unwrap_or(default) {
                TimestampFormat::EpochSeconds => seconds.to_string(),
                format => string(&timestamp(*seconds, format)),
            }
        }
        (Value::List(elements), Some(ShapeKind::List(element))) => {
            let elements = elements.iter().map(|value| plain(context, element, None, value));
            return group("[", elements.collect(), "]");
        }
        (Value::Map(entries), Some(ShapeKind::Map { value: of, .. })) => {
            let entries = entries.iter().map(|(key, value)| {
                let key = match key {
                    Value::Text(text) | Value::Enum(_, text) => string(text),
                    _ => String::new(),
                };
                TextBlock::Labelled(format!("{key}:"), Box::new(plain(context, of, None, value)))
            });
            return group("{", entries.collect(), "}");
        }
        (Value::Structure(fields), _) => return object(context, Vec::new(), fields),
        (Value::Union(_, member, value), _) => {
            let value = self::value(context, member, value);
            let member =
                TextBlock::Labelled(format!("{}:", string(&member.wire_name)), Box::new(value));
            return group("{", vec![member], "}");
        }
        (Value::List(_) | Value::Map(_), _) => String::new(),
    })
}

fn group(open: &str, parts: Vec<TextBlock>, close: &str) -> TextBlock {
    let (open, close) = (open.to_owned(), close.to_owned());
    TextBlock::Group { open, parts, close, separator: Separator::Comma }
}

/// A string of JSON.
pub fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
