//! Types that are both decoded and encoded.

/// Implements `Decode` and `Encode` for a structure without required members, from a table of names and fields.
#[allow(unused_macros)] // The output may have no such structures.
macro_rules! object {
    ($shape:ident { $($row:tt)* }) => {
        xml::decode! { $shape { $($row)* } }
        xml::encode! { $shape { $($row)* } }
    };
}
#[allow(unused_imports)] // As above.
pub(crate) use object;

/// Implements `Decode` and `Encode` for a union, from a table of names and variants.
#[allow(unused_macros)] // The output may have no such unions.
macro_rules! union {
    ($name:ident { $($row:tt)* }) => {
        xml::decode_union! { $name { $($row)* } }
        xml::encode_union! { $name { $($row)* } }
    };
}
#[allow(unused_imports)] // As above.
pub(crate) use union;
