use std::fmt;

use crate::runtime::{Document, Redacted, json, serde_form};

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Secret {
    Word(String),
    Number(i32),
    /// A member that this code does not know: its name and value.
    Unknown(String, Document),
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(_) => f.debug_tuple("Word").field(&Redacted).finish(),
            Self::Number(value) => f.debug_tuple("Number").field(value).finish(),
            Self::Unknown(name, _) => {
                f.debug_tuple("Unknown").field(name).field(&Redacted).finish()
            }
        }
    }
}

json::union! { Secret {
    "word" => Word,
    "number" => Number,
} }

serde_form::implement!(Secret);
