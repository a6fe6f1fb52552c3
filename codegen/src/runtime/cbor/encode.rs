//! Encoding of values as CBOR.

use std::collections::BTreeMap;

use super::super::Timestamp;
use super::super::request::Text;
use super::super::value_format::{Boxed, OpenEnum, Usual};

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
        impl cbor::encode::Encode<$shape> for $shape {
            #[allow(unused_variables, unused_mut)] // A structure may have no members.
            fn encode(value: &$shape, writer: &mut cbor::encode::Writer) {
                let mut members = writer.members();
                $(members.member::<cbor::encode::FormatOf<($($format,)?)>, _>($wire, &value.$field);)*
                members.end();
            }
        }
    };
}
#[allow(unused_imports)] // As above.
pub(crate) use encode;

/// Returns the encoding of a value.
pub fn bytes<T: Encode<T>>(value: &T) -> Vec<u8> {
    let mut writer = Writer::default();
    T::encode(value, &mut writer);
    writer.finish()
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
            None => writer.null(),
        }
    }

    fn is_absent(value: &Option<T>) -> bool {
        value.is_none()
    }
}

impl<T, F: Encode<T>> Encode<Vec<T>> for Vec<F> {
    fn encode(value: &Vec<T>, writer: &mut Writer) {
        writer.array(value.len());
        for element in value {
            F::encode(element, writer);
        }
    }
}

impl<K: Text, T, F: Encode<T>> Encode<BTreeMap<K, T>> for BTreeMap<K, F> {
    fn encode(value: &BTreeMap<K, T>, writer: &mut Writer) {
        writer.map(value.len());
        for (key, value) in value {
            writer.text(&key.text());
            F::encode(value, writer);
        }
    }
}

impl<T: Encode<T>> Encode<Box<T>> for Boxed {
    fn encode(value: &Box<T>, writer: &mut Writer) {
        T::encode(value, writer);
    }
}

impl<T: OpenEnum> Encode<T> for T {
    fn encode(value: &T, writer: &mut Writer) {
        writer.text(value.text());
    }
}

/// Implements [`Encode`] for a type with a method of the writer.
macro_rules! written {
    ($($type:ty, $write:expr;)*) => {$(
        impl Encode<$type> for $type {
            fn encode(value: &$type, writer: &mut Writer) {
                let write: fn(&mut Writer, &$type) = $write;
                write(writer, value);
            }
        }
    )*};
}
written! {
    String, |writer, value| writer.text(value);
    bool, |writer, value| writer.boolean(*value);
    i32, |writer, value| writer.integer(i64::from(*value));
    i64, |writer, value| writer.integer(*value);
    f32, |writer, value| writer.single(*value);
    f64, |writer, value| writer.double(*value);
    Timestamp, |writer, value| writer.timestamp(*value);
}
