//! Decoding of values from XML.
//!
//! Decoding is lenient: members have any order, unknown elements are skipped, white space around numbers and timestamps is
//! ignored, and a timestamp may have any format.

use std::collections::BTreeMap;
use std::mem::size_of;

use super::super::value_format::{Boxed, OpenEnum, Usual};
use super::super::{Timestamp, memory};

pub use super::super::layout::Layout;
#[allow(unused_imports)] // Unused if no structure is decoded.
pub(crate) use super::super::layout::layout;
pub use super::super::value_format::{FormatInOption, FormatOf};
pub use super::reader::{Error, Reader};

/// Decodes a `T` in the format `Self`. The default format of a type is the type itself.
pub trait Decode<T> {
    /// Reads the content and the end of the open element. A single value replaces `value`; a flattened list or map, whose
    /// elements have any place among the members, adds to it.
    fn decode(value: &mut Option<T>, layout: &Layout, reader: &mut Reader<'_>)
    -> Result<(), Error>;
}

/// A structure without required members, decoded from the children of an element.
pub trait Object {
    /// The wire names and layouts of the members.
    fn names(&self) -> &'static [Name];

    /// Reads the element of the member with this index in [`names`](Self::names).
    fn member(&mut self, index: usize, reader: &mut Reader<'_>) -> Result<(), Error>;
}

/// A wire name, and the layout of its element.
#[derive(Debug)]
pub struct Name {
    text: &'static str,
    layout: Layout,
}

impl Name {
    /// Creates a name.
    #[must_use]
    pub const fn new(text: &'static str, layout: Layout) -> Self {
        Self { text, layout }
    }
}

/// Implements [`Object`] and [`Decode`] for a structure without required members, from a table of its fields.
///
/// A row is `"Name" => field,` or, for a list or map, `"Name" [/ "member"] => field,`, with the layout in brackets.
/// Attributes, `"xsi:type" [@] => field,`, come first. A format
/// other than the default follows the field: `"Name" => field: Option<Format>,`.
#[allow(unused_macros)] // Unused if no structure is decoded.
macro_rules! decode {
    ($shape:ident { $($wire:literal $([$($layout:tt)*])? => $field:ident $(: $format:ty)?,)* }) => {
        impl xml::decode::Object for $shape {
            fn names(&self) -> &'static [xml::decode::Name] {
                const NAMES: &[xml::decode::Name] = &[$(xml::decode::Name::new(
                    $wire,
                    xml::decode::layout!(xml::decode $([$($layout)*])?),
                )),*];
                NAMES
            }

            #[allow(unused_variables)] // A structure may have no members.
            fn member(
                &mut self,
                index: usize,
                reader: &mut xml::decode::Reader<'_>,
            ) -> Result<(), xml::decode::Error> {
                // The underscores avoid a conflict with types of the model.
                #[allow(non_camel_case_types)] // One variant per field.
                enum __Member {
                    $($field,)*
                }
                const MEMBERS: &[__Member] = &[$(__Member::$field),*];
                let layout = xml::decode::layout_of(self.names(), index);
                match MEMBERS.get(index) {
                    $(Some(__Member::$field) => {
                        <xml::decode::FormatInOption<($($format,)?)> as xml::decode::Decode<_>>::decode(
                            &mut self.$field,
                            layout,
                            reader,
                        )
                    })*
                    _ => Ok(()),
                }
            }
        }

        impl xml::decode::Decode<$shape> for $shape {
            fn decode(
                value: &mut Option<$shape>,
                _: &xml::decode::Layout,
                reader: &mut xml::decode::Reader<'_>,
            ) -> Result<(), xml::decode::Error> {
                xml::decode::members(value.insert($shape::default()), reader)
            }
        }
    };
}
#[allow(unused_imports)] // As above.
pub(crate) use decode;

/// The layout of the member with this index.
#[must_use]
pub fn layout_of(names: &'static [Name], index: usize) -> &'static Layout {
    names.get(index).map_or(&Layout::Value, |name| &name.layout)
}

/// Reads the attributes and children of the open element as members, in any order. Unknown children are skipped. The last of several equal
/// members wins, unless they are the elements of a list.
pub fn members(object: &mut dyn Object, reader: &mut Reader<'_>) -> Result<(), Error> {
    let names = object.names();
    let is_attribute = |name: &Name| matches!(name.layout, Layout::Attribute);
    for (index, name) in names.iter().take_while(|name| is_attribute(name)).enumerate() {
        if reader.find_attribute(name.text) {
            object.member(index, reader).map_err(|error| error.within(name.text))?;
        }
    }
    // Services usually write members in the order of the model. Try the next name first.
    let mut expected = 0;
    loop {
        let next = names.get(expected).filter(|name| reader.opens(name.text));
        let found = if let Some(name) = next {
            Some((expected, name))
        } else {
            let Some(child) = reader.child()? else { return Ok(()) };
            names.iter().enumerate().find(|(_, name)| name.text == child)
        };
        match found {
            Some((index, name)) => {
                expected = if name.layout.is_flattened() { index } else { index + 1 };
                object.member(index, reader).map_err(|error| error.within(name.text))?;
            }
            None => reader.skip()?,
        }
    }
}

impl<T: Decode<T>> Decode<T> for Usual {
    fn decode(
        value: &mut Option<T>,
        layout: &Layout,
        reader: &mut Reader<'_>,
    ) -> Result<(), Error> {
        T::decode(value, layout, reader)
    }
}

impl<T: Decode<T>> Decode<Box<T>> for Boxed {
    fn decode(
        value: &mut Option<Box<T>>,
        layout: &Layout,
        reader: &mut Reader<'_>,
    ) -> Result<(), Error> {
        let taken = reader.memory.take(size_of::<T>());
        taken.ok_or_else(|| reader.expected(memory::EXPECTED))?;
        let mut inner = None;
        T::decode(&mut inner, layout, reader)?;
        *value = inner.map(Box::new);
        Ok(())
    }
}

impl<T, F: Decode<T>> Decode<Vec<T>> for Vec<F> {
    fn decode(
        value: &mut Option<Vec<T>>,
        layout: &Layout,
        reader: &mut Reader<'_>,
    ) -> Result<(), Error> {
        let Layout::List { element, of } = layout else {
            return Err(reader.expected("the layout of a list"));
        };
        let list = value.get_or_insert_with(Vec::new);
        each(*element, reader, &mut |reader| {
            let mut found = None;
            let decoded = F::decode(&mut found, of, reader);
            let pushed = decoded.and_then(|()| {
                let pushed = found.map_or(Some(()), |element| reader.memory.push(list, element));
                pushed.ok_or_else(|| reader.expected(memory::EXPECTED))
            });
            pushed.map_err(|error| error.at(list.len()))
        })
    }
}

impl<K, T, F> Decode<BTreeMap<K, T>> for BTreeMap<K, F>
where
    K: Ord + for<'a> From<&'a str>,
    F: Decode<T>,
{
    fn decode(
        value: &mut Option<BTreeMap<K, T>>,
        layout: &Layout,
        reader: &mut Reader<'_>,
    ) -> Result<(), Error> {
        let Layout::Map { entry, key: key_name, value: value_name, of } = layout else {
            return Err(reader.expected("the layout of a map"));
        };
        let map = value.get_or_insert_with(BTreeMap::new);
        each(*entry, reader, &mut |reader| {
            let (mut key, mut found) = (None, None);
            while let Some(name) = reader.child()? {
                if name == *key_name {
                    key = Some(reader.text()?);
                } else if name == *value_name {
                    // The key is not in errors, because it may be secret.
                    F::decode(&mut found, of, reader).map_err(|error| error.within("*"))?;
                } else {
                    reader.skip()?;
                }
            }
            let (Some(key), Some(found)) = (key, found) else {
                return Err(reader.expected("an entry with a key and a value"));
            };
            let inserted = reader.memory.insert(map, K::from(&key), found);
            inserted.ok_or_else(|| reader.expected(memory::EXPECTED))
        })
    }
}

/// Reads each child with a name in the open element, or, without a name, the open element itself.
fn each<'a>(
    name: Option<&str>,
    reader: &mut Reader<'a>,
    read: &mut dyn FnMut(&mut Reader<'a>) -> Result<(), Error>,
) -> Result<(), Error> {
    let Some(name) = name else { return read(reader) };
    loop {
        if !reader.opens(name) {
            match reader.child()? {
                Some(child) if child == name => {}
                Some(_) => {
                    reader.skip()?;
                    continue;
                }
                None => return Ok(()),
            }
        }
        read(reader)?;
    }
}

impl<T: OpenEnum> Decode<T> for T {
    fn decode(value: &mut Option<T>, _: &Layout, reader: &mut Reader<'_>) -> Result<(), Error> {
        *value = Some(T::from(&reader.text()?));
        Ok(())
    }
}

impl Decode<String> for String {
    fn decode(
        value: &mut Option<String>,
        _: &Layout,
        reader: &mut Reader<'_>,
    ) -> Result<(), Error> {
        *value = Some(reader.text()?.into_owned());
        Ok(())
    }
}

/// Implements [`Decode`] for a type whose text is trimmed and parsed by a function.
macro_rules! parsed {
    ($($type:ty, $expected:literal, $parse:expr;)*) => {$(
        impl Decode<$type> for $type {
            fn decode(
                value: &mut Option<$type>,
                _: &Layout,
                reader: &mut Reader<'_>,
            ) -> Result<(), Error> {
                let parse: fn(&str) -> Option<$type> = $parse;
                let parsed = parse(reader.text()?.trim());
                *value = Some(parsed.ok_or_else(|| reader.expected($expected))?);
                Ok(())
            }
        }
    )*};
}
parsed! {
    bool, "true or false", |text| text.parse().ok();
    i32, "a 32-bit integer", |text| text.parse().ok();
    i64, "a 64-bit integer", |text| text.parse().ok();
    f32, "a 32-bit float", |text| {
        let text = float(text)?;
        text.parse().ok().filter(|value: &f32| fits(text, value.is_infinite()))
    };
    f64, "a 64-bit float", |text| {
        let text = float(text)?;
        text.parse().ok().filter(|value: &f64| fits(text, value.is_infinite()))
    };
    Timestamp, "a timestamp", |text| text.parse().ok();
}

/// A float in the syntax of Rust, which accepts more words than XML.
fn float(text: &str) -> Option<&str> {
    match text {
        "NaN" => Some("NaN"),
        "Infinity" => Some("inf"),
        "-Infinity" => Some("-inf"),
        _ => {
            let is_part = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
            Some(text).filter(|text| text.bytes().all(is_part))
        }
    }
}

/// Whether a float is in range. A number that is too large, such as `1e400`, is parsed as an infinity.
fn fits(text: &str, is_infinite: bool) -> bool {
    !is_infinite || text.ends_with("inf")
}
