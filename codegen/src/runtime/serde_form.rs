//! Types in the formats of serde: what their JSON is, in any of them.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

use super::decode::{self, Decode, Error, Reader};
use super::encode::{self, Encode, Writer};
use super::{Document, Timestamp};

/// Implements serde's `Serialize` and `Deserialize` for a type that has a JSON form.
macro_rules! implement {
    ($shape:ident) => {
        impl serde::Serialize for $shape {
            fn serialize<__S: serde::Serializer>(
                &self,
                serializer: __S,
            ) -> Result<__S::Ok, __S::Error> {
                serde_form::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $shape {
            fn deserialize<__D: serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> Result<Self, __D::Error> {
                serde_form::deserialize(deserializer)
            }
        }
    };
}
pub(crate) use implement;

/// Implements what a structure with required members needs that is a JSON object, from a table of wire names and fields.
#[allow(unused_macros)] // A slice may have no such structures.
macro_rules! strict_object {
    ($shape:ident { $($wire:literal => $field:ident $(: $form:ty)?,)* }) => {
        encode::object! { $shape { $($wire => $field $(: $form)?,)* } }

        impl decode::Decode<$shape> for $shape {
            fn decode(reader: &mut decode::Reader<'_>) -> Result<$shape, decode::Error> {
                $(let mut $field = None;)*
                reader.object()?;
                while let Some(name) = reader.name()? {
                    match &*name {
                        $($wire => {
                            $field = Some(<decode::Chosen<($($form,)?)> as decode::Decode<_>>::decode(reader)?);
                        })*
                        _ => drop(reader.value()?),
                    }
                }
                Ok($shape { $(
                    $field: match $field {
                        Some(value) => value,
                        // What may be absent is so if it is `null`.
                        None => <decode::Chosen<($($form,)?)> as decode::Decode<_>>::decode(&mut decode::Reader::new("null"))
                            .map_err(|_| reader.expected(concat!("an object with `", $wire, "`")))?,
                    },
                )* })
            }
        }
    };
}
#[allow(unused_imports)] // As above.
pub(crate) use strict_object;

impl<T, F: Decode<T>> Decode<Option<T>> for Option<F> {
    fn decode(reader: &mut Reader<'_>) -> Result<Option<T>, Error> {
        if reader.null()? { Ok(None) } else { F::decode(reader).map(Some) }
    }
}

/// Gives a serializer the JSON of a value.
///
/// # Errors
///
/// Fails if the serializer does.
pub fn serialize<T: Encode<T>, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let tree: Tree = decode::value(&encode::text(value)).map_err(S::Error::custom)?;
    tree.serialize(serializer)
}

/// Reads a value from what would be its JSON. The format must tell what its values are, as most do.
///
/// # Errors
///
/// Fails if the deserializer does, or if it is not what the type takes.
pub fn deserialize<'de, T: Decode<T>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let tree = deserializer.deserialize_any(TreeVisitor)?;
    decode::value(&encode::text(&tree)).map_err(D::Error::custom)
}

// The macro finds its functions by the name of this module.
use self as serde_form;
implement!(Document);
implement!(Timestamp);

/// A JSON value, between its text and a format of serde.
enum Tree {
    Null,
    Boolean(bool),
    /// As it is written.
    Number(String),
    Text(String),
    Array(Vec<Tree>),
    /// In the order in which they are written.
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
        f.write_str("a value that JSON has")
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
        // Those that JSON has no numbers for are text.
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
        // Any crate of a program may switch on the `arbitrary_precision` of `serde_json`, whose numbers look like this.
        Ok(match members.as_slice() {
            [(name, Tree::Text(number))] if name == "$serde_json::private::Number" => {
                Tree::Number(number.clone())
            }
            _ => Tree::Object(members),
        })
    }
}
