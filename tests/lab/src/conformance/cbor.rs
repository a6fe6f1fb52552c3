//! Comparison of CBOR bodies, as values: the order of maps, the widths of numbers and the forms of lengths are free.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minicbor::data::{Tag, Type};
use minicbor::decode::{Decoder, Error};
use serde_json::{Map, Value, json};

use super::compare::Equality;

/// Whether two bodies are equal data items.
pub fn are_same(equality: Equality, seen: &[u8], wanted: &[u8]) -> bool {
    match (value(seen), value(wanted)) {
        (Ok(seen), Ok(wanted)) => equality.of(&seen, &wanted),
        _ => seen == wanted,
    }
}

/// A body as JSON: bytes, timestamps, and floats that JSON lacks are objects with one member.
///
/// # Errors
///
/// Fails if the body is not one data item whose maps have texts as keys, or if it has other tags than that of timestamps.
pub fn value(body: &[u8]) -> Result<Value, Error> {
    let mut decoder = Decoder::new(body);
    let value = item(&mut decoder)?.ok_or(Error::message("a break"))?;
    if decoder.position() == body.len() {
        Ok(value)
    } else {
        Err(Error::message("bytes after the item"))
    }
}

/// Reads a data item, or `None` for the end of an item of indefinite length.
fn item(decoder: &mut Decoder<'_>) -> Result<Option<Value>, Error> {
    Ok(Some(match decoder.datatype()? {
        Type::Bool => decoder.bool()?.into(),
        Type::Null => decoder.null().map(|()| Value::Null)?,
        Type::U8 | Type::U16 | Type::U32 | Type::U64 => decoder.u64()?.into(),
        Type::I8 | Type::I16 | Type::I32 | Type::I64 => decoder.i64()?.into(),
        Type::F16 => float(decoder.f16()?.into()),
        Type::F32 => float(decoder.f32()?.into()),
        Type::F64 => float(decoder.f64()?),
        Type::Bytes | Type::BytesIndef => {
            let pieces: Vec<&[u8]> = decoder.bytes_iter()?.collect::<Result<_, _>>()?;
            json!({ "bytes": STANDARD.encode(pieces.concat()) })
        }
        Type::String | Type::StringIndef => text(decoder)?.into(),
        Type::Array | Type::ArrayIndef => {
            let length = decoder.array()?;
            items(decoder, length, item)?.into()
        }
        Type::Map | Type::MapIndef => {
            let length = decoder.map()?;
            let entries = items(decoder, length, |decoder| {
                if decoder.datatype()? == Type::Break {
                    return item(decoder).map(|_| None);
                }
                let key = text(decoder)?;
                let value = item(decoder)?.ok_or(Error::message("a key without a value"))?;
                Ok(Some((key, value)))
            })?;
            entries.into_iter().collect::<Map<String, Value>>().into()
        }
        Type::Tag if decoder.tag()? == Tag::new(1) => json!({ "timestamp": item(decoder)? }),
        Type::Break => {
            decoder.set_position(decoder.position() + 1);
            return Ok(None);
        }
        _ => return Err(Error::message("another data item")),
    }))
}

fn text(decoder: &mut Decoder<'_>) -> Result<String, Error> {
    decoder.str_iter()?.collect()
}

/// The items of an array or map of a length, or up to a break.
fn items<T>(
    decoder: &mut Decoder<'_>,
    length: Option<u64>,
    mut read: impl FnMut(&mut Decoder<'_>) -> Result<Option<T>, Error>,
) -> Result<Vec<T>, Error> {
    let mut items = Vec::new();
    while length.is_none_or(|length| u64::try_from(items.len()).is_ok_and(|count| count < length)) {
        match read(decoder)? {
            Some(item) => items.push(item),
            None => break,
        }
    }
    Ok(items)
}

fn float(value: f64) -> Value {
    if value.is_finite() { value.into() } else { json!({ "float": value.to_string() }) }
}

#[cfg(test)]
mod tests {
    use super::are_same;
    use crate::conformance::compare::Equality;

    #[test]
    fn compares_values_not_forms() {
        let same = |seen: &[u8], wanted: &[u8]| are_same(Equality::EXACT, seen, wanted);
        assert!(same(b"\xa2\x61a\x01\x61b\xf9\x3c\x00", b"\xbf\x7f\x61b\xff\x18\x01\x61a\x01\xff"));
        assert!(same(b"\xc1\x01", b"\xc1\xf9\x3c\x00"));
        assert!(!same(b"\xc1\x01", b"\x01"));
        assert!(!same(b"\x41a", b"\x61a"));
        assert!(!same(b"\xf9\x7e\x00", b"\xf9\x7c\x00"));
        assert!(!same(b"\xa1\x61a\xf6", b"\xa0"));
        assert!(!same(b"", b"\xa0"));
        assert!(same(b"", b""));
    }
}
