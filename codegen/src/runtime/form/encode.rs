//! Encoding of values as forms.

use std::collections::BTreeMap;

use super::super::Timestamp;
use super::super::request::Text;
use super::super::value_format::{Boxed, EpochSeconds, HttpDate, Usual};

pub use super::super::layout::Layout;
#[allow(unused_imports)] // Unused if no structure is encoded.
pub(crate) use super::super::layout::layout;
pub use super::super::value_format::FormatOf;
pub use super::writer::Writer;

/// A format that can encode a `T`. The default format of a type is the type itself.
pub trait Encode<T> {
    /// Writes a value as the current member.
    fn encode(value: &T, layout: &Layout, writer: &mut Writer);
}

/// Implements [`Encode`] for a structure, from a table of wire names and fields.
///
/// A row is `"Name" => field,` or, for a list or map, `"Name" [/ "member"] => field,`, with the layout in brackets. A format
/// other than the default follows the field: `"Name" => field: Format,`. The format of an optional field is
/// `Option<Format>`, except for an idempotency token.
#[allow(unused_macros)] // The output may encode no structures.
macro_rules! encode {
    ($shape:ident { $($wire:literal $([$($layout:tt)*])? => $field:ident $(: $format:ty)?,)* }) => {
        impl form::encode::Encode<$shape> for $shape {
            #[allow(unused_variables)] // A structure may have no members.
            fn encode(
                value: &$shape,
                _: &form::encode::Layout,
                writer: &mut form::encode::Writer,
            ) {
                $(form::encode::member::<form::encode::FormatOf<($($format,)?)>, _>(
                    writer,
                    $wire,
                    &form::encode::layout!(form::encode $([$($layout)*])?),
                    &value.$field,
                );)*
            }
        }
    };
}
#[allow(unused_imports)] // As above.
pub(crate) use encode;

/// Writes a member.
pub fn member<F: Encode<T>, T>(writer: &mut Writer, wire: &str, layout: &Layout, value: &T) {
    writer.within(wire, |writer| F::encode(value, layout, writer));
}

impl<T: Encode<T>> Encode<T> for Usual {
    fn encode(value: &T, layout: &Layout, writer: &mut Writer) {
        T::encode(value, layout, writer);
    }
}

/// An unset value writes nothing.
impl<T, F: Encode<T>> Encode<Option<T>> for Option<F> {
    fn encode(value: &Option<T>, layout: &Layout, writer: &mut Writer) {
        if let Some(value) = value {
            F::encode(value, layout, writer);
        }
    }
}

impl<T, F: Encode<T>> Encode<Vec<T>> for Vec<F> {
    fn encode(value: &Vec<T>, layout: &Layout, writer: &mut Writer) {
        let Layout::List { element, of } = layout else { return };
        if value.is_empty() {
            writer.empty_list();
        }
        for (number, value) in (1..).zip(value) {
            writer.numbered(*element, number, |writer| F::encode(value, of, writer));
        }
    }
}

/// An empty map writes nothing.
impl<K: Text, T, F: Encode<T>> Encode<BTreeMap<K, T>> for BTreeMap<K, F> {
    fn encode(map: &BTreeMap<K, T>, layout: &Layout, writer: &mut Writer) {
        let Layout::Map { entry, key: key_name, value: value_name, of } = layout else { return };
        for (number, (key, value)) in (1..).zip(map) {
            writer.numbered(*entry, number, |writer| {
                writer.within(key_name, |writer| writer.value(&key.text()));
                writer.within(value_name, |writer| F::encode(value, of, writer));
            });
        }
    }
}

impl<T: Encode<T>> Encode<Box<T>> for Boxed {
    fn encode(value: &Box<T>, layout: &Layout, writer: &mut Writer) {
        T::encode(value, layout, writer);
    }
}

impl<T: Text> Encode<T> for T {
    fn encode(value: &T, _: &Layout, writer: &mut Writer) {
        writer.value(&value.text());
    }
}

impl Encode<Timestamp> for EpochSeconds {
    fn encode(value: &Timestamp, _: &Layout, writer: &mut Writer) {
        writer.value(&value.truncated_to_millis().to_epoch_text());
    }
}

impl Encode<Timestamp> for HttpDate {
    fn encode(value: &Timestamp, _: &Layout, writer: &mut Writer) {
        writer.value(&value.to_http_date());
    }
}
