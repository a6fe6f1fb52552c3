//! The amount of documentation in the output.

use std::str::FromStr;

use serde::de::IntoDeserializer;
use serde::de::value::Error;
use serde::{Deserialize, Serialize};

use crate::ir::Docs;
use crate::markdown::first_block;

/// The amount of the model's documentation in the output: `full`, `summary` or `none`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DocsLevel {
    /// All documentation.
    #[default]
    Full,
    /// The first paragraph of each text.
    Summary,
    /// No documentation from the model.
    None,
}

impl DocsLevel {
    /// Shortens all texts to this level.
    pub fn cut(self, docs: &mut Docs) {
        for text in docs.texts_mut() {
            let length = match self {
                Self::Full => text.len(),
                Self::Summary => first_block(text).len(),
                Self::None => 0,
            };
            text.truncate(length);
        }
    }
}

impl FromStr for DocsLevel {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::deserialize(text.into_deserializer())
    }
}
