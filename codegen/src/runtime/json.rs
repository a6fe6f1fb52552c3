//! JSON as AWS services write and read it.
//!
//! `object!` gives a structure serde's `Serialize` and `Deserialize` from one table of its wire names.
//! Values pass through a [`Codec`], because the wire is looser than serde: integers may arrive as `1e3`,
//! infinities as strings, timestamps in three forms, and `null` is absent wherever it stands.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Unexpected,
    Visitor,
};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::Timestamp;
use super::request::BuildError;

/// How a `T` is written in JSON. A type that is a codec of itself has that as its usual form.
pub trait Codec<T> {
    /// Reads a value that is present.
    ///
    /// # Errors
    ///
    /// Fails if it does not mean a `T`.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;

    /// Writes a value that is present.
    ///
    /// # Errors
    ///
    /// Fails if the serializer does.
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>;

    /// What a member is that was left out; `None` if it must not be left out.
    #[must_use]
    fn absent() -> Option<T> {
        None
    }

    /// Whether a member of this value is left out.
    #[must_use]
    fn is_absent(_: &T) -> bool {
        false
    }
}

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
/// A row is `"Name" => field,` or, where the value is not in its usual form, `"Name" => field: Codec,`.
macro_rules! object {
    (@codec) => {
        json::Usual
    };
    (@codec $codec:ty) => {
        $codec
    };
    ($shape:ident { $($wire:literal => $field:ident $(: $codec:ty)?,)* }) => {
        impl json::Object for $shape {
            #[allow(unused_mut, unused_variables)] // A structure may have no members.
            fn read_members<'de, A: serde::de::MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
                #[allow(non_camel_case_types)] // One variant per field, under its name.
                #[derive(Clone, Copy)]
                enum Member {
                    $($field,)*
                }
                fn find(name: &str) -> Option<Member> {
                    match name {
                        $($wire => Some(Member::$field),)*
                        _ => None,
                    }
                }
                $(let mut $field = None;)*
                while let Some(member) = map.next_key_seed(json::Name(find))? {
                    match member {
                        $(Some(Member::$field) => {
                            $field = Some(json::read_member::<json::object!(@codec $($codec)?), _, _>(&mut map)?);
                        })*
                        None => {
                            map.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(Self {
                    $($field: json::finish_member::<json::object!(@codec $($codec)?), _, _>($field, $wire)?,)*
                })
            }

            #[allow(unused_mut)] // A structure may have no members.
            fn write_members<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let present = 0 $(+ json::count::<json::object!(@codec $($codec)?), _>(&self.$field))*;
                let mut map = serializer.serialize_map(Some(present))?;
                $(json::write_member::<json::object!(@codec $($codec)?), _, _>(&mut map, $wire, &self.$field)?;)*
                serde::ser::SerializeMap::end(map)
            }
        }

        impl serde::Serialize for $shape {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                json::Object::write_members(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $shape {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
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
    // One check of the whole body is faster than one for every string in it.
    let text = match std::str::from_utf8(body) {
        Ok("") => "{}",
        Ok(text) => text,
        Err(error) => return Err(serde_json::Error::custom(error)),
    };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let object = read_object(&mut deserializer)?;
    deserializer.end()?;
    Ok(object)
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

/// Serde's way in to [`Codec::read`].
struct Decoded<C, T>(PhantomData<(C, T)>);

impl<'de, C: Codec<T>, T> DeserializeSeed<'de> for Decoded<C, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        C::read(deserializer)
    }
}

/// Serde's way in to [`Codec::write`].
struct Encoded<'a, C, T>(&'a T, PhantomData<C>);

impl<C: Codec<T>, T> Serialize for Encoded<'_, C, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        C::write(self.0, serializer)
    }
}

/// The usual form of any type that has one.
pub struct Usual;

impl<T: Codec<T>> Codec<T> for Usual {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        T::write(value, serializer)
    }

    fn absent() -> Option<T> {
        T::absent()
    }

    fn is_absent(value: &T) -> bool {
        T::is_absent(value)
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

impl<T, C: Codec<T>> Codec<Option<T>> for Option<C> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
        struct OptionVisitor<C, T>(PhantomData<(C, T)>);

        impl<'de, C: Codec<T>, T> Visitor<'de> for OptionVisitor<C, T> {
            type Value = Option<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value or null")
            }

            fn visit_none<E>(self) -> Result<Option<T>, E> {
                Ok(None)
            }

            fn visit_unit<E>(self) -> Result<Option<T>, E> {
                Ok(None)
            }

            fn visit_some<D: Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> Result<Option<T>, D::Error> {
                C::read(deserializer).map(Some)
            }
        }

        deserializer.deserialize_option(OptionVisitor::<C, T>(PhantomData))
    }

    fn write<S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => serializer.serialize_some(&Encoded::<C, T>(value, PhantomData)),
            None => serializer.serialize_none(),
        }
    }

    fn absent() -> Option<Option<T>> {
        Some(None)
    }

    fn is_absent(value: &Option<T>) -> bool {
        value.is_none()
    }
}

