//! Values that are read and written.
//!
//! Its macros do with a table what those of `decode` and `encode` do.

/// Implements what a structure needs that is a JSON object, and of which every member may be left out.
macro_rules! object {
    ($shape:ident { $($row:tt)* }) => {
        decode::object! { $shape { $($row)* } }
        encode::object! { $shape { $($row)* } }
    };
}
pub(crate) use object;
