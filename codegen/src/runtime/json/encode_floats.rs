//! Encoding of floats as JSON.

use super::super::request::Text;
use super::encode::{Encode, Writer};

/// Writes NaN and the infinities as strings.
macro_rules! float {
    ($($type:ty),*) => {$(
        impl Encode<$type> for $type {
            fn encode(value: &$type, writer: &mut Writer) {
                if value.is_finite() {
                    // Unlike `Display`, `Debug` writes very large and small numbers with an exponent.
                    writer.display(&format_args!("{value:?}"));
                } else {
                    writer.string(&value.text());
                }
            }
        }
    )*};
}
float!(f32, f64);
