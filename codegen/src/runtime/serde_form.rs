//! `Serialize` and `Deserialize` for generated types, by way of their JSON form.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

use super::json::decode::{self, Decode, Error, Reader};
use super::json::encode::{self, Encode, Writer};
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
                $(json::encode::member::<json::encode::FormatOf<($($format,)?)>, _>(
                    writer,
                    $name,
                    &value.$field,
                );)*
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

/// Serializes the JSON form of a value.
///
/// # Errors
///
/// Returns the error of the serializer.
pub fn serialize<F: Encode<T>, T, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut writer = Writer::exact();
    F::encode(value, &mut writer);
    let tree: Tree = decode::value(&writer.finish()).map_err(S::Error::custom)?;
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
    let tree = deserializer.deserialize_any(TreeVisitor)?;
    let text = encode::text(&tree);
    let mut reader = Reader::new(&text);
    let value = F::decode(&mut reader).map_err(D::Error::custom)?;
    reader.end().map_err(D::Error::custom)?;
    Ok(value)
}

// The macro refers to this module by its name.
use self as serde_form;
implement!(Document);
implement!(Timestamp);

/// A JSON value, the intermediate form between JSON text and serde.
enum Tree {
    Null,
    Boolean(bool),
    /// The digits as in the text.
    Number(String),
    Text(String),
    Array(Vec<Tree>),
    /// The members in the order of the text.
    Object(Vec<(String, Tree)>),
}

impl Decode<Tree> for Tree {
    fn decode(reader: &mut Reader<'_>) -> Result<Tree, Error> {
        match reader.peek() {
            Some(b'n') => reader.null().map(|_| Tree::Null),
            Some(b't' | b'f') => reader.boolean().map(Tree::Boolean),
            Some(b'"') => reader.string().map(|text| Tree::Text(text.into_owned())),
            Some(b'[') => {
                let mut elements = Vec::new();
                reader.array()?;
                while reader.element()? {
                    elements.push(Tree::decode(reader)?);
                }
                Ok(Tree::Array(elements))
            }
            Some(b'{') => {
                let mut members = Vec::new();
                reader.object()?;
                while let Some(name) = reader.name()? {
                    members.push((name.into_owned(), Tree::decode(reader)?));
                }
                Ok(Tree::Object(members))
            }
            _ => reader.number().map(|number| Tree::Number(number.to_owned())),
        }
    }
}

impl Encode<Tree> for Tree {
    fn encode(value: &Tree, writer: &mut Writer) {
        match value {
            Tree::Null => writer.raw("null"),
            Tree::Boolean(value) => writer.display(value),
            Tree::Number(number) => writer.raw(number),
            Tree::Text(text) => writer.string(text),
            Tree::Array(elements) => Vec::<Tree>::encode(elements, writer),
            Tree::Object(members) => {
                writer.raw("{");
                for (name, value) in members {
                    writer.name(name);
                    Tree::encode(value, writer);
                }
                writer.raw("}");
            }
        }
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Tree::Null => serializer.serialize_unit(),
            Tree::Boolean(value) => serializer.serialize_bool(*value),
            Tree::Number(number) => match (number.parse(), number.parse(), number.parse()) {
                (Ok(value), _, _) if number != "-0" => serializer.serialize_i64(value),
                (_, Ok(value), _) => serializer.serialize_u64(value),
                (_, _, Ok(value)) => serializer.serialize_f64(value),
                _ => Err(S::Error::custom("expected a number")),
            },
            Tree::Text(text) => serializer.serialize_str(text),
            Tree::Array(elements) => serializer.collect_seq(elements),
            Tree::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_none<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Number(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        // NaN and the infinities are strings in JSON.
        let text = encode::text(&value);
        let special = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        Ok(special.map(|text| Tree::Text(text.to_owned())).unwrap_or(Tree::Number(text)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Tree, A::Error> {
        let mut array = Vec::new();
        while let Some(element) = elements.next_element()? {
            array.push(element);
        }
        Ok(Tree::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
        let mut members = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            members.push(entry);
        }
        // The format of numbers in `serde_json` if any crate enables its feature `arbitrary_precision`.
        Ok(match members.as_slice() {
            [(name, Tree::Text(number))] if name == "$serde_json::private::Number" => {
                Tree::Number(number.clone())
            }
            _ => Tree::Object(members),
        })
    }
}
