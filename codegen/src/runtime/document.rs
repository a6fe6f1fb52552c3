//! Documents: values that no model describes.

use std::fmt;
use std::str::FromStr;

use super::decode::{self, Decode, Error, Reader};
use super::encode::{Encode, Writer};

/// A JSON value of any kind, as the text that it was written as. Any JSON library can read it.
///
/// Two documents are equal if their texts are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document(String);

impl Document {
    /// The text, which is one JSON value.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Takes the text of one JSON value.
impl FromStr for Document {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        decode::value(text)
    }
}

/// Writes the text.
impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Decode<Document> for Document {
    fn decode(reader: &mut Reader<'_>) -> Result<Document, Error> {
        reader.value().map(|text| Document(text.to_owned()))
    }
}

impl Encode<Document> for Document {
    fn encode(value: &Document, writer: &mut Writer) {
        writer.raw(&value.0);
    }
}
