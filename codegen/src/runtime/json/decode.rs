//! Decoding of values from JSON.
//!
//! Decoding is lenient: an integer may be `1e3`, a timestamp may have any format, and `null` is a missing member or entry.

use std::borrow::Cow;
use std::mem::size_of;

use super::super::value_format::{Boxed, DateTime, HttpDate, OpenEnum, Usual};
use super::super::{Timestamp, memory};
use super::name::Name;

pub use super::super::text_error::text_of;
pub use super::super::value_format::{FormatInOption, FormatOf};
pub use super::reader::{Error, Reader};

/// Decodes a `T` in the format `Self`. The default format of a type is the type itself.
pub trait Decode<T> {
    /// Reads a value.
    fn decode(reader: &mut Reader<'_>) -> Result<T, Error>;
}

/// A structure without required members, decoded from a JSON object.
pub trait Object {
    /// The wire names of the members.
    fn names(&self) -> &'static [Name];

    /// Reads the value of the member with this index in [`names`](Self::names).
    fn member(&mut self, index: usize, reader: &mut Reader<'_>) -> Result<(), Error>;
}

/// Implements [`Object`] and [`Decode`] for a structure without required members, from a table of its fields.
///
/// A row is `"Name" => field,` or, for a format other than the default, `"Name" => field: Option<Format>,`.
#[allow(unused_macros)] // Unused if no structure is decoded.
macro_rules! decode {
    ($shape:ident { $($wire:literal => $field:ident $(: $format:ty)?,)* }) => {
        impl json::decode::Object for $shape {
            fn names(&self) -> &'static [json::name::Name] {
                const NAMES: &[json::name::Name] = &[$(json::name::name!($wire)),*];
                NAMES
            }

            #[allow(unused_variables)] // A structure may have no members.
            fn member(
                &mut self,
                index: usize,
                reader: &mut json::decode::Reader<'_>,
            ) -> Result<(), json::decode::Error> {
                // The underscores avoid a conflict with types of the model.
                #[allow(non_camel_case_types)] // One variant per field.
                enum __Member {
                    $($field,)*
                }
                const MEMBERS: &[__Member] = &[$(__Member::$field),*];
                match MEMBERS.get(index) {
                    $(Some(__Member::$field) => {
                        json::decode::member::<json::decode::FormatInOption<($($format,)?)>, _>(
                            &mut self.$field,
                            reader,
                        )
                    })*
                    _ => Ok(()),
                }
            }
        }

        impl json::decode::Decode<$shape> for $shape {
            fn decode(reader: &mut json::decode::Reader<'_>) -> Result<$shape, json::decode::Error> {
                let mut object = $shape::default();
                json::decode::members(&mut object, reader)?;
                Ok(object)
            }
        }
    };
}
#[allow(unused_imports)] // As above.
pub(crate) use decode;

/// Reads the members of an object, in any order. Unknown members are skipped. The last of several equal members wins.
pub fn members(object: &mut dyn Object, reader: &mut Reader<'_>) -> Result<(), Error> {
    let names = object.names();
    // Services usually write members in the order of the model. Try the next name first.
    let mut expected = 0;
    reader.object()?;
    loop {
        let likely = names.get(expected).filter(|name| reader.skip_name(name));
        let found = match likely {
            Some(name) => Some((expected, name)),
            None => match reader.name()? {
                Some(text) => names.iter().enumerate().find(|(_, name)| *name.text == text),
                None => return Ok(()),
            },
        };
        match found {
            Some((index, name)) => {
                expected = index + 1;
                object.member(index, reader).map_err(|error| error.within(name.text))?;
            }
            None => drop(reader.value()?),
        }
    }
}

/// Reads the value of a member. A `null` is a missing value.
pub fn member<F: Decode<T>, T>(
    member: &mut Option<T>,
    reader: &mut Reader<'_>,
) -> Result<(), Error> {
    *member = optional::<F, T>(reader)?;
    Ok(())
}

/// Reads a value, or returns `None` for `null`.
pub fn optional<F: Decode<T>, T>(reader: &mut Reader<'_>) -> Result<Option<T>, Error> {
    if reader.null()? { Ok(None) } else { F::decode(reader).map(Some) }
}

/// Reads a value like [`optional`], with `name` in the path of an error.
pub fn named<F: Decode<T>, T>(name: &str, reader: &mut Reader<'_>) -> Result<Option<T>, Error> {
    optional::<F, T>(reader).map_err(|error| error.within(name))
}

/// Reads the members of a body. An empty body or `null` is an object without members.
/// Fails if the body is not UTF-8 or not a JSON object, or if a member has the wrong type.
pub fn body(object: &mut dyn Object, body: &[u8]) -> Result<(), Error> {
    let Some(text) = present(body)? else {
        return Ok(());
    };
    let mut reader = Reader::new(text);
    members(object, &mut reader)?;
    reader.end()
}

/// Reads a text that contains one JSON value.
pub fn value<T: Decode<T>>(text: &str) -> Result<T, Error> {
    let mut reader = Reader::new(text);
    let value = T::decode(&mut reader)?;
    reader.end().map(|()| value)
}

/// Returns the JSON text of a body, or `None` for an empty body or `null`.
/// Fails if the body is not UTF-8.
pub fn present(body: &[u8]) -> Result<Option<&str>, Error> {
    let text = text_of(body)?.trim();
    Ok(Some(text).filter(|text| !matches!(*text, "" | "null")))
}

impl<T: Decode<T>> Decode<T> for Usual {
    fn decode(reader: &mut Reader<'_>) -> Result<T, Error> {
        T::decode(reader)
    }
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
        reader.string().map(|text| T::from(&text))
    }
}

