use std::fmt;

/// The value that a service takes for a member that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefaultValue {
    /// `true` or `false`.
    Boolean(bool),
    /// A number, as the model writes it.
    Number(String),
    /// A text, or the text of a blob, enum or timestamp.
    Text(String),
    /// A list without elements.
    EmptyList,
    /// A map without entries.
    EmptyMap,
}

impl fmt::Display for DefaultValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(is) => write!(f, "{is}"),
            Self::Number(number) => f.write_str(number),
            Self::Text(text) => match serde_json::to_string(text) {
                Ok(text) => f.write_str(&text),
                Err(_) => Err(fmt::Error),
            },
            Self::EmptyList => f.write_str("[]"),
            Self::EmptyMap => f.write_str("{}"),
        }
    }
}
