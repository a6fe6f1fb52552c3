//! Open enums: a value that is not in the model is kept as text.

/// Implements the conversions of an enum from and to text, from a table of wire values and variants.
///
/// The enum needs a variant `Unknown(String)` for other values.
macro_rules! open_enum {
    ($name:ident { $($wire:literal => $variant:ident,)* }) => {
        impl $name {
            /// The value on the wire.
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
