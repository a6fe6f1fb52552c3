//! The values of differences.

use std::borrow::Cow;

use crate::ir::Refusal;

/// A value of a model in a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModelValue<'m> {
    /// A name, a number, or a description.
    Text(String),
    /// A named fact, such as the element name `Tag`. A flag has an empty value.
    Fact {
        /// The name of the fact.
        name: &'static str,
        /// The value.
        value: String,
    },
    /// An unsupported trait.
    Refusal(&'m Refusal),
}

impl From<String> for ModelValue<'_> {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl ModelValue<'_> {
    /// The text in a report, such as `element name Tag`.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Fact { name, value } => format!("{name} {value}").trim_end().to_owned(),
            Self::Refusal(Refusal { what, why, .. }) => format!("{}: {why}", what.replace('`', "")),
        }
    }

    /// The identity of the value in a fingerprint. It does not contain the reason of a refusal, which may be reworded.
    pub fn key(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => text.into(),
            Self::Fact { .. } => self.text().into(),
            Self::Refusal(refusal) => refusal.name.as_str().into(),
        }
    }
}
