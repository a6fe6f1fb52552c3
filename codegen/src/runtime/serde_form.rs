//! `Serialize` and `Deserialize` for generated types, by way of their JSON form.

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Error as _, Serialize, Serializer};

use super::json::decode::{self, Decode, Error, Reader};
use super::json::encode::{self, Encode, Writer};
use super::serde_tree::Tree;
use super::{Document, Timestamp};

/// The format of an input, output or error: one object with all members, including members in headers or the URI.
pub struct Message;

/// Implements `Serialize` and `Deserialize` for a type with a JSON form, in its own format or the given one.
macro_rules! implement {
    ($shape:ident) => {
        serde_form::implement! { $shape as $shape }
    };
    ($shape:ident as $format:ty) => {
        impl serde::Serialize for $shape {
            fn serialize<__S: serde::Serializer>(
                &self,
                serializer: __S,
            ) -> Result<__S::Ok, __S::Error> {
                serde_form::serialize::<$format, _, _>(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $shape {
            fn deserialize<__D: serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> Result<Self, __D::Error> {
                serde_form::deserialize::<$format, _, _>(deserializer)
            }
        }
    };
}
pub(crate) use implement;

/// Implements `Decode` and `Encode` for a structure with required members, from a table of wire names and fields.
#[allow(unused_macros)] // The model may have no such structures.
macro_rules! strict_object {
    ($shape:ident { $($row:tt)* }) => {
        serde_form::members! { $shape as $shape { $($row)* } }
    };
}
#[allow(unused_imports)] // As above.
pub(crate) use strict_object;

/// Implements serde's traits for an input, output or error, from a table of all its members.
#[allow(unused_macros)] // A module of types may have no operations or errors.
macro_rules! message {
    ($shape:ident { $($row:tt)* }) => {
        serde_form::members! { $shape as serde_form::Message { $($row)* } }
        serde_form::implement! { $shape as serde_form::Message }
    };
}
#[allow(unused_imports)] // As above.
pub(crate) use message;

/// Implements `Decode` and `Encode` for a structure in a format, from a table of names and fields.
macro_rules! members {
    ($shape:ident as $as:ty { $($name:literal => $field:ident $(: $format:ty)?,)* }) => {
        impl json::encode::Encode<$shape> for $as {
            #[allow(unused_variables)] // A structure may have no members.
            fn encode(value: &$shape, writer: &mut json::encode::Writer) {
                writer.raw("{");
                $({
                    const NAME: json::name::Name = json::name::name!($name);
                    json::encode::member::<json::encode::FormatOf<($($format,)?)>, _>(
                        writer,
                        &NAME,
                        &value.$field,
                    );
                })*
                writer.raw("}");
            }
        }

        impl json::decode::Decode<$shape> for $as {
            fn decode(reader: &mut json::decode::Reader<'_>) -> Result<$shape, json::decode::Error> {
                $(let mut $field = None;)*
                reader.object()?;
                while let Some(name) = reader.name()? {
                    match &*name {
                        $($name => {
                            $field = Some(serde_form::value::<json::decode::FormatOf<($($format,)?)>, _>(reader)?);
                        })*
                        _ => drop(reader.value()?),
                    }
                }
                Ok($shape { $(
                    $field: match $field {
                        Some(value) => value,
                        None => serde_form::absent::<json::decode::FormatOf<($($format,)?)>, _>()
                            .ok_or_else(|| reader.expected(concat!("an object with `", $name, "`")))?,
                    },
                )* })
            }
        }
    };
}
pub(crate) use members;

/// Reads the value of a member.
///
/// # Errors
///
/// Fails if the value is of another type.
pub fn value<F: Decode<T>, T>(reader: &mut Reader<'_>) -> Result<T, Error> {
    F::decode(reader)
}

/// The value of a missing member: the same as for `null`. Returns `None` for a required member.
#[must_use]
pub fn absent<F: Decode<T>, T>() -> Option<T> {
    F::decode(&mut Reader::new("null")).ok()
}

impl<T, F: Decode<T>> Decode<Option<T>> for Option<F> {
    fn decode(reader: &mut Reader<'_>) -> Result<Option<T>, Error> {
        decode::optional::<F, T>(reader)
    }
}

/// Serializes the JSON form of a value, which keeps all digits of numbers and timestamps.
///
/// # Errors
///
/// Returns the error of the serializer. Fails for a value that would be read as another one: a date in a year before 0
/// or after 9999, and an object in a document that has the form of a number.
pub fn serialize<F: Encode<T>, T, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut writer = Writer::exact();
    F::encode(value, &mut writer);
    let text = writer.finish_exact().map_err(S::Error::custom)?;
    let tree: Tree = decode::value(&text).map_err(S::Error::custom)?;
    tree.serialize(serializer)
}

/// Deserializes a value from its JSON form. The data format must be self-describing, such as JSON, TOML or CBOR.
///
/// # Errors
///
/// Fails if the deserializer fails or the value is of another type.
pub fn deserialize<'de, F: Decode<T>, T, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let text = encode::text(&Tree::deserialize(deserializer)?);
    let mut reader = Reader::new(&text);
    let value = F::decode(&mut reader).map_err(D::Error::custom)?;
    reader.end().map_err(D::Error::custom)?;
    Ok(value)
}

// The macro refers to this module by its name.
use self as serde_form;
implement!(Document);
implement!(Timestamp);
