//! Encoding of values as JSON.

use std::collections::BTreeMap;

use super::super::Timestamp;
use super::super::request::{RequestBuilder, Text};
use super::super::value_format::{Boxed, DateTime, HttpDate, OpenEnum, Usual};
use super::name::Name;

pub use super::super::value_format::FormatOf;
pub use super::writer::Writer;

/// A format that can encode a `T`. The default format of a type is the type itself.
pub trait Encode<T> {
    /// Writes a value.
    fn encode(value: &T, writer: &mut Writer);

    /// Whether a member with this value is omitted.
    #[must_use]
    fn is_absent(_: &T) -> bool {
        false
    }
}

/// Implements [`Encode`] for a structure, from a table of wire names and fields.
///
/// A row is `"Name" => field,` or, for a format other than the default, `"Name" => field: Format,`. The format of an
/// optional field is `Option<Format>`, except for an idempotency token.
#[allow(unused_macros)] // The output may encode no structures.
macro_rules! encode {
    ($shape:ident { $($wire:literal => $field:ident $(: $format:ty)?,)* }) => {
        impl json::encode::Encode<$shape> for $shape {
            #[allow(unused_variables)] // A structure may have no members.
            fn encode(value: &$shape, writer: &mut json::encode::Writer) {
                writer.raw("{");
                $({
                    const NAME: json::name::Name = json::name::name!($wire);
                    json::encode::member::<json::encode::FormatOf<($($format,)?)>, _>(
                        writer,
                        &NAME,
                        &value.$field,
                    );
                })*
                writer.raw("}");
            }
        }
    };
}
#[allow(unused_imports)] // As above.
pub(crate) use encode;

/// Writes a member, unless it is unset.
#[inline] // Otherwise it may not be inlined, which costs up to a third of the speed.
pub fn member<F: Encode<T>, T>(writer: &mut Writer, name: &Name, value: &T) {
    if !F::is_absent(value) {
        writer.member(name);
        F::encode(value, writer);
    }
}

/// Returns the JSON text of a value.
pub fn text<T: Encode<T>>(value: &T) -> String {
    let mut writer = Writer::default();
    T::encode(value, &mut writer);
    writer.finish()
}

impl RequestBuilder {
    /// Sets a structure as the JSON body.
    pub fn json<T: Encode<T>>(&mut self, value: &T) {
        self.body("application/json", text(value).into_bytes());
    }
}

impl<T: Encode<T>> Encode<T> for Usual {
    fn encode(value: &T, writer: &mut Writer) {
        T::encode(value, writer);
    }

    fn is_absent(value: &T) -> bool {
        T::is_absent(value)
    }
}

impl<T, F: Encode<T>> Encode<Option<T>> for Option<F> {
    fn encode(value: &Option<T>, writer: &mut Writer) {
        match value {
            Some(value) => F::encode(value, writer),
            None => writer.raw("null"),
        }
    }

    fn is_absent(value: &Option<T>) -> bool {
        value.is_none()
    }
}

impl<T, F: Encode<T>> Encode<Vec<T>> for Vec<F> {
    fn encode(value: &Vec<T>, writer: &mut Writer) {
        writer.raw("[");
        for element in value {
            writer.comma();
            F::encode(element, writer);
        }
        writer.raw("]");
    }
}

impl<K: Text, T, F: Encode<T>> Encode<BTreeMap<K, T>> for BTreeMap<K, F> {
    fn encode(value: &BTreeMap<K, T>, writer: &mut Writer) {
        writer.raw("{");
        for (key, value) in value {
            writer.name(&key.text());
            F::encode(value, writer);
        }
        writer.raw("}");
    }
}

impl<T: Encode<T>> Encode<Box<T>> for Boxed {
    fn encode(value: &Box<T>, writer: &mut Writer) {
        T::encode(value, writer);
    }
}

impl<T: OpenEnum> Encode<T> for T {
    fn encode(value: &T, writer: &mut Writer) {
        writer.string(value.text());
    }
}

impl Encode<String> for String {
    fn encode(value: &String, writer: &mut Writer) {
        writer.string(value);
    }
}

impl Encode<bool> for bool {
    fn encode(value: &bool, writer: &mut Writer) {
        writer.raw(if *value { "true" } else { "false" });
    }
}

impl Encode<i32> for i32 {
    fn encode(value: &i32, writer: &mut Writer) {
        writer.integer((*value).into());
    }
}

impl Encode<i64> for i64 {
    fn encode(value: &i64, writer: &mut Writer) {
        writer.integer(*value);
    }
}

/// Writes seconds since the epoch, with a fraction if necessary.
impl Encode<Timestamp> for Timestamp {
    fn encode(value: &Timestamp, writer: &mut Writer) {
        writer.epoch_seconds(*value);
    }
}

impl Encode<Timestamp> for DateTime {
    fn encode(value: &Timestamp, writer: &mut Writer) {
        writer.date_time(*value);
    }
}

impl Encode<Timestamp> for HttpDate {
    fn encode(value: &Timestamp, writer: &mut Writer) {
        writer.http_date(*value);
    }
}
