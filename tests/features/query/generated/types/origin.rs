use super::Owner;
use crate::runtime::{form, json, serde_form, value_format, xml};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Origin {
    Stud(String),
    Parents(Vec<String>),
    Breeder(Box<Owner>),
    /// A member that this code does not know: its name and value.
    Unknown(String, String),
}

impl Origin {
    /// Creates [`Breeder`](Self::Breeder).
    #[must_use]
    pub fn breeder(value: Owner) -> Self {
        Self::Breeder(Box::new(value))
    }

    /// Returns the value of [`Stud`](Self::Stud), if that is the member.
    #[must_use]
    pub fn as_stud(&self) -> Option<&str> {
        match self {
            Self::Stud(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of [`Parents`](Self::Parents), if that is the member.
    #[must_use]
    pub fn as_parents(&self) -> Option<&[String]> {
        match self {
            Self::Parents(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of [`Breeder`](Self::Breeder), if that is the member.
    #[must_use]
    pub fn as_breeder(&self) -> Option<&Owner> {
        match self {
            Self::Breeder(value) => Some(value),
            _ => None,
        }
    }
}

form::encode_union! { Origin {
    "Stud" => Stud,
    "Parents" [/ "member"] => Parents,
    "Breeder" => Breeder: value_format::Boxed,
} }

xml::decode_union! { Origin {
    "Stud" => Stud,
    "Parents" [/ "member"] => Parents,
    "Breeder" => Breeder: value_format::Boxed,
} }

json::union! { Origin {
    "Stud" => Stud,
    "Parents" => Parents,
    "Breeder" => Breeder: value_format::Boxed,
} }

serde_form::implement!(Origin);
