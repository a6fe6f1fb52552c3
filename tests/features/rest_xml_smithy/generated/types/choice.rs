use super::Tool;
use crate::runtime::{value_format, xml};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Choice {
    Apple(i32),
    Pear(Box<Tool>),
    /// A member that this code does not know: its name and value.
    Unknown(String, String),
}

impl Choice {
    /// Creates [`Pear`](Self::Pear).
    #[must_use]
    pub fn pear(value: Tool) -> Self {
        Self::Pear(Box::new(value))
    }
}

xml::encode_union! { Choice {
    "apple" => Apple,
    "pear" => Pear: value_format::Boxed,
} }
