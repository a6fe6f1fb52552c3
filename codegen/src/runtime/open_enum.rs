//! Enums that stay open: a value that the model did not list is kept as it was written.

/// Converts an enum to and from text, from a table of wire values and variants.
///
/// The enum ends in `Unknown(String)`, which holds every other text.
macro_rules! open_enum {
    ($name:ident { $($wire:literal => $variant:ident,)* }) => {
        impl $name {
            /// The value as the service writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $($wire => Self::$variant,)*
                    _ => Self::Unknown(value.to_owned()),
                }
            }
        }

        impl From<String> for $name {
            fn from(value: String) -> Self {
                match value.as_str() {
                    $($wire => Self::$variant,)*
                    _ => Self::Unknown(value),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(value: &str) -> Result<Self, std::convert::Infallible> {
                Ok(value.into())
            }
        }

        impl request::Text for $name {
            fn text(&self) -> std::borrow::Cow<'_, str> {
                self.as_str().into()
            }

            fn element(&self) -> std::borrow::Cow<'_, str> {
                request::quoted(self.as_str())
            }
        }

        impl value_format::OpenEnum for $name {
            fn text(&self) -> &str {
                self.as_str()
            }
        }
    };
}
pub(crate) use open_enum;
