//! JSON objects as AWS services write and read them.
//!
//! `object!` gives a structure serde's `Serialize` and `Deserialize` from one table of its wire names.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, IntoDeserializer, MapAccess, Visitor,
};
use serde::ser::{SerializeMap, Serializer};

use super::codec::{Decoded, Encoded};
use super::request::BuildError;

pub use super::codec::{Boxed, Chosen, Codec, DateTime, HttpDate, Usual, read_text};

/// A structure of which `object!` lists the members.
pub trait Object: Sized {
    /// Reads the members up to the end of the object, in any order; the last of two equal names wins.
    ///
    /// # Errors
    ///
    /// Fails if a value is not what its member takes, or if a member that must be there is not.
    fn read_members<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error>;

    /// Writes the members that are present.
    ///
    /// # Errors
    ///
    /// Fails if the serializer does.
    fn write_members<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// Implements [`Object`], `Serialize` and `Deserialize` from a table of wire names and fields.
///
/// Its own names start with two underscores, so that no type of the model is hidden by them.
///
/// A row is `"Name" => field,` or, where the value is not in its usual form, `"Name" => field: Codec,`.
macro_rules! object {
    ($shape:ident { $($wire:literal => $field:ident $(: $codec:ty)?,)* }) => {
        impl json::Object for $shape {
            #[allow(unused_mut, unused_variables)] // A structure may have no members.
            fn read_members<'de, __A: serde::de::MapAccess<'de>>(mut map: __A) -> Result<Self, __A::Error> {
                #[allow(non_camel_case_types)] // One variant per field.
                #[derive(Clone, Copy)]
                enum __Member {
                    $($field,)*
                }
                fn find(name: &str) -> Option<__Member> {
                    match name {
                        $($wire => Some(__Member::$field),)*
                        _ => None,
                    }
                }
                $(let mut $field = None;)*
                while let Some(member) = map.next_key_seed(json::Name(find))? {
                    match member {
                        $(Some(__Member::$field) => {
                            $field = Some(json::read_member::<json::Chosen<($($codec,)?)>, _, _>(&mut map)?);
                        })*
                        None => {
                            map.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(Self {
                    $($field: json::finish_member::<json::Chosen<($($codec,)?)>, _, _>($field, $wire)?,)*
                })
            }

            #[allow(unused_mut)] // A structure may have no members.
            fn write_members<__S: serde::Serializer>(&self, serializer: __S) -> Result<__S::Ok, __S::Error> {
                let present = 0 $(+ json::count::<json::Chosen<($($codec,)?)>, _>(&self.$field))*;
                let mut map = serializer.serialize_map(Some(present))?;
                $(json::write_member::<json::Chosen<($($codec,)?)>, _, _>(&mut map, $wire, &self.$field)?;)*
                serde::ser::SerializeMap::end(map)
            }
        }

        impl serde::Serialize for $shape {
            fn serialize<__S: serde::Serializer>(&self, serializer: __S) -> Result<__S::Ok, __S::Error> {
                json::Object::write_members(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $shape {
            fn deserialize<__D: serde::Deserializer<'de>>(deserializer: __D) -> Result<Self, __D::Error> {
                json::read_object(deserializer)
            }
        }
    };
}
pub(crate) use object;

/// Reads the body of a reply; an empty body has no members.
///
/// # Errors
///
/// Fails if the body is not UTF-8, not one JSON object, or not what the structure takes.
pub fn from_body<T: Object>(body: &[u8]) -> Result<T, serde_json::Error> {
    from_body_without(body, &[])
}

/// Reads the body of a reply as [`from_body`] does, but for these names: their members do not travel in it.
///
/// # Errors
///
/// As [`from_body`].
pub fn from_body_without<T: Object>(
    body: &[u8],
    elsewhere: &'static [&'static str],
) -> Result<T, serde_json::Error> {
    // One check of the whole body is faster than one for every string in it.
    let text = std::str::from_utf8(body).map_err(serde_json::Error::custom)?;
    let text = match text.trim() {
        "" => "{}",
        text => text,
    };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let object = if elsewhere.is_empty() {
        read_object(&mut deserializer)?
    } else {
        deserializer.deserialize_map(BodyVisitor { elsewhere, object: PhantomData })?
    };
    deserializer.end()?;
    Ok(object)
}

/// Reads an object, but for the members of some names.
struct BodyVisitor<T> {
    elsewhere: &'static [&'static str],
    object: PhantomData<T>,
}

impl<'de, T: Object> Visitor<'de> for BodyVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read_members(Without { elsewhere: self.elsewhere, map })
    }
}

/// The entries of an object, but for those of some names.
struct Without<A> {
    elsewhere: &'static [&'static str],
    map: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Without<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        while let Some(name) = self.map.next_key::<String>()? {
            if !self.elsewhere.contains(&name.as_str()) {
                return seed.deserialize(name.into_deserializer()).map(Some);
            }
            self.map.next_value::<IgnoredAny>()?;
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

/// Reads a body that is one JSON value.
///
/// # Errors
///
/// Fails if the body is not UTF-8, not JSON, or not what the type takes.
pub fn value_of_body<T: Codec<T>>(body: &[u8]) -> Result<T, serde_json::Error> {
    // One check of the whole body is faster than one for every string in it.
    let text = std::str::from_utf8(body).map_err(serde_json::Error::custom)?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = T::read(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// Writes a body that is one JSON value.
///
/// # Errors
///
/// Fails if the value has no JSON form.
pub fn to_body<T: Codec<T>>(value: &T) -> Result<Vec<u8>, BuildError> {
    serde_json::to_vec(&Encoded::<T, T>(value, PhantomData))
        .map_err(|error| BuildError::Body(error.to_string()))
}

/// Reads a JSON object, and nothing else, as a structure.
///
/// # Errors
///
/// Fails if it is anything else, or not what the structure takes.
pub fn read_object<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct ObjectVisitor<T>(PhantomData<T>);

    impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::read_members(map)
        }
    }

    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

/// Reads a wire name and finds its member.
pub struct Name<F>(pub F);

impl<'de, M, F: Fn(&str) -> Option<M>> DeserializeSeed<'de> for Name<F> {
    type Value = Option<M>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<M>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<M, F: Fn(&str) -> Option<M>> Visitor<'_> for Name<F> {
    type Value = Option<M>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<Option<M>, E> {
        Ok(self.0(name))
    }
}

/// Reads the value of the member whose name was read last.
///
/// # Errors
///
/// Fails if the value is not what the member takes.
pub fn read_member<'de, C: Codec<T>, T, A: MapAccess<'de>>(map: &mut A) -> Result<T, A::Error> {
    map.next_value_seed(Decoded::<C, T>(PhantomData))
}

/// The value that was read, or what the member is when it was left out.
///
/// # Errors
///
/// Fails if the member must be there and is not.
pub fn finish_member<C: Codec<T>, T, E: serde::de::Error>(
    value: Option<T>,
    wire: &'static str,
) -> Result<T, E> {
    value.or_else(C::absent).ok_or_else(|| E::missing_field(wire))
}

/// One for a member that is written, zero for one that is left out.
pub fn count<C: Codec<T>, T>(value: &T) -> usize {
    usize::from(!C::is_absent(value))
}

/// Writes a member, unless it is left out.
///
/// # Errors
///
/// Fails if the serializer does.
pub fn write_member<C: Codec<T>, T, M: SerializeMap>(
    map: &mut M,
    wire: &'static str,
    value: &T,
) -> Result<(), M::Error> {
    if C::is_absent(value) {
        return Ok(());
    }
    map.serialize_entry(wire, &Encoded::<C, T>(value, PhantomData))
}

/// The JSON object of a request body, written member by member.
#[derive(Debug)]
pub struct Body(Vec<u8>);

impl Body {
    /// An object without members.
    #[must_use]
    #[allow(clippy::new_without_default)] // It is started and filled in one place.
    pub fn new() -> Self {
        Self(vec![b'{'])
    }

    /// Adds a member in its usual form, unless it is left out.
    ///
    /// # Errors
    ///
    /// Fails if the value has no JSON form.
    pub fn member<T: Codec<T>>(&mut self, wire: &str, value: &T) -> Result<(), BuildError> {
        self.member_as::<Usual, T>(wire, value)
    }

    /// Adds a member in the form of `C`, unless it is left out.
    ///
    /// # Errors
    ///
    /// As [`member`](Self::member).
    pub fn member_as<C: Codec<T>, T>(&mut self, wire: &str, value: &T) -> Result<(), BuildError> {
        if C::is_absent(value) {
            return Ok(());
        }
        if self.0.len() > 1 {
            self.0.push(b',');
        }
        serde_json::to_writer(&mut self.0, wire)
            .map(|()| self.0.push(b':'))
            .and_then(|()| serde_json::to_writer(&mut self.0, &Encoded::<C, T>(value, PhantomData)))
            .map_err(|error| BuildError::Body(error.to_string()))
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.0.push(b'}');
        self.0
    }
}

impl<T: Object> Codec<T> for T {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        read_object(deserializer)
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.write_members(serializer)
    }
}
