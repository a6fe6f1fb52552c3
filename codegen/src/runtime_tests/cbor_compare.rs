//! Comparison of data items with those that the crate `minicbor` reads. The fuzz target of CBOR includes this file, too.

use minicbor::data::Type;
use minicbor::decode::{Decoder, Error as KnownError};

use crate::runtime::cbor::decode::{Error, Reader};
use crate::runtime::cbor::head::Head;

/// A data item without its tags.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Integer(i128),
    Bytes(Vec<u8>),
    Text(String),
    Array(Vec<Item>),
    Map(Vec<(Item, Item)>),
    Boolean(bool),
    Null,
    Simple,
    /// The bits of a double. All NaN are equal.
    Float(u64),
}

fn float(value: f64) -> Item {
    Item::Float(if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() })
}

/// Reads exactly one data item.
pub fn read(bytes: &[u8]) -> Result<Item, Error> {
    let mut reader = Reader::new(bytes);
    let item = item(&mut reader)?;
    reader.end().map(|()| item)
}

fn item(reader: &mut Reader<'_>) -> Result<Item, Error> {
    if reader.null() {
        return Ok(Item::Null);
    }
    let head = reader.peek()?;
    Ok(match head {
        Head::Bytes(_) => Item::Bytes(reader.bytes()?.into_owned()),
        Head::Text(_) => Item::Text(reader.text()?.into_owned()),
        Head::Array(_) => {
            let (mut elements, mut array) = (reader.array()?, Vec::new());
            while reader.next(&mut elements) {
                array.push(item(reader)?);
            }
            Item::Array(array)
        }
        Head::Map(_) => {
            let (mut entries, mut map) = (reader.map()?, Vec::new());
            while reader.next(&mut entries) {
                map.push((item(reader)?, item(reader)?));
            }
            Item::Map(map)
        }
        Head::Break => return Err(reader.expected("a value")),
        Head::Unsigned(value) => skipped(reader, Item::Integer(value.into()))?,
        Head::Negative(value) => skipped(reader, Item::Integer(-1 - i128::from(value)))?,
        Head::Boolean(value) => skipped(reader, Item::Boolean(value))?,
        Head::Float(value) => skipped(reader, float(value))?,
        Head::Simple => skipped(reader, Item::Simple)?,
        Head::Null | Head::Tag(_) => skipped(reader, Item::Null)?,
    })
}

fn skipped(reader: &mut Reader<'_>, item: Item) -> Result<Item, Error> {
    reader.value().map(|_| item)
}

/// Reads exactly one data item with `minicbor`, or returns `None` if there is none, or if it is deeper than `Reader` reads.
pub fn read_known(bytes: &[u8]) -> Option<Item> {
    let mut decoder = Decoder::new(bytes);
    let item = known(&mut decoder, Reader::MAX_DEPTH).ok()??;
    (decoder.position() == bytes.len()).then_some(item)
}

/// Reads a data item, or returns `None` for the end of an item of indefinite length.
fn known(decoder: &mut Decoder<'_>, depth: u32) -> Result<Option<Item>, KnownError> {
    let mut is_tagged = false;
    while decoder.datatype()? == Type::Tag {
        decoder.tag()?;
        is_tagged = true;
    }
    let deeper = || depth.checked_sub(1).ok_or(KnownError::message("too deep"));
    Ok(Some(match decoder.datatype()? {
        Type::Bool => Item::Boolean(decoder.bool()?),
        Type::Null => decoder.null().map(|()| Item::Null)?,
        Type::Undefined => decoder.undefined().map(|()| Item::Null)?,
        Type::U8 | Type::U16 | Type::U32 | Type::U64 => Item::Integer(decoder.u64()?.into()),
        Type::I8 | Type::I16 | Type::I32 | Type::I64 | Type::Int => {
            Item::Integer(decoder.int()?.into())
        }
        Type::F16 => float(decoder.f16()?.into()),
        Type::F32 => float(decoder.f32()?.into()),
        Type::F64 => float(decoder.f64()?),
        // `minicbor` accepts values that have a shorter form.
        Type::Simple => match decoder.simple()? {
            24..32 => return Err(KnownError::message("not a simple value")),
            value if value < 24 && decoder.input()[decoder.position() - 1] == value => {
                return Err(KnownError::message("not the shortest form"));
            }
            _ => Item::Simple,
        },
        Type::Bytes | Type::BytesIndef => {
            let pieces: Vec<&[u8]> = decoder.bytes_iter()?.collect::<Result<_, _>>()?;
            Item::Bytes(pieces.concat())
        }
        Type::String | Type::StringIndef => {
            Item::Text(decoder.str_iter()?.collect::<Result<_, _>>()?)
        }
        Type::Array | Type::ArrayIndef => {
            let depth = deeper()?;
            let length = decoder.array()?;
            Item::Array(known_items(decoder, length, depth)?)
        }
        Type::Map | Type::MapIndef => {
            let depth = deeper()?;
            let length = decoder.map()?.map(|length| length.saturating_mul(2));
            let mut items = known_items(decoder, length, depth)?.into_iter();
            let mut map = Vec::new();
            while let Some(key) = items.next() {
                let value = items.next().ok_or(KnownError::message("a key without a value"))?;
                map.push((key, value));
            }
            Item::Map(map)
        }
        Type::Break if is_tagged => return Err(KnownError::message("a tag without a value")),
        Type::Break => {
            decoder.set_position(decoder.position() + 1);
            return Ok(None);
        }
        _ => return Err(KnownError::message("not a data item")),
    }))
}

fn known_items(
    decoder: &mut Decoder<'_>,
    length: Option<u64>,
    depth: u32,
) -> Result<Vec<Item>, KnownError> {
    let mut items = Vec::new();
    while length.is_none_or(|length| (items.len() as u64) < length) {
        match known(decoder, depth)? {
            Some(item) => items.push(item),
            None if length.is_none() => break,
            None => return Err(KnownError::message("a break")),
        }
    }
    Ok(items)
}
