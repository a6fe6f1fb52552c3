//! Decoding of values from CBOR.
//!
//! Decoding is lenient: tags are ignored, numbers have any form, and `null` or `undefined` is a missing member or entry.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::mem::size_of;
use std::ops::RangeInclusive;

use super::super::value_format::{Boxed, OpenEnum, Usual};
use super::super::{Timestamp, memory};
use super::head::Head;

pub use super::super::value_format::{FormatInOption, FormatOf};
pub use super::reader::{Error, Reader};

/// Decodes a `T` in the format `Self`. The default format of a type is the type itself.
pub trait Decode<T> {
    /// Reads a value.
    fn decode(reader: &mut Reader<'_>) -> Result<T, Error>;
}

/// A structure without required members, decoded from a map.
pub trait Object {
    /// The wire names of the members.
    fn names(&self) -> &'static [&'static str];

    /// Reads the value of the member with this index in [`names`](Self::names).
    fn member(&mut self, index: usize, reader: &mut Reader<'_>) -> Result<(), Error>;
}

/// Implements [`Object`] and [`Decode`] for a structure without required members, from a table of its fields.
///
/// A row is `"Name" => field,` or, for a format other than the default, `"Name" => field: Option<Format>,`.
#[allow(unused_macros)] // Unused if no structure is decoded.
macro_rules! decode {
    ($shape:ident { $($wire:literal => $field:ident $(: $format:ty)?,)* }) => {
        impl cbor::decode::Object for $shape {
            fn names(&self) -> &'static [&'static str] {
                &[$($wire),*]
            }

            #[allow(unused_variables)] // A structure may have no members.
            fn member(
                &mut self,
                index: usize,
                reader: &mut cbor::decode::Reader<'_>,
            ) -> Result<(), cbor::decode::Error> {
                // The underscores avoid a conflict with types of the model.
                #[allow(non_camel_case_types)] // One variant per field.
                enum __Member {
                    $($field,)*
                }
                const MEMBERS: &[__Member] = &[$(__Member::$field),*];
                match MEMBERS.get(index) {
                    $(Some(__Member::$field) => {
                        cbor::decode::member::<cbor::decode::FormatInOption<($($format,)?)>, _>(
                            &mut self.$field,
                            reader,
                        )
                    })*
                    _ => Ok(()),
                }
            }
        }

        impl cbor::decode::Decode<$shape> for $shape {
            fn decode(reader: &mut cbor::decode::Reader<'_>) -> Result<$shape, cbor::decode::Error> {
                let mut object = $shape::default();
                cbor::decode::members(&mut object, reader)?;
                Ok(object)
            }
        }
    };
}
#[allow(unused_imports)] // As above.
pub(crate) use decode;

/// Reads the members of a map, in any order. Unknown members are skipped. The last of several equal members wins.
/// Fails if the value is not a map with names, or if a member has the wrong type.
pub fn members(object: &mut dyn Object, reader: &mut Reader<'_>) -> Result<(), Error> {
    let names = object.names();
    // Services usually write members in the order of the model. Try the next name first.
    let mut expected = 0;
    let mut entries = reader.map()?;
    while reader.next(&mut entries) {
        let found = if names.get(expected).is_some_and(|name| reader.skip_text(name)) {
            Some(expected)
        } else {
            let name = reader.text()?;
            names.iter().position(|known| *known == name)
        };
        match found {
            Some(index) => {
                expected = index + 1;
                let name = names.get(index).copied().unwrap_or_default();
                object.member(index, reader).map_err(|error| error.within(name))?;
            }
            None => drop(reader.value()?),
        }
    }
    Ok(())
}

/// Reads the value of a member. A `null` is a missing value, and leaves that of an equal member before it.
pub fn member<F: Decode<T>, T>(
    member: &mut Option<T>,
    reader: &mut Reader<'_>,
) -> Result<(), Error> {
    if let Some(value) = optional::<F, T>(reader)? {
        *member = Some(value);
    }
    Ok(())
}

/// Reads a value, or returns `None` for `null`.
pub fn optional<F: Decode<T>, T>(reader: &mut Reader<'_>) -> Result<Option<T>, Error> {
    if reader.null() { Ok(None) } else { F::decode(reader).map(Some) }
}

/// Reads a value like [`optional`], with `name` in the path of an error.
pub fn named<F: Decode<T>, T>(name: &str, reader: &mut Reader<'_>) -> Result<Option<T>, Error> {
    optional::<F, T>(reader).map_err(|error| error.within(name))
}

/// Reads the members of a body. A structure without members may have no body.
/// Fails if the body is not one map, or if a member has the wrong type.
pub fn body(object: &mut dyn Object, body: &[u8]) -> Result<(), Error> {
    if body.is_empty() && object.names().is_empty() {
        return Ok(());
    }
    let mut reader = Reader::of_body(body)?;
    members(object, &mut reader)?;
    reader.end()
}

