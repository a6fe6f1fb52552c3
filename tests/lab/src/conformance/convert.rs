//! Converts between the notation of cases, which uses member names, and the serde form of the generated types.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use farrier_codegen::ir::{HttpLocation, Member, Model, ShapeId, ShapeKind, Structure};
use serde_json::{Map, Value, json};

use super::compare::Equality;

/// How a source of cases writes values without a JSON type, and how exact its values are.
#[derive(Clone, Copy, Debug)]
pub struct Notation {
    /// Whether bytes are base64; otherwise they are text.
    pub blobs_are_base64: bool,
    /// Whether JSON text is written as a string; otherwise as the value of the text.
    pub json_is_text: bool,
    /// Whether empty text means a missing payload.
    pub empty_payload_is_unset: bool,
    /// The equality of values.
    pub equality: Equality,
}

/// botocore's name for an unknown union member.
const UNKNOWN_MEMBER: &str = "SDK_UNKNOWN_MEMBER";

/// Converts the values of one model.
#[derive(Clone, Copy, Debug)]
pub struct Converter<'a> {
    /// The model.
    pub model: &'a Model,
    /// The notation of the cases.
    pub notation: Notation,
}

/// An input in its serde form, and its streaming body, if there is one.
pub struct Input {
    /// The members without the stream.
    pub members: Value,
    /// The streaming body.
    pub stream: Option<Vec<u8>>,
}