impl Decode<String> for String {
    fn decode(reader: &mut Reader<'_>) -> Result<String, Error> {
        reader.string().map(Cow::into_owned)
    }
}

impl Decode<bool> for bool {
    fn decode(reader: &mut Reader<'_>) -> Result<bool, Error> {
        reader.boolean()
    }
}

impl Decode<i32> for i32 {
    fn decode(reader: &mut Reader<'_>) -> Result<i32, Error> {
        let value = integer(reader.number()?).and_then(|value| value.try_into().ok());
        value.ok_or_else(|| reader.expected("a 32-bit integer"))
    }
}

impl Decode<i64> for i64 {
    fn decode(reader: &mut Reader<'_>) -> Result<i64, Error> {
        let value = integer(reader.number()?);
        value.ok_or_else(|| reader.expected("a 64-bit integer"))
    }
}

/// Parses an integer in any notation: `7`, `7.0`, `70e-1`. Returns `None` if the double is too large to be exact.
#[allow(clippy::cast_possible_truncation)] // The value is below 2^53.
fn integer(number: &str) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    number.parse().ok().or_else(|| {
        let value: f64 = number.parse().ok()?;
        (value.fract() == 0.0 && value.abs() < EXACT).then_some(value as i64)
    })
}

/// Reads seconds since the epoch, or a string in any of the three formats.
impl Decode<Timestamp> for Timestamp {
    fn decode(reader: &mut Reader<'_>) -> Result<Timestamp, Error> {
        let timestamp = if reader.is_string() {
            reader.string()?.parse().ok()
        } else {
            Timestamp::from_epoch_text(reader.number()?)
        };
        timestamp.ok_or_else(|| reader.expected("a timestamp"))
    }
}

impl Decode<Timestamp> for DateTime {
    fn decode(reader: &mut Reader<'_>) -> Result<Timestamp, Error> {
        <Timestamp as Decode<Timestamp>>::decode(reader)
    }
}

impl Decode<Timestamp> for HttpDate {
    fn decode(reader: &mut Reader<'_>) -> Result<Timestamp, Error> {
        <Timestamp as Decode<Timestamp>>::decode(reader)
    }
}
