//! Timestamps as text in paths, query strings and headers, in a format other than the default.

use std::borrow::Cow;

use super::Timestamp;
use super::request::Text;

/// Formats timestamps as HTTP dates, such as `Fri, 26 Jan 2018 00:11:30 GMT`.
pub fn http_date<V: FormatEach<Timestamp>>(value: &V) -> V::Formatted {
    value.format_each(&|timestamp| timestamp.to_http_date())
}

/// Formats timestamps as seconds since the epoch.
pub fn epoch_seconds<V: FormatEach<Timestamp>>(value: &V) -> V::Formatted {
    value.format_each(&|timestamp| timestamp.truncated_to_millis().to_epoch_text())
}

/// The text of a single value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormattedText(String);

impl Text for FormattedText {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

/// A `T`, an optional `T`, or a list of them.
pub trait FormatEach<T> {
    /// The same structure with [`FormattedText`] instead of `T`.
    type Formatted;

    /// Formats each value.
    fn format_each(&self, format: &dyn Fn(&T) -> String) -> Self::Formatted;
}

macro_rules! single_value {
    ($($type:ty),*) => {$(
        impl FormatEach<$type> for $type {
            type Formatted = FormattedText;

            fn format_each(&self, format: &dyn Fn(&$type) -> String) -> FormattedText {
                FormattedText(format(self))
            }
        }
    )*};
}
single_value!(String, Timestamp);

impl<T, V: FormatEach<T>> FormatEach<T> for Option<V> {
    type Formatted = Option<V::Formatted>;

    fn format_each(&self, format: &dyn Fn(&T) -> String) -> Self::Formatted {
        self.as_ref().map(|value| value.format_each(format))
    }
}

impl<T, V: FormatEach<T>> FormatEach<T> for Vec<V> {
    type Formatted = Vec<V::Formatted>;

    fn format_each(&self, format: &dyn Fn(&T) -> String) -> Self::Formatted {
        self.iter().map(|value| value.format_each(format)).collect()
    }
}
