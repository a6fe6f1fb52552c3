//! The serde form of event streams: each event is an object with one member.

use super::super::serde_form::Message;
use super::decode::{Decode, Error, Reader};
use super::encode::{Encode, Writer};

/// The format of an event with headers, or with a payload that is one member: an object with all members.
pub struct Marked;

impl<T> Decode<Box<T>> for Marked
where
    Message: Decode<T>,
{
    fn decode(reader: &mut Reader<'_>) -> Result<Box<T>, Error> {
        <Message as Decode<T>>::decode(reader).map(Box::new)
    }
}

impl<T> Encode<Box<T>> for Marked
where
    Message: Encode<T>,
{
    fn encode(value: &Box<T>, writer: &mut Writer) {
        <Message as Encode<T>>::encode(value, writer);
    }
}

/// Implements `Decode` and `Encode` for the union of a stream's events, from a table of names and variants. The payload of
/// an unknown event is base64.
#[allow(unused_macros)] // Only outputs with serde use it.
macro_rules! events {
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
                        let value = json::decode::optional::<value_format::Blob, _>(reader)?;
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
                        <value_format::Blob as json::encode::Encode<_>>::encode(value, writer);
                    }
                }
                writer.raw("}");
            }
        }
    };
}
#[allow(unused_imports)] // As above.
pub(crate) use events;
