//! When two things are the same.

use farrier_codegen::ir::{Location, Member, Model, ShapeId, ShapeKind};
use serde_json::Value;

/// Whether two values are equal. Numbers are what they are worth, however they are written.
pub fn same(seen: &Value, wanted: &Value) -> bool {
    match (seen, wanted) {
        (Value::Object(seen), Value::Object(wanted)) => {
            seen.len() == wanted.len()
                && wanted
                    .iter()
                    .all(|(key, wanted)| seen.get(key).is_some_and(|seen| same(seen, wanted)))
        }
        (Value::Array(seen), Value::Array(wanted)) => {
            seen.len() == wanted.len()
                && seen.iter().zip(wanted).all(|(seen, wanted)| same(seen, wanted))
        }
        (Value::Number(a), Value::Number(b)) => {
            a == b || a.as_f64().zip(b.as_f64()).is_some_and(|(a, b)| a.to_bits() == b.to_bits())
        }
        _ => seen == wanted,
    }
}

/// The value of a header; several of one name are a list.
pub fn header(headers: &[(String, String)], name: &str) -> Option<String> {
    let values = headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
    let values: Vec<&str> = values.map(|(_, value)| value.as_str()).collect();
    (!values.is_empty()).then(|| values.join(", "))
}

/// Whether two headers hold the same list: white space after its commas is nobody's.
fn same_list(seen: &str, wanted: &str) -> bool {
    let elements = |text: &str| {
        let elements = text.split(',').map(|element| element.trim().to_owned());
        elements.collect::<Vec<_>>()
    };
    elements(seen) == elements(wanted)
}

/// Whether two bodies are the same: as JSON where they are JSON, else byte for byte.
pub fn same_body(seen: &[u8], wanted: &[u8]) -> bool {
    let json = |body| serde_json::from_slice::<Value>(body).ok();
    match (json(seen), json(wanted)) {
        (Some(seen), Some(wanted)) => same(&seen, &wanted),
        _ => seen == wanted,
    }
}

/// A character in the head of a request that no such head may have.
pub fn control_character(uri: &str, headers: &[(String, String)]) -> Option<char> {
    let texts = headers.iter().flat_map(|(name, value)| [name.as_str(), value.as_str()]);
    texts.chain([uri]).find_map(|text| text.chars().find(|c| c.is_control()))
}

/// Whether two queries have the same parts in the same order, but for the entries of a map, whose order means nothing.
pub fn same_query(seen: &str, wanted: &str, has_map: bool) -> bool {
    let sorted = |query: &str| {
        let mut parts: Vec<String> = query.split('&').map(str::to_owned).collect();
        // The values of one key stay in their order.
        parts.sort_by_key(|part| part.split('=').next().unwrap_or_default().to_owned());
        parts
    };
    seen == wanted || has_map && sorted(seen) == sorted(wanted)
}

/// Whether a member of an operation's input is a map that spreads over the query.
pub fn has_query_map(model: &Model, operation: &str) -> bool {
    input_members(model, operation).iter().any(|member| {
        member.location == Location::Query
            && matches!(model.kind(&member.target), Some(ShapeKind::Map { .. }))
    })
}

/// Whether two values of a header are the same; those of a list may have other white space.
pub fn same_header(model: &Model, operation: &str, name: &str, seen: &str, wanted: &str) -> bool {
    let is_list = input_members(model, operation).iter().any(|member| {
        member.location == Location::Header
            && member.wire_name.eq_ignore_ascii_case(name)
            && matches!(model.kind(&member.target), Some(ShapeKind::List(_)))
    });
    seen == wanted || is_list && same_list(seen, wanted)
}

fn input_members<'a>(model: &'a Model, operation: &str) -> &'a [Member] {
    let operation = model.operations.get(operation);
    operation.and_then(|operation| operation.input.as_ref()).map_or(&[], |id| model.members(id))
}

/// A message in which the keys of prefix headers are lower-case: the names of headers have no case.
pub fn with_lower_prefixed(model: &Model, id: Option<&ShapeId>, message: &Value) -> Value {
    let mut message = message.clone();
    for member in id.map_or(&[][..], |id| model.members(id)) {
        if member.location == Location::PrefixHeaders
            && let Some(map) = message.get_mut(&member.name).and_then(Value::as_object_mut)
        {
            let entries = std::mem::take(map).into_iter();
            *map = entries.map(|(key, value)| (key.to_ascii_lowercase(), value)).collect();
        }
    }
    message
}
