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
                const NAMES: &[&str] = &[$($wire),*];
                #[allow(non_camel_case_types)] // One variant per field.
                enum __Member {
                    $($field,)*
                }
                const MEMBERS: &[__Member] = &[$(__Member::$field),*];
                $(let mut $field = json::absent_member::<json::Chosen<($($codec,)?)>, _>();)*
                let mut expected = 0;
                while let Some(index) = map.next_key_seed(json::Name { names: NAMES, expected })? {
                    expected = index + 1;
                    match MEMBERS.get(index) {
                        $(Some(__Member::$field) => {
                            json::read_member::<json::Chosen<($($codec,)?)>, _, _>(&mut map, &mut $field)
                        })*
                        _ => json::pass_over(&mut map),
                    }?;
                }
                // While all are there, every way out drops the same: that is most of the code that the compiler sees.
                $(if $field.is_none() {
                    return Err(serde::de::Error::missing_field($wire));
                })*
                match ($($field,)*) {
                    ($(Some($field),)*) => Ok(Self { $($field,)* }),
                    #[allow(unreachable_patterns)] // As above.
                    _ => Err(json::incomplete()),
                }
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
    let mut deserializer = serde_json::Deserializer::from_str(text_of(body)?);
    let object = read_object(&mut deserializer)?;
    deserializer.end()?;
    Ok(object)
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
    let mut deserializer = serde_json::Deserializer::from_str(text_of(body)?);
    let visitor = BodyVisitor { elsewhere, object: PhantomData };
    let object = deserializer.deserialize_map(visitor)?;
    deserializer.end()?;
    Ok(object)
}

/// The text of a body that is an object. One check of the whole body is faster than one for every string in it.
fn text_of(body: &[u8]) -> Result<&str, serde_json::Error> {
    match std::str::from_utf8(body).map_err(serde_json::Error::custom)?.trim() {
        "" => Ok("{}"),
        text => Ok(text),
    }
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

/// Reads a wire name and finds it among those of a structure: its index, or that after the last.
pub struct Name {
    /// The names.
    pub names: &'static [&'static str],
    /// The index of the name that most likely comes: the one after the name before, as services write them.
    pub expected: usize,
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<usize, E> {
        if self.names.get(self.expected) == Some(&name) {
            return Ok(self.expected);
        }
        let found = self.names.iter().position(|known| *known == name);
        Ok(found.unwrap_or(self.names.len()))
    }
}

/// Reads the value of the member whose name was read last. Each type of member has this once, however many structures
/// have one of it, which is why it does all that can be done here.
///
/// # Errors
///
/// Fails if the value is not what the member takes.
pub fn read_member<'de, C: Codec<T>, T, A: MapAccess<'de>>(
    map: &mut A,
    member: &mut Option<T>,
) -> Result<(), A::Error> {
    *member = Some(map.next_value_seed(Decoded::<C, T>(PhantomData))?);
    Ok(())
}

/// Passes over the value of a member that the structure does not have.
///
/// # Errors
///
/// Fails if it is not JSON.
pub fn pass_over<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(drop)
}

/// What a member is before it is read: what it is when it was left out, if it may be.
#[must_use]
pub fn absent_member<C: Codec<T>, T>() -> Option<T> {
    C::absent()
}

/// The error for a structure without one of its members, which is told before.
#[must_use]
pub fn incomplete<E: serde::de::Error>() -> E {
    E::custom("a member is missing")
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
#[inline] // Else the compiler's choice depends on what else is in the crate; a third of a request is at stake.
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
