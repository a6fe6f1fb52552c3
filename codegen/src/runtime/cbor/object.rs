//! Structures that are both decoded and encoded.

/// Implements `Decode` and `Encode` for a structure without required members, from a table of wire names and fields.
macro_rules! object {
    ($shape:ident { $($row:tt)* }) => {
        cbor::decode! { $shape { $($row)* } }
        cbor::encode! { $shape { $($row)* } }
    };
}
pub(crate) use object;
