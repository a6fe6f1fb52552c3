//! Unions in CBOR: maps with one entry.

use super::super::CborValue;
use super::decode::{Decode, Error, Reader};
use super::encode::{Encode, Writer};

/// A union that can be decoded.
pub trait Union: Sized {
    /// Reads the value of a member, or returns `None` for `null`.
    fn variant(name: &str, reader: &mut Reader<'_>) -> Result<Option<Self>, Error>;
}

/// Implements `Decode` and `Encode` for a union, from a table of wire names and variants.
#[allow(unused_macros)] // The output may only decode or only encode unions.
macro_rules! union {
    ($name:ident { $($row:tt)* }) => {
        cbor::decode_union! { $name { $($row)* } }
        cbor::encode_union! { $name { $($row)* } }
    };
}

/// Implements [`Union`] and `Decode` from a table of wire names and variants.
///
/// The enum needs a variant `Unknown(String, CborValue)` for other members. A row is `"name" => Variant,` or, for a
/// format other than the default, `"name" => Variant: Format,`.
#[allow(unused_macros)] // As above.
macro_rules! decode_union {
    ($name:ident { $($wire:literal => $variant:ident $(: $format:ty)?,)* }) => {
        impl cbor::union::Union for $name {
            fn variant(
                name: &str,
                reader: &mut cbor::decode::Reader<'_>,
            ) -> Result<Option<Self>, cbor::decode::Error> {
                Ok(match name {
                    $($wire => {
                        let value = cbor::decode::named::<cbor::decode::FormatOf<($($format,)?)>, _>($wire, reader)?;
                        value.map(Self::$variant)
                    })*
                    _ => {
                        let value = cbor::decode::optional::<cbor::decode::FormatOf<()>, _>(reader)?;
                        value.map(|value| Self::Unknown(name.to_owned(), value))
                    }
                })
            }
        }

        impl cbor::decode::Decode<$name> for $name {
            fn decode(reader: &mut cbor::decode::Reader<'_>) -> Result<$name, cbor::decode::Error> {
                cbor::union::member(reader)
            }
        }
    };
}

/// Implements `Encode` from the same table.
#[allow(unused_macros)] // As above.
macro_rules! encode_union {
    ($name:ident { $($wire:literal => $variant:ident $(: $format:ty)?,)* }) => {
        impl cbor::encode::Encode<$name> for $name {
            fn encode(value: &$name, writer: &mut cbor::encode::Writer) {
                let mut members = writer.members();
                match value {
                    $($name::$variant(value) => {
                        members.member::<cbor::encode::FormatOf<($($format,)?)>, _>($wire, value);
                    })*
                    $name::Unknown(name, value) => {
                        members.member::<cbor::encode::FormatOf<()>, _>(name, value);
                    }
                }
                members.end();
            }
        }
    };
}

#[allow(unused_imports)] // As above.
pub(crate) use {decode_union, encode_union, union};

/// Reads a map with one entry. `null` entries and `__type` are skipped.
pub fn member<T: Union>(reader: &mut Reader<'_>) -> Result<T, Error> {
    let mut found = None;
    let mut entries = reader.map()?;
    while reader.next(&mut entries) {
        let name = reader.text()?;
        if name == "__type" {
            reader.value()?;
            continue;
        }
        let variant = T::variant(&name, reader)?;
        if found.is_some() && variant.is_some() {
            return Err(reader.expected("only one member of the union"));
        }
        found = found.or(variant);
    }
    found.ok_or_else(|| reader.expected("a member of the union"))
}

impl Decode<CborValue> for CborValue {
    fn decode(reader: &mut Reader<'_>) -> Result<CborValue, Error> {
        reader.value().map(|bytes| CborValue(bytes.to_owned()))
    }
}

impl Encode<CborValue> for CborValue {
    fn encode(value: &CborValue, writer: &mut Writer) {
        writer.raw(value.as_bytes());
    }
}
