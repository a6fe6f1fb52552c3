//! Values that path, query or a header hold in another form than is usual there.

use std::borrow::Cow;

use super::Timestamp;
use super::request::Text;

/// Timestamps as HTTP dates, `Fri, 26 Jan 2018 00:11:30 GMT`.
pub fn http_date<V: Values<Timestamp>>(value: &V) -> V::Written {
    value.written(&|timestamp| timestamp.to_http_date())
}

/// Timestamps as seconds since the epoch.
pub fn epoch_seconds<V: Values<Timestamp>>(value: &V) -> V::Written {
    value.written(&|timestamp| timestamp.to_epoch_text())
}

/// A value that was written in another way than its type usually is, and is no list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written(String);

impl Text for Written {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

/// Values of a `T`: one, an optional one, or a list of them.
pub trait Values<T> {
    /// The same, written.
    type Written;

    /// Writes each value in a way of its own.
    fn written(&self, write: &dyn Fn(&T) -> String) -> Self::Written;
}

macro_rules! one_value {
    ($($type:ty),*) => {$(
        impl Values<$type> for $type {
            type Written = Written;

            fn written(&self, write: &dyn Fn(&$type) -> String) -> Written {
                Written(write(self))
            }
        }
    )*};
}
one_value!(String, Timestamp);

impl<T, V: Values<T>> Values<T> for Option<V> {
    type Written = Option<V::Written>;

    fn written(&self, write: &dyn Fn(&T) -> String) -> Self::Written {
        self.as_ref().map(|value| value.written(write))
    }
}

impl<T, V: Values<T>> Values<T> for Vec<V> {
    type Written = Vec<V::Written>;

    fn written(&self, write: &dyn Fn(&T) -> String) -> Self::Written {
        self.iter().map(|value| value.written(write)).collect()
    }
}
