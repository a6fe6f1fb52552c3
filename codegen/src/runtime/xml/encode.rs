//! Encoding of values as XML.

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
    /// Writes a value as an element with this [tag](Writer), as an attribute with this name, or, if the value is a
    /// flattened list or map, as any number of elements.
    fn encode(value: &T, tag: &'static str, layout: &Layout, writer: &mut Writer);
}

/// Implements [`Encode`] for a structure, from a table of tags and fields.
///
/// A row is `"Name" => field,` or, for a list or map, `"Name" [/ "member"] => field,`, with the layout in brackets. A
/// namespace is part of the tag: `"Name xmlns=\"https://example.com\"" => field,`. Attributes, `"xsi:type" [@] => field,`,
/// come first. A format other than the default follows the field: `"Name" => field: Format,`. The format of an optional
/// field is `Option<Format>`, except for an idempotency token.
#[allow(unused_macros)] // The output may encode no structures.
macro_rules! encode {
    ($shape:ident { $($tag:literal $([$($layout:tt)*])? => $field:ident $(: $format:ty)?,)* }) => {
        impl xml::encode::Encode<$shape> for $shape {
            #[allow(unused_variables)] // A structure may have no members.
            fn encode(
                value: &$shape,
                tag: &'static str,
                _: &xml::encode::Layout,
                writer: &mut xml::encode::Writer,
            ) {
                writer.start(tag);
                $(<xml::encode::FormatOf<($($format,)?)> as xml::encode::Encode<_>>::encode(
                    &value.$field,
                    $tag,
                    &xml::encode::layout!(xml::encode $([$($layout)*])?),
                    writer,
                );)*
                writer.end();
            }
        }
    };
}
#[allow(unused_imports)] // As above.
pub(crate) use encode;

impl<T: Encode<T>> Encode<T> for Usual {
    fn encode(value: &T, tag: &'static str, layout: &Layout, writer: &mut Writer) {
        T::encode(value, tag, layout, writer);
    }
}

/// An unset value writes nothing.
impl<T, F: Encode<T>> Encode<Option<T>> for Option<F> {
    fn encode(value: &Option<T>, tag: &'static str, layout: &Layout, writer: &mut Writer) {
        if let Some(value) = value {
            F::encode(value, tag, layout, writer);
        }
    }
}

impl<T, F: Encode<T>> Encode<Vec<T>> for Vec<F> {
    fn encode(value: &Vec<T>, tag: &'static str, layout: &Layout, writer: &mut Writer) {
        let Layout::List { element, of } = layout else { return };
        wrapped(tag, *element, writer, &mut |tag, writer| {
            for (index, value) in value.iter().enumerate() {
                writer.index(index);
                F::encode(value, tag, of, writer);
            }
        });
    }
}

impl<K: Text, T, F: Encode<T>> Encode<BTreeMap<K, T>> for BTreeMap<K, F> {
    fn encode(map: &BTreeMap<K, T>, tag: &'static str, layout: &Layout, writer: &mut Writer) {
        let Layout::Map { entry, key: key_tag, value: value_tag, of } = layout else { return };
        wrapped(tag, *entry, writer, &mut |tag, writer| {
            for (index, (key, value)) in map.iter().enumerate() {
                writer.index(index);
                writer.start(tag);
                writer.value(key_tag, &Layout::Value, &key.text());
                F::encode(value, value_tag, of, writer);
                writer.end();
            }
        });
    }
}

/// Writes a list or map: the elements with the tag `of_elements` in an element with the tag `tag` or, if it is flattened,
/// the elements with the tag `tag`.
fn wrapped(
    tag: &'static str,
    of_elements: Option<&'static str>,
    writer: &mut Writer,
    write: &mut dyn FnMut(&'static str, &mut Writer),
) {
    if let Some(of_elements) = of_elements {
        writer.start(tag);
        write(of_elements, writer);
        writer.end();
    } else {
        writer.nothing();
        write(tag, writer);
    }
}

impl<T: Encode<T>> Encode<Box<T>> for Boxed {
    fn encode(value: &Box<T>, tag: &'static str, layout: &Layout, writer: &mut Writer) {
        T::encode(value, tag, layout, writer);
    }
}

impl<T: Text> Encode<T> for T {
    fn encode(value: &T, tag: &'static str, layout: &Layout, writer: &mut Writer) {
        writer.value(tag, layout, &value.text());
    }
}

impl Encode<Timestamp> for EpochSeconds {
    fn encode(value: &Timestamp, tag: &'static str, layout: &Layout, writer: &mut Writer) {
        writer.value(tag, layout, &value.truncated_to_millis().to_epoch_text());
    }
}

impl Encode<Timestamp> for HttpDate {
    fn encode(value: &Timestamp, tag: &'static str, layout: &Layout, writer: &mut Writer) {
        writer.value(tag, layout, &value.to_http_date());
    }
}
