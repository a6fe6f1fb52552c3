//! A JSON value as a tree: the intermediate form between JSON text and serde.

use std::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeStruct, Serializer};

use super::json::decode::{Decode, Error, Reader};
use super::json::encode::{self, Encode, Writer};

/// The name under which `serde_json` passes the digits of a number, if a crate enables its feature
/// `arbitrary_precision`. Without it, and in other data formats, such a number is an object with this name.
const NUMBER: &str = "$serde_json::private::Number";

/// A JSON value.
pub enum Tree {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// The digits of a number, as in the text.
    Number(Digits),
    /// A string.
    Text(String),
    /// The elements of an array.
    Array(Vec<Tree>),
    /// The members of an object, in the order of the text.
    Object(Vec<(String, Tree)>),
}

/// A text that is exactly one JSON number.
pub struct Digits(String);

impl Digits {
    /// Returns `None` if the text is not one JSON number.
    fn new(text: &str) -> Option<Self> {
        let is_number = Reader::new(text).number().is_ok_and(|number| number == text);
        is_number.then(|| Self(text.to_owned()))
    }
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
            _ => reader.number().map(|number| Tree::Number(Digits(number.to_owned()))),
        }
    }
}

impl Encode<Tree> for Tree {
    fn encode(value: &Tree, writer: &mut Writer) {
        match value {
            Tree::Null => writer.raw("null"),
            Tree::Boolean(value) => bool::encode(value, writer),
            Tree::Number(Digits(digits)) => writer.raw(digits),
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
            Tree::Number(digits) => digits.serialize(serializer),
            Tree::Text(text) => serializer.serialize_str(text),
            Tree::Array(elements) => serializer.collect_seq(elements),
            Tree::Object(members) if looks_like_number(members) => {
                let message = "an object with the only member `$serde_json::private::Number` would be read as a number";
                Err(S::Error::custom(message))
            }
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

/// Whether a reader takes an object for a number. Some readers keep only the last of several members of one name.
fn looks_like_number(members: &[(String, Tree)]) -> bool {
    let Some((_, Tree::Text(last))) = members.last() else { return false };
    members.iter().all(|(name, _)| name == NUMBER) && Digits::new(last).is_some()
}

/// An integer or a float, if all digits of the text are kept. Other numbers have the form of `serde_json`.
impl Serialize for Digits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Digits(digits) = self;
        match (digits.parse(), digits.parse(), digits.parse()) {
            (Ok(value), _, _) if digits != "-0" => serializer.serialize_i64(value),
            (_, Ok(value), _) => serializer.serialize_u64(value),
            (_, _, Ok(value)) if encode::text::<f64>(&value) == *digits => {
                serializer.serialize_f64(value)
            }
            _ => {
                let mut number = serializer.serialize_struct(NUMBER, 1)?;
                number.serialize_field(NUMBER, digits)?;
                number.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        TreeVisitor { depth: 0 }.deserialize(deserializer)
    }
}

/// Reads a value inside `depth` arrays and objects.
#[derive(Clone, Copy)]
struct TreeVisitor {
    depth: u32,
}

impl TreeVisitor {
    /// The visitor for the elements and members of a value.
    fn inner<E: de::Error>(self) -> Result<Self, E> {
        if self.depth == Reader::MAX_DEPTH {
            return Err(E::custom("expected at most 128 nested levels"));
        }
        Ok(Self { depth: self.depth + 1 })
    }
}

impl<'de> DeserializeSeed<'de> for TreeVisitor {
    type Value = Tree;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(self)
    }
}

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
        Ok(Tree::Number(Digits(value.to_string())))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Tree, E> {
        Ok(Tree::Number(Digits(value.to_string())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Number(Digits(value.to_string())))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Tree, E> {
        Ok(Tree::Number(Digits(value.to_string())))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        // NaN and the infinities are strings in JSON.
        let text = encode::text(&value);
        let special = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        Ok(special.map(|text| Tree::Text(text.to_owned())).unwrap_or(Tree::Number(Digits(text))))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Tree, A::Error> {
        let inner = self.inner()?;
        let mut array = Vec::new();
        while let Some(element) = elements.next_element_seed(inner)? {
            array.push(element);
        }
        Ok(Tree::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
        let inner = self.inner()?;
        let mut members: Vec<(String, Tree)> = Vec::new();
        while let Some(name) = entries.next_key()? {
            members.push((name, entries.next_value_seed(inner)?));
        }
        let number = match members.as_slice() {
            [(name, Tree::Text(text))] if name == NUMBER => Digits::new(text),
            _ => None,
        };
        Ok(number.map_or(Tree::Object(members), Tree::Number))
    }
}
