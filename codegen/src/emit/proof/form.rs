//! Forms of the query protocols.

use super::text::{base64, percent, scalar};
use super::value::{Fields, Value};
use crate::emit::context::ServiceContext;
use crate::ir::{
    HttpLocation, Member, Protocol, ShapeId, ShapeKind, TextEncoding, TimestampFormat,
};

/// The pairs of a form, one a line.
pub fn pairs(context: ServiceContext<'_>, action: &str, fields: &Fields<'_>) -> Vec<String> {
    let version = &context.slice.model.service.api_version;
    let first = [("Action", action), ("Version", version)];
    let mut writer = Writer { context, pairs: Vec::new() };
    for (key, value) in first {
        writer.pair(key, value);
    }
    writer.members("", fields);
    writer.pairs
}

struct Writer<'a> {
    context: ServiceContext<'a>,
    pairs: Vec<String>,
}

impl<'a> Writer<'a> {
    fn pair(&mut self, key: &str, value: &str) {
        let and = if self.pairs.is_empty() { "" } else { "&" };
        self.pairs.push(format!("{and}{}={}", percent(key, ""), percent(value, "")));
    }

    fn protocol(&self) -> &'a Protocol {
        &self.context.slice.model.service.protocol
    }

    fn members(&mut self, key: &str, fields: &Fields<'_>) {
        for (member, value) in fields {
            self.member(key, member, value);
        }
    }

    fn member(&mut self, above: &str, member: &Member, value: &Value<'_>) {
        let key = below(above, &member.form_key(self.protocol()));
        match value {
            Value::Text(text) if member.text_encoding == Some(TextEncoding::Base64) => {
                self.pair(&key, &base64(text.as_bytes()));
            }
            value => self.value(
                &key,
                (&member.target, member.timestamp_format),
                member.xml.flattened,
                value,
            ),
        }
    }

    fn value(
        &mut self,
        key: &str,
        (id, format): (&ShapeId, Option<TimestampFormat>),
        is_flattened: bool,
        value: &Value<'_>,
    ) {
        let model = &self.context.slice.model;
        let Some(shape) = model.shapes.get(id) else { return };
        match (value, &shape.kind) {
            (Value::List(elements), ShapeKind::List(element)) => {
                let is_ec2 = *self.protocol() == Protocol::Ec2;
                if elements.is_empty() && !is_ec2 {
                    self.pair(key, "");
                }
                let name = shape.xml.element.name.as_deref().unwrap_or("member");
                let key = if is_flattened || is_ec2 { key.to_owned() } else { below(key, name) };
                for (number, value) in (1..).zip(elements) {
                    self.value(&format!("{key}.{number}"), (element, None), false, value);
                }
            }
            (Value::Map(entries), ShapeKind::Map { key: of_keys, value: of_values }) => {
                let name = |element: &Option<String>, usual: &str| {
                    element.as_deref().unwrap_or(usual).to_owned()
                };
                let [of_key, of_value] =
                    [name(&shape.xml.key.name, "key"), name(&shape.xml.value.name, "value")];
                let key = if is_flattened { key.to_owned() } else { below(key, "entry") };
                for (number, (entry, value)) in (1..).zip(entries) {
                    self.value(&format!("{key}.{number}.{of_key}"), (of_keys, None), false, entry);
                    self.value(
                        &format!("{key}.{number}.{of_value}"),
                        (of_values, None),
                        false,
                        value,
                    );
                }
            }
            (Value::Structure(fields), _) => self.members(key, fields),
            (Value::Union(_, member, value), _) => self.member(key, member, value),
            (value, kind) => {
                let of_shape = match kind {
                    ShapeKind::Timestamp(of_shape) => *of_shape,
                    _ => None,
                };
                let default = self.protocol().default_timestamp_format(HttpLocation::Body);
                self.pair(key, &scalar(value, format.or(of_shape).unwrap_or(default)));
            }
        }
    }
}

/// The key of a member of the member with the key `above`.
fn below(above: &str, name: &str) -> String {
    if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") }
}
