//! Unions in JSON: objects with one member.

use super::decode::{Error, Reader};

/// A union that can be decoded.
pub trait Union: Sized {
    /// Reads the value of a member, or returns `None` for `null`.
    fn variant(name: &str, reader: &mut Reader<'_>) -> Result<Option<Self>, Error>;
}

/// Implements `Decode` and `Encode` for a union, from a table of wire names and variants.
#[allow(unused_macros)] // The output may only decode or only encode unions.
macro_rules! union {
    ($name:ident { $($row:tt)* }) => {
        json::decode_union! { $name { $($row)* } }
        json::encode_union! { $name { $($row)* } }
    };
}

/// Implements [`Union`] and `Decode` from a table of wire names and variants.
///
/// The enum needs a variant `Unknown(String, Document)` for other members. A row is `"name" => Variant,` or, for a
/// format other than the default, `"name" => Variant: Format,`.
#[allow(unused_macros)] // As above.
macro_rules! decode_union {
    ($name:ident { $($wire:literal => $variant:ident $(: $format:ty)?,)* }) => {
        impl json::union::Union for $name {
            fn variant(
                name: &str,
                reader: &mut json::decode::Reader<'_>,
            ) -> Result<Option<Self>, json::decode::Error> {
                Ok(match name {
                    $($wire => {
                        let value = json::decode::named::<json::decode::FormatOf<($($format,)?)>, _>($wire, reader)?;
                        value.map(Self::$variant)
                    })*
                    _ => {
                        let value = json::decode::optional::<json::decode::FormatOf<()>, _>(reader)?;
                        value.map(|value| Self::Unknown(name.to_owned(), value))
                    }
                })
            }
        }

        impl json::decode::Decode<$name> for $name {
            fn decode(reader: &mut json::decode::Reader<'_>) -> Result<$name, json::decode::Error> {
                json::union::member(reader)
            }
        }
    };
}

/// Implements `Encode` from the same table.
#[allow(unused_macros)] // As above.
macro_rules! encode_union {
    ($name:ident { $($wire:literal => $variant:ident $(: $format:ty)?,)* }) => {
        impl json::encode::Encode<$name> for $name {
            fn encode(value: &$name, writer: &mut json::encode::Writer) {
                writer.raw("{");
                match value {
                    $($name::$variant(value) => {
                        const NAME: json::name::Name = json::name::name!($wire);
                        json::encode::member::<json::encode::FormatOf<($($format,)?)>, _>(writer, &NAME, value);
                    })*
                    $name::Unknown(name, value) => {
                        writer.name(name);
                        <json::encode::FormatOf<()> as json::encode::Encode<_>>::encode(value, writer);
                    }
                }
                writer.raw("}");
            }
        }
    };
}

#[allow(unused_imports)] // As above.
pub(crate) use {decode_union, encode_union, union};

/// Reads a JSON object with one member. `null` members and `__type` are skipped.
pub fn member<T: Union>(reader: &mut Reader<'_>) -> Result<T, Error> {
    let mut found = None;
    reader.object()?;
    while let Some(name) = reader.name()? {
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
