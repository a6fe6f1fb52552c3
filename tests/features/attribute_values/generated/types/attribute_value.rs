use std::collections::BTreeMap;

use crate::runtime::{Document, json, value_format};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum AttributeValue {
    S(String),
    N(String),
    B(Vec<u8>),
    Ss(Vec<String>),
    M(BTreeMap<String, AttributeValue>),
    L(Vec<AttributeValue>),
    Null(bool),
    Bool(bool),
    /// A member that this code does not know: its name and value.
    Unknown(String, Document),
}

impl AttributeValue {
    /// Returns the value of [`S`](Self::S), if that is the member.
    #[must_use]
    pub fn as_s(&self) -> Option<&str> {
        match self {
            Self::S(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of [`N`](Self::N), if that is the member.
    #[must_use]
    pub fn as_n(&self) -> Option<&str> {
        match self {
            Self::N(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of [`B`](Self::B), if that is the member.
    #[must_use]
    pub fn as_b(&self) -> Option<&[u8]> {
        match self {
            Self::B(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of [`Ss`](Self::Ss), if that is the member.
    #[must_use]
    pub fn as_ss(&self) -> Option<&[String]> {
        match self {
            Self::Ss(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of [`M`](Self::M), if that is the member.
    #[must_use]
    pub fn as_m(&self) -> Option<&BTreeMap<String, AttributeValue>> {
        match self {
            Self::M(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of [`L`](Self::L), if that is the member.
    #[must_use]
    pub fn as_l(&self) -> Option<&[AttributeValue]> {
        match self {
            Self::L(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of [`Null`](Self::Null), if that is the member.
    #[must_use]
    pub fn as_null(&self) -> Option<bool> {
        match self {
            Self::Null(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns the value of [`Bool`](Self::Bool), if that is the member.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }
}

impl From<String> for AttributeValue {
    fn from(value: String) -> Self {
        Self::S(value)
    }
}

impl From<&str> for AttributeValue {
    fn from(value: &str) -> Self {
        Self::S(value.to_owned())
    }
}

impl From<BTreeMap<String, AttributeValue>> for AttributeValue {
    fn from(value: BTreeMap<String, AttributeValue>) -> Self {
        Self::M(value)
    }
}

impl From<Vec<AttributeValue>> for AttributeValue {
    fn from(value: Vec<AttributeValue>) -> Self {
        Self::L(value)
    }
}

impl From<bool> for AttributeValue {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

json::union! { AttributeValue {
    "S" => S,
    "N" => N,
    "B" => B: value_format::Blob,
    "SS" => Ss,
    "M" => M,
    "L" => L,
    "NULL" => Null,
    "BOOL" => Bool,
} }
