use std::fmt;

/// The default value of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefaultValue {
    /// `true` or `false`.
    Boolean(bool),
    /// A number, as written in the model.
    Number(String),
    /// A string, or the text of a blob, enum or timestamp.
    Text(String),
    /// An empty list.
    EmptyList,
    /// An empty map.
    EmptyMap,
}

impl fmt::Display for DefaultValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => write!(f, "{value}"),
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
