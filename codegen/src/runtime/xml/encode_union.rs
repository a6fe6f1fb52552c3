//! Unions in XML that is written: elements with one child.

/// Implements `Encode` for a union, from a table of tags and variants.
///
/// The enum needs a variant `Unknown(String, String)`, which cannot be sent, because it does not tell text from elements.
/// The rows are those of `xml::encode!`.
#[allow(unused_macros)] // The output may have no unions.
macro_rules! encode_union {
    ($name:ident { $($tag:literal $([$($layout:tt)*])? => $variant:ident $(: $format:ty)?,)* }) => {
        impl xml::encode::Encode<$name> for $name {
            fn encode(
                value: &$name,
                tag: &'static str,
                _: &xml::encode::Layout,
                writer: &mut xml::encode::Writer,
            ) {
                writer.start(tag);
                match value {
                    $($name::$variant(value) => {
                        <xml::encode::FormatOf<($($format,)?)> as xml::encode::Encode<_>>::encode(
                            value,
                            $tag,
                            &xml::encode::layout!(xml::encode $([$($layout)*])?),
                            writer,
                        );
                    })*
                    $name::Unknown(..) => writer.refuse("the union has an unknown member"),
                }
                writer.end();
            }
        }
    };
}
#[allow(unused_imports)] // As above.
pub(crate) use encode_union;