impl Converter<'_> {
    /// The serde form of an operation's input.
    ///
    /// # Errors
    ///
    /// Names a part of the input that is missing in the model.
    pub fn input(&self, id: Option<&ShapeId>, params: &Value) -> Result<Input, String> {
        let mut input = Input { members: json!({}), stream: None };
        let Some(structure) = id.and_then(|id| self.structure(id)) else { return Ok(input) };
        let names = structure.message_names();
        let params = params.as_object().ok_or("the input is not an object")?;
        let mut members = Map::new();
        for (name, value) in params.iter().filter(|(_, value)| !value.is_null()) {
            let known = structure.members.iter().zip(&names);
            let (member, serde_name) =
                known
                    .into_iter()
                    .find(|(member, _)| member.name == *name)
                    .ok_or_else(|| format!("the input has no member `{name}`"))?;
            if member.is_stream() {
                // The events of a request have cases of their own.
                if !member.is_events() {
                    input.stream = Some(self.bytes(value)?);
                }
                continue;
            }
            members.insert(serde_name.to_string(), self.encode_member(member, value)?);
        }
        input.members = Value::Object(members);
        Ok(input)
    }

    /// An output or error in the notation of cases, from its serde form. `body` is the response body.
    pub fn message(&self, id: Option<&ShapeId>, members: &Value, body: &[u8]) -> Value {
        let Some(structure) = id.and_then(|id| self.structure(id)) else { return members.clone() };
        let mut converted = Map::new();
        for (member, name) in structure.members.iter().zip(structure.message_names()) {
            if member.is_stream() {
                if !body.is_empty() && !member.is_events() {
                    converted.insert(member.name.clone(), self.bytes_in_notation(body));
                }
            } else if let Some(value) = members.get(&*name) {
                converted.insert(member.name.clone(), self.decode_member(member, value));
            }
        }
        Value::Object(converted)
    }

    /// The serde form of an event.
    ///
    /// # Errors
    ///
    /// Names a part of the event that is missing in the model.
    pub fn sent_event(&self, id: &ShapeId, params: &Value) -> Result<Value, String> {
        self.encode(id, params)
    }

    /// An event in the notation of cases, from its serde form. `None` for an event that the model lacks.
    pub fn received_event(&self, id: &ShapeId, event: &Value) -> Option<Value> {
        let event = self.decode(id, event);
        event.get(UNKNOWN_MEMBER).is_none().then_some(event)
    }

    /// A value in the notation of cases without `null` members, which are unset members, with numbers of 32 bits where
    /// the model has them, and with timestamps as seconds.
    pub fn without_unset(&self, id: &ShapeId, value: &Value) -> Value {
        let Some(kind) = self.model.kind(id) else { return value.clone() };
        match (kind, value) {
            (ShapeKind::List(element), Value::Array(elements)) => {
                elements.iter().map(|value| self.without_unset(element, value)).collect()
            }
            (ShapeKind::Map { value: of, .. }, Value::Object(entries)) => {
                let entries = entries.iter();
                entries.map(|(key, value)| (key.clone(), self.without_unset(of, value))).collect()
            }
            (ShapeKind::Structure(_) | ShapeKind::Union(_), Value::Object(entries)) => {
                let set = entries.iter().filter(|(_, value)| !value.is_null());
                let entry = |(name, value): (&String, &Value)| {
                    let member = kind.members().iter().find(|member| member.name == *name);
                    let value = member.map_or_else(
                        || value.clone(),
                        |member| self.without_unset(&member.target, value),
                    );
                    (name.clone(), value)
                };
                set.map(entry).collect()
            }
            (ShapeKind::Timestamp(_), Value::String(text)) => {
                timestamp(text).map_or_else(|| value.clone(), Value::from)
            }
            (ShapeKind::Float, Value::Number(number)) => {
                let float = number.to_string().parse::<f32>().ok();
                let float = float.and_then(|float| float.to_string().parse::<f64>().ok());
                float.map_or_else(|| value.clone(), Value::from)
            }
            _ => value.clone(),
        }
    }

    fn structure(&self, id: &ShapeId) -> Option<&Structure> {
        match self.model.kind(id)? {
            ShapeKind::Structure(structure) => Some(structure),
            _ => None,
        }
    }

    fn encode_member(&self, member: &Member, value: &Value) -> Result<Value, String> {
        if member.json_text && !(self.notation.json_is_text && value.is_string()) {
            return Ok(Value::String(value.to_string()));
        }
        self.encode(&member.target, value)
    }

    fn encode(&self, id: &ShapeId, value: &Value) -> Result<Value, String> {
        let kind = self.model.kind(id).ok_or_else(|| format!("there is no shape `{id}`"))?;
        Ok(match (kind, value) {
            (_, Value::Null) | (ShapeKind::Document, _) => value.clone(),
            (ShapeKind::Blob, _) => Value::String(STANDARD.encode(self.bytes(value)?)),
            (ShapeKind::List(element), Value::Array(elements)) => {
                let elements = elements.iter().map(|value| self.encode(element, value));
                Value::Array(elements.collect::<Result<_, _>>()?)
            }
            (ShapeKind::Map { value: of, .. }, Value::Object(entries)) => {
                let entries = entries
                    .iter()
                    .map(|(key, value)| Ok::<_, String>((key.clone(), self.encode(of, value)?)));
                Value::Object(entries.collect::<Result<_, _>>()?)
            }
            (ShapeKind::Structure(_) | ShapeKind::Union(_), Value::Object(entries)) => {
                let mut members = Map::new();
                for (name, value) in entries.iter().filter(|(_, value)| !value.is_null()) {
                    let member = kind.members().iter().find(|member| member.name == *name);
                    let member = member.ok_or_else(|| format!("`{id}` has no member `{name}`"))?;
                    let value = self.encode_member(member, value)?;
                    members.insert(member.wire_name.clone(), value);
                }
                Value::Object(members)
            }
            _ => value.clone(),
        })
    }

    fn decode_member(&self, member: &Member, value: &Value) -> Value {
        match value {
            // In a body, JSON is a text like any other for botocore.
            Value::String(text)
                if member.json_text
                    && member.location == HttpLocation::Header
                    && !self.notation.json_is_text =>
            {
                serde_json::from_str(text).unwrap_or_else(|_| value.clone())
            }
            _ => self.decode(&member.target, value),
        }
    }

    fn decode(&self, id: &ShapeId, value: &Value) -> Value {
        let Some(kind) = self.model.kind(id) else { return value.clone() };
        match (kind, value) {
            (ShapeKind::Blob, Value::String(text)) => STANDARD
                .decode(text)
                .map_or_else(|_| value.clone(), |bytes| self.bytes_in_notation(&bytes)),
            (ShapeKind::Timestamp(_), Value::String(text)) => {
                timestamp(text).map_or_else(|| value.clone(), Value::from)
            }
            (ShapeKind::List(element), Value::Array(elements)) => {
                elements.iter().map(|value| self.decode(element, value)).collect()
            }
            (ShapeKind::Map { value: of, .. }, Value::Object(entries)) => {
                let entries =
                    entries.iter().map(|(key, value)| (key.clone(), self.decode(of, value)));
                Value::Object(entries.collect())
            }
            (ShapeKind::Structure(_) | ShapeKind::Union(_), Value::Object(entries)) => {
                let entry = |(name, value): (&String, &Value)| {
                    let member = kind.members().iter().find(|member| member.wire_name == *name);
                    match member {
                        Some(member) => (member.name.clone(), self.decode_member(member, value)),
                        None => (UNKNOWN_MEMBER.to_owned(), json!({ "name": name })),
                    }
                };
                Value::Object(entries.iter().map(entry).collect())
            }
            _ => value.clone(),
        }
    }

    fn bytes(&self, value: &Value) -> Result<Vec<u8>, String> {
        let text = value.as_str().ok_or_else(|| format!("{value} is not bytes"))?;
        if self.notation.blobs_are_base64 {
            STANDARD.decode(text).map_err(|error| format!("{value}: {error}"))
        } else {
            Ok(text.as_bytes().to_vec())
        }
    }

    fn bytes_in_notation(&self, bytes: &[u8]) -> Value {
        if self.notation.blobs_are_base64 {
            Value::String(STANDARD.encode(bytes))
        } else {
            Value::String(String::from_utf8_lossy(bytes).into_owned())
        }
    }
}

/// The seconds since the epoch of a timestamp in the serde form.
pub fn timestamp(text: &str) -> Option<f64> {
    let date_time = text.parse::<jiff::Timestamp>().ok();
    let date = || jiff::fmt::rfc2822::parse(text).ok().map(|zoned| zoned.timestamp());
    let without_zone = || {
        let date_time = text.parse::<jiff::civil::DateTime>().ok()?;
        date_time.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
    };
    let timestamp = date_time.or_else(date).or_else(without_zone)?;
    #[expect(clippy::cast_precision_loss, reason = "cases use doubles too")]
    Some(timestamp.as_microsecond() as f64 / 1e6)
}