/// A `null` element is absent.
impl<T, C: Codec<T>> Codec<Vec<T>> for Vec<C> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        struct ListVisitor<C, T>(PhantomData<(C, T)>);

        impl<'de, C: Codec<T>, T> Visitor<'de> for ListVisitor<C, T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Vec<T>, A::Error> {
                let mut list = Vec::new();
                while let Some(element) =
                    elements.next_element_seed(Decoded::<Option<C>, Option<T>>(PhantomData))?
                {
                    list.extend(element);
                }
                Ok(list)
            }
        }

        deserializer.deserialize_seq(ListVisitor::<C, T>(PhantomData))
    }

    fn write<S: Serializer>(value: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(value.iter().map(|element| Encoded::<C, T>(element, PhantomData)))
    }
}

/// An entry whose value is `null` is absent.
impl<K, T, C> Codec<BTreeMap<K, T>> for BTreeMap<K, C>
where
    K: Ord + Serialize + for<'de> Deserialize<'de>,
    C: Codec<T>,
{
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<K, T>, D::Error> {
        struct MapVisitor<K, C, T>(PhantomData<(K, C, T)>);

        impl<'de, K: Ord + Deserialize<'de>, C: Codec<T>, T> Visitor<'de> for MapVisitor<K, C, T> {
            type Value = BTreeMap<K, T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
                let mut map = BTreeMap::new();
                while let Some(key) = entries.next_key()? {
                    let value = Decoded::<Option<C>, Option<T>>(PhantomData);
                    if let Some(value) = entries.next_value_seed(value)? {
                        map.insert(key, value);
                    }
                }
                Ok(map)
            }
        }

        deserializer.deserialize_map(MapVisitor::<K, C, T>(PhantomData))
    }

    fn write<S: Serializer>(value: &BTreeMap<K, T>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(
            value.iter().map(|(key, value)| (key, Encoded::<C, T>(value, PhantomData))),
        )
    }
}

/// Reads a string without a copy of its own, for a type that makes its own of it.
///
/// # Errors
///
/// Fails if it is not a string.
pub fn read_text<'de, T: for<'a> From<&'a str>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(ScalarVisitor {
        expected: "a string",
        convert: |scalar| match scalar {
            Scalar::Text(text) => Some(T::from(text)),
            Scalar::Integer(_) | Scalar::Float(_) => None,
        },
    })
}

/// Types that are in JSON what serde makes of them.
macro_rules! as_serde {
    ($($type:ty),*) => {$(
        impl Codec<$type> for $type {
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<$type, D::Error> {
                <$type>::deserialize(deserializer)
            }

            fn write<S: Serializer>(value: &$type, serializer: S) -> Result<S::Ok, S::Error> {
                value.serialize(serializer)
            }
        }
    )*};
}
as_serde!(String, bool);

/// A number may have been written in any way that means this number: `7`, `7.0`, `70e-1`.
macro_rules! integer {
    ($($type:ty),*) => {$(
        impl Codec<$type> for $type {
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<$type, D::Error> {
                deserializer.deserialize_i64(ScalarVisitor {
                    expected: concat!("a whole number in the range of ", stringify!($type)),
                    convert: |scalar| match scalar {
                        Scalar::Integer(value) => value.try_into().ok(),
                        Scalar::Float(value) => exact_integer(value)?.try_into().ok(),
                        Scalar::Text(_) => None,
                    },
                })
            }

            fn write<S: Serializer>(value: &$type, serializer: S) -> Result<S::Ok, S::Error> {
                value.serialize(serializer)
            }
        }
    )*};
}
integer!(i32, i64);

