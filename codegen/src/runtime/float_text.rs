//! Floats as text.

use std::borrow::Cow;

use super::request::Text;

macro_rules! text_of_float {
    ($($type:ty),*) => {$(
        impl Text for $type {
            fn text(&self) -> Cow<'_, str> {
                if self.is_finite() {
                    Cow::Owned(self.to_string())
                } else if self.is_nan() {
                    Cow::Borrowed("NaN")
                } else if *self > 0.0 {
                    Cow::Borrowed("Infinity")
                } else {
                    Cow::Borrowed("-Infinity")
                }
            }
        }
    )*};
}
text_of_float!(f32, f64);
