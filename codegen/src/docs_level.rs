//! How much of a model's documentation goes into the output.

use std::str::FromStr;

use serde::de::IntoDeserializer;
use serde::de::value::Error;
use serde::{Deserialize, Serialize};

use crate::ir::Docs;
use crate::markdown::first_block;

/// How much of it: `full`, `summary` or `none`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DocsLevel {
    /// All of it.
    #[default]
    Full,
    /// The first paragraph of each text.
    Summary,
    /// Nothing but what farrier says itself.
    None,
}

impl DocsLevel {
    /// Cuts every text to what is wanted of it.
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
