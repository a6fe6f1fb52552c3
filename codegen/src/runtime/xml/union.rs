//! Unions in XML: elements with one child.

use super::decode::{Decode, Error, Layout, Reader};

/// A union that can be decoded.
pub trait Union: Sized {
    /// Reads the open element as the member with this name.
    fn variant(name: &str, reader: &mut Reader<'_>) -> Result<Option<Self>, Error>;
}

/// Implements [`Union`] and `Decode` from a table of wire names and variants.
///
/// The enum needs a variant `Unknown(String, String)` for other members. The rows are those of `xml::decode!`.
#[allow(unused_macros)] // The output may have no unions.
macro_rules! decode_union {
    ($name:ident { $($wire:literal $([$($layout:tt)*])? => $variant:ident $(: $format:ty)?,)* }) => {
        impl xml::union::Union for $name {
            fn variant(
                name: &str,
                reader: &mut xml::decode::Reader<'_>,
            ) -> Result<Option<Self>, xml::decode::Error> {
                Ok(match name {
                    $($wire => {
                        let layout = &xml::decode::layout!(xml::decode $([$($layout)*])?);
                        let value = xml::union::read::<xml::decode::FormatOf<($($format,)?)>, _>(layout, reader)?;
                        value.map(Self::$variant)
                    })*
                    _ => Some(Self::Unknown(name.to_owned(), reader.content()?)),
                })
            }
        }

        impl xml::decode::Decode<$name> for $name {
            fn decode(
                value: &mut Option<$name>,
                _: &xml::decode::Layout,
                reader: &mut xml::decode::Reader<'_>,
            ) -> Result<(), xml::decode::Error> {
                *value = Some(xml::union::member(reader)?);
                Ok(())
            }
        }
    };
}
#[allow(unused_imports)] // As above.
pub(crate) use decode_union;

/// Reads the value of a member.
pub fn read<F: Decode<T>, T>(layout: &Layout, reader: &mut Reader<'_>) -> Result<Option<T>, Error> {
    let mut value = None;
    F::decode(&mut value, layout, reader)?;
    Ok(value)
}

/// Reads an element with one child.
pub fn member<T: Union>(reader: &mut Reader<'_>) -> Result<T, Error> {
    let mut found = None;
    while let Some(name) = reader.child()? {
        if found.is_some() {
            return Err(reader.expected("only one member of the union"));
        }
        found = T::variant(name, reader).map_err(|error| error.within(name))?;
    }
    found.ok_or_else(|| reader.expected("a member of the union"))
}
