//! Comparison of values, headers and messages.

use farrier_codegen::ir::{HttpLocation, Model, ShapeId};
use serde_json::Value;

use super::convert::Converter;

/// An equality of values, with tolerances for some notations.
#[derive(Clone, Copy, Debug)]
pub struct Equality {
    /// The equality of two numbers.
    numbers: fn(f64, f64) -> bool,
    /// Whether `null` equals a missing member or element.
    nulls_are_absent: bool,
    /// Whether a text equals the value of the JSON in it.
    json_may_be_text: bool,
}

impl Equality {
    /// Values are equal; numbers are compared by value, so that `1` equals `1.0`.
    pub const EXACT: Self = Self {
        numbers: |seen, wanted| seen.to_bits() == wanted.to_bits(),
        nulls_are_absent: false,
        json_may_be_text: false,
    };

    /// As `EXACT`, with the expected number rounded to thousandths.
    pub const ROUNDED: Self = Self {
        numbers: |seen, wanted| {
            seen.to_bits() == wanted.to_bits()
                || seen.fract() != 0.0 && ((seen * 1000.0).round() - wanted * 1000.0).abs() < 0.001
        },
        nulls_are_absent: true,
        json_may_be_text: false,
    };

    /// As `EXACT`, without the fractions of numbers.
    pub const WHOLE: Self = Self {
        numbers: |seen, wanted| seen.floor().to_bits() == wanted.floor().to_bits(),
        nulls_are_absent: false,
        json_may_be_text: false,
    };

    /// As `EXACT`, with texts that the expectation has as the value of their JSON.
    pub const PARSED: Self = Self { json_may_be_text: true, ..Self::EXACT };

    /// Whether two values are equal.
    pub fn of(self, seen: &Value, wanted: &Value) -> bool {
        let counts = |value: &Value| !(self.nulls_are_absent && value.is_null());
        match (seen, wanted) {
            (Value::Object(seen), Value::Object(wanted)) => {
                let mut wanted = wanted.iter().filter(|(_, value)| counts(value));
                let count = seen.values().filter(|value| counts(value)).count();
                count == wanted.clone().count()
                    && wanted.all(|(key, wanted)| {
                        seen.get(key).is_some_and(|seen| self.of(seen, wanted))
                    })
            }
            (Value::Array(seen), Value::Array(wanted)) => {
                let (mut seen, mut wanted) = (
                    seen.iter().filter(|value| counts(value)),
                    wanted.iter().filter(|value| counts(value)),
                );
                loop {
                    match (seen.next(), wanted.next()) {
                        (None, None) => return true,
                        (Some(seen), Some(wanted)) if self.of(seen, wanted) => {}
                        _ => return false,
                    }
                }
            }
            (Value::Number(a), Value::Number(b)) => {
                let numbers = a.as_f64().zip(b.as_f64());
                a == b || numbers.is_some_and(|(a, b)| (self.numbers)(a, b))
            }
            (Value::String(text), Value::Object(_) | Value::Array(_)) if self.json_may_be_text => {
                serde_json::from_str(text).is_ok_and(|seen: Value| self.of(&seen, wanted))
            }
            _ => seen == wanted,
        }
    }
}

/// The value of a header; several headers with one name are joined as a list.
pub fn header(headers: &[(String, String)], name: &str) -> Option<String> {
    let values = headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
    let values: Vec<&str> = values.map(|(_, value)| value.as_str()).collect();
    (!values.is_empty()).then(|| values.join(", "))
}

/// Whether two headers hold the same list, ignoring white space after commas.
pub fn same_list(seen: &str, wanted: &str) -> bool {
    let elements = |text: &str| {
        let elements = text.split(',').map(|element| element.trim().to_owned());
        elements.collect::<Vec<_>>()
    };
    elements(seen) == elements(wanted)
}

/// The first control character in the URI or the headers, which HTTP forbids.
pub fn control_character(uri: &str, headers: &[(String, String)]) -> Option<char> {
    let texts = headers.iter().flat_map(|(name, value)| [name.as_str(), value.as_str()]);
    texts.chain([uri]).find_map(|text| text.chars().find(|c| c.is_control()))
}

/// Whether a message equals the expected one. An expected `null` means that the member is not set.
pub fn same_message(
    converter: Converter<'_>,
    id: Option<&ShapeId>,
    seen: &Value,
    wanted: &Value,
) -> bool {
    let Converter { model, notation } = converter;
    let wanted = id.map_or_else(|| wanted.clone(), |id| converter.without_unset(id, wanted));
    let (seen, mut wanted) =
        (with_lower_prefixed(model, id, seen), with_lower_prefixed(model, id, &wanted));
    for member in id.map_or(&[][..], |id| model.members(id)) {
        // A streaming body is passed to the caller as it is, so that empty and missing bodies are equal.
        let may_be_unset = member.location == HttpLocation::Payload
            && (member.streaming || notation.empty_payload_is_unset);
        if may_be_unset && wanted[&member.name] == "" && seen.get(&member.name).is_none() {
            wanted.as_object_mut().map(|wanted| wanted.remove(&member.name));
        }
    }
    notation.equality.of(&seen, &wanted)
}

/// A message with the keys of prefix headers in lower case, because header names are case-insensitive.
fn with_lower_prefixed(model: &Model, id: Option<&ShapeId>, message: &Value) -> Value {
    let mut message = message.clone();
    for member in id.map_or(&[][..], |id| model.members(id)) {
        if member.location == HttpLocation::PrefixHeaders
            && let Some(map) = message.get_mut(&member.name).and_then(Value::as_object_mut)
        {
            let entries = std::mem::take(map).into_iter();
            *map = entries.map(|(key, value)| (key.to_ascii_lowercase(), value)).collect();
        }
    }
    message
}
