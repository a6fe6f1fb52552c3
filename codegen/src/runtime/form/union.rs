//! Unions in forms: the one set member is written.

/// Implements `Encode` for a union, from a table of wire names and variants.
///
/// The enum needs a variant `Unknown(String, String)` for other members. The rows are those of `form::encode!`.
#[allow(unused_macros)] // The output may have no unions.
macro_rules! encode_union {
    ($name:ident { $($wire:literal $([$($layout:tt)*])? => $variant:ident $(: $format:ty)?,)* }) => {
        impl form::encode::Encode<$name> for $name {
            fn encode(
                value: &$name,
                _: &form::encode::Layout,
                writer: &mut form::encode::Writer,
            ) {
                match value {
                    $($name::$variant(value) => {
                        form::encode::member::<form::encode::FormatOf<($($format,)?)>, _>(
                            writer,
                            $wire,
                            &form::encode::layout!(form::encode $([$($layout)*])?),
                            value,
                        );
                    })*
                    $name::Unknown(name, value) => writer.within(name, |writer| writer.value(value)),
                }
            }
        }
    };
}
#[allow(unused_imports)] // As above.
pub(crate) use encode_union;