/// The integer that a double holds, unless rounding may have put it there.
#[allow(clippy::cast_possible_truncation)] // The value is checked to fit.
fn exact_integer(value: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (value.fract() == 0.0 && value.abs() < EXACT).then_some(value as i64)
}

/// NaN and the infinities, which JSON has no numbers for, are strings.
#[allow(clippy::cast_precision_loss)] // A double is what the model asks for.
impl Codec<f64> for f64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
        deserializer.deserialize_any(ScalarVisitor {
            expected: "a number",
            convert: |scalar| match scalar {
                Scalar::Integer(value) => Some(value as f64),
                Scalar::Float(value) => Some(value),
                Scalar::Text("NaN") => Some(f64::NAN),
                Scalar::Text("Infinity") => Some(f64::INFINITY),
                Scalar::Text("-Infinity") => Some(f64::NEG_INFINITY),
                Scalar::Text(_) => None,
            },
        })
    }

    fn write<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        match *value {
            value if value.is_finite() => serializer.serialize_f64(value),
            value if value.is_nan() => serializer.serialize_str("NaN"),
            value if value > 0.0 => serializer.serialize_str("Infinity"),
            _ => serializer.serialize_str("-Infinity"),
        }
    }
}

/// As for [`f64`], rounded to single precision.
#[allow(clippy::cast_possible_truncation)] // A float is what the model asks for.
impl Codec<f32> for f32 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
        <f64 as Codec<f64>>::read(deserializer).map(|value| value as f32)
    }

    fn write<S: Serializer>(value: &f32, serializer: S) -> Result<S::Ok, S::Error> {
        if value.is_finite() {
            serializer.serialize_f32(*value)
        } else {
            <f64 as Codec<f64>>::write(&f64::from(*value), serializer)
        }
    }
}

/// Seconds since the epoch, with a fraction if there is one.
impl Codec<Timestamp> for Timestamp {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        deserializer.deserialize_any(ScalarVisitor {
            expected: "a timestamp",
            convert: |scalar| match scalar {
                Scalar::Integer(seconds) => Some(Timestamp::from_seconds(seconds)),
                Scalar::Float(seconds) => Timestamp::from_epoch_seconds(seconds),
                Scalar::Text(text) => text.parse().ok(),
            },
        })
    }

    fn write<S: Serializer>(value: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        match value.nanos() {
            0 => serializer.serialize_i64(value.seconds()),
            _ => serializer.serialize_f64(value.to_epoch_seconds()),
        }
    }
}

/// A timestamp as text, for members whose `timestampFormat` differs from the usual one.
macro_rules! timestamp_text {
    ($($(#[$doc:meta])* $codec:ident => $format:expr;)*) => {$(
        $(#[$doc])*
        pub struct $codec;

        impl Codec<Timestamp> for $codec {
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
                <Timestamp as Codec<Timestamp>>::read(deserializer)
            }

            fn write<S: Serializer>(value: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
                let format: fn(&Timestamp) -> String = $format;
                serializer.serialize_str(&format(value))
            }
        }
    )*};
}
timestamp_text! {
    /// `2018-01-26T00:11:30Z`.
    DateTime => |timestamp| timestamp.to_string();
    /// `Fri, 26 Jan 2018 00:11:30 GMT`.
    HttpDate => |timestamp| timestamp.to_http_date();
}

/// A number or string, before it is known what it means.
enum Scalar<'a> {
    Integer(i64),
    Float(f64),
    Text(&'a str),
}

struct ScalarVisitor<T> {
    expected: &'static str,
    convert: fn(Scalar<'_>) -> Option<T>,
}

impl<T> Visitor<'_> for ScalarVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<T, E> {
        (self.convert)(Scalar::Integer(value))
            .ok_or_else(|| E::invalid_value(Unexpected::Signed(value), &self))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<T, E> {
        i64::try_from(value)
            .ok()
            .and_then(|value| (self.convert)(Scalar::Integer(value)))
            .ok_or_else(|| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<T, E> {
        (self.convert)(Scalar::Float(value))
            .ok_or_else(|| E::invalid_value(Unexpected::Float(value), &self))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<T, E> {
        (self.convert)(Scalar::Text(value))
            .ok_or_else(|| E::invalid_value(Unexpected::Str(value), &self))
    }
}
