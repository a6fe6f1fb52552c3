//! The JSON form of values.
//!
//! The wire is looser than serde: integers may arrive as `1e3`, infinities as strings, timestamps in three
//! forms, and `null` is absent wherever it stands.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Unexpected,
    Visitor,
};
use serde::ser::{Serialize, Serializer};

use super::Timestamp;

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

/// Serde's way in to [`Codec::read`].
pub(super) struct Decoded<C, T>(pub(super) PhantomData<(C, T)>);

impl<'de, C: Codec<T>, T> DeserializeSeed<'de> for Decoded<C, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        C::read(deserializer)
    }
}

/// Serde's way in to [`Codec::write`].
pub(super) struct Encoded<'a, C, T>(pub(super) &'a T, pub(super) PhantomData<C>);

impl<C: Codec<T>, T> Serialize for Encoded<'_, C, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        C::write(self.0, serializer)
    }
}

/// The usual form of any type that has one.
pub struct Usual;

/// The codec that a row of `object!` names, or [`Usual`] where it names none.
pub type Chosen<Row> = <Row as Choice>::Codec;

/// No codec, or one.
pub trait Choice {
    /// The codec that counts.
    type Codec;
}

impl Choice for () {
    type Codec = Usual;
}

impl<C> Choice for (C,) {
    type Codec = C;
}

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
        let add = |list: &mut Vec<T>, element| list.extend(element);
        deserializer.deserialize_seq(ListVisitor { add, codec: PhantomData::<C> })
    }

    fn write<S: Serializer>(value: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(value.iter().map(|element| Encoded::<C, T>(element, PhantomData)))
    }
}

/// Reads an array of `T`s into a list of `E`s.
pub(super) struct ListVisitor<C, T, E> {
    /// What becomes of an element, or of a `null`.
    pub(super) add: fn(&mut Vec<E>, Option<T>),
    pub(super) codec: PhantomData<C>,
}

impl<'de, C: Codec<T>, T, E> Visitor<'de> for ListVisitor<C, T, E> {
    type Value = Vec<E>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Vec<E>, A::Error> {
        let mut list = Vec::new();
        while let Some(element) =
            elements.next_element_seed(Decoded::<Option<C>, Option<T>>(PhantomData))?
        {
            (self.add)(&mut list, element);
        }
        Ok(list)
    }
}

/// An entry whose value is `null` is absent.
impl<K, T, C> Codec<BTreeMap<K, T>> for BTreeMap<K, C>
where
    K: Ord + Serialize + for<'de> Deserialize<'de>,
    C: Codec<T>,
{
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<K, T>, D::Error> {
        let add = |map: &mut BTreeMap<K, T>, key, value: Option<T>| {
            map.extend(value.map(|value| (key, value)));
        };
        deserializer.deserialize_map(MapVisitor { add, codec: PhantomData::<C> })
    }

    fn write<S: Serializer>(value: &BTreeMap<K, T>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(
            value.iter().map(|(key, value)| (key, Encoded::<C, T>(value, PhantomData))),
        )
    }
}

/// Reads an object of `T`s into a map of `E`s.
pub(super) struct MapVisitor<C, K, T, E> {
    /// What becomes of an entry, or of one whose value is `null`.
    pub(super) add: fn(&mut BTreeMap<K, E>, K, Option<T>),
    pub(super) codec: PhantomData<C>,
}

impl<'de, C, K, T, E> Visitor<'de> for MapVisitor<C, K, T, E>
where
    C: Codec<T>,
    K: Ord + Deserialize<'de>,
{
    type Value = BTreeMap<K, E>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(key) = entries.next_key()? {
            let value = entries.next_value_seed(Decoded::<Option<C>, Option<T>>(PhantomData))?;
            (self.add)(&mut map, key, value);
        }
        Ok(map)
    }
}

/// The codec of what is in a box. A box cannot be a codec itself: other crates may say what it is.
pub struct Boxed;

impl<T: Codec<T>> Codec<Box<T>> for Boxed {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<T>, D::Error> {
        T::read(deserializer).map(Box::new)
    }

    fn write<S: Serializer>(value: &Box<T>, serializer: S) -> Result<S::Ok, S::Error> {
        T::write(value, serializer)
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
as_serde!(String, bool, serde_json::Value);

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

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        <Self as Codec<Self>>::write(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <Self as Codec<Self>>::read(deserializer)
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

impl<'de, T> Visitor<'de> for ScalarVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<T, E> {
        (self.convert)(Scalar::Integer(value))
            .ok_or_else(|| E::invalid_value(Unexpected::Signed(value), &self))
    }

    #[allow(clippy::cast_precision_loss)] // What is too large for an integer may still be a double.
    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<T, E> {
        let scalar =
            i64::try_from(value).map_or_else(|_| Scalar::Float(value as f64), Scalar::Integer);
        (self.convert)(scalar).ok_or_else(|| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<T, E> {
        (self.convert)(Scalar::Float(value))
            .ok_or_else(|| E::invalid_value(Unexpected::Float(value), &self))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<T, E> {
        (self.convert)(Scalar::Text(value))
            .ok_or_else(|| E::invalid_value(Unexpected::Str(value), &self))
    }

    /// Any crate of a program may switch on the `arbitrary_precision` of `serde_json`. A number is then a map
    /// that `serde_json` alone can read.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        let Ok(number) = serde_json::Number::deserialize(MapAccessDeserializer::new(map)) else {
            return Err(A::Error::invalid_type(Unexpected::Map, &self));
        };
        match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(value), _, _) => self.visit_i64(value),
            (_, Some(value), _) => self.visit_u64(value),
            (_, _, Some(value)) => self.visit_f64(value),
            _ => Err(A::Error::invalid_type(Unexpected::Map, &self)),
        }
    }
}