impl<T: Decode<T>> Decode<T> for Usual {
    fn decode(reader: &mut Reader<'_>) -> Result<T, Error> {
        T::decode(reader)
    }
}

/// A `null` element is an error: the elements after it would move.
impl<T, F: Decode<T>> Decode<Vec<T>> for Vec<F> {
    fn decode(reader: &mut Reader<'_>) -> Result<Vec<T>, Error> {
        let mut list = Vec::new();
        let mut elements = reader.array()?;
        while reader.next(&mut elements) {
            let element = F::decode(reader).and_then(|element| push(&mut list, element, reader));
            element.map_err(|error| error.at(list.len()))?;
        }
        Ok(list)
    }
}

/// Adds an element, and counts the memory of the list.
pub(super) fn push<T>(list: &mut Vec<T>, element: T, reader: &mut Reader<'_>) -> Result<(), Error> {
    reader.memory.push(list, element).ok_or_else(|| reader.expected(memory::EXPECTED))
}

/// Skips entries with a `null` value.
impl<K: Ord + for<'a> From<&'a str>, T, F: Decode<T>> Decode<BTreeMap<K, T>> for BTreeMap<K, F> {
    fn decode(reader: &mut Reader<'_>) -> Result<BTreeMap<K, T>, Error> {
        let mut map = BTreeMap::new();
        let mut entries = reader.map()?;
        while reader.next(&mut entries) {
            let key = reader.text()?;
            // The key is not in errors, because it may be secret.
            if let Some(value) = named::<F, T>("*", reader)? {
                insert(&mut map, K::from(&key), value, reader)?;
            }
        }
        Ok(map)
    }
}

/// Adds an entry, and counts the memory of the map.
pub(super) fn insert<K: Ord, V>(
    map: &mut BTreeMap<K, V>,
    key: K,
    value: V,
    reader: &mut Reader<'_>,
) -> Result<(), Error> {
    reader.memory.insert(map, key, value).ok_or_else(|| reader.expected(memory::EXPECTED))
}

impl<T: Decode<T>> Decode<Box<T>> for Boxed {
    fn decode(reader: &mut Reader<'_>) -> Result<Box<T>, Error> {
        let taken = reader.memory.take(size_of::<T>());
        taken.ok_or_else(|| reader.expected(memory::EXPECTED))?;
        T::decode(reader).map(Box::new)
    }
}

impl<T: OpenEnum> Decode<T> for T {
    fn decode(reader: &mut Reader<'_>) -> Result<T, Error> {
        reader.text().map(|text| T::from(&text))
    }
}

impl Decode<String> for String {
    fn decode(reader: &mut Reader<'_>) -> Result<String, Error> {
        reader.text().map(Cow::into_owned)
    }
}

impl Decode<bool> for bool {
    fn decode(reader: &mut Reader<'_>) -> Result<bool, Error> {
        reader.boolean()
    }
}

/// Implements [`Decode`] for a scalar, by a function of the head.
macro_rules! scalar {
    ($($type:ty, $expected:literal, $convert:expr;)*) => {$(
        impl Decode<$type> for $type {
            fn decode(reader: &mut Reader<'_>) -> Result<$type, Error> {
                reader.read($expected, $convert)
            }
        }
    )*};
}
scalar! {
    i32, "a 32-bit integer", |head| head.integer()?.try_into().ok();
    i64, "a 64-bit integer", Head::integer;
    f32, "a 32-bit float", |head| single(head.number()?);
    f64, "a 64-bit float", Head::number;
    Timestamp, "a timestamp", timestamp;
}

/// Rounds a double. Returns `None` if it is too large.
#[allow(clippy::cast_possible_truncation)] // Doubles are rounded, as in JSON.
fn single(double: f64) -> Option<f32> {
    let value = double as f32;
    (!value.is_infinite() || double.is_infinite()).then_some(value)
}

/// The timestamp of seconds since the epoch in the years 1 to 9999, which all formats can represent. Floats are rounded
/// to milliseconds, as Smithy's `rpcv2Cbor` has them.
fn timestamp(head: Head) -> Option<Timestamp> {
    const DATES: RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;
    let timestamp = match head {
        Head::Float(seconds) => in_millis(seconds)?,
        head => Timestamp::from_seconds(head.integer()?),
    };
    DATES.contains(&timestamp.seconds()).then_some(timestamp)
}

/// The timestamp of seconds since the epoch. Returns `None` for NaN and large numbers.
#[allow(clippy::cast_possible_truncation)] // The value is below 2^53.
fn in_millis(seconds: f64) -> Option<Timestamp> {
    const LARGE: f64 = 9e12;
    let millis = (seconds.abs() < LARGE).then(|| (seconds * 1000.0).round() as i64)?;
    let fraction = u32::try_from(millis.rem_euclid(1000)).ok()?;
    Timestamp::new(millis.div_euclid(1000), fraction * 1_000_000)
}
