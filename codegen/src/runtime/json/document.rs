//! Documents in JSON.

use std::str::FromStr;

use super::super::Document;
use super::decode::{self, Decode, Error, Reader};
use super::encode::{Encode, Writer};

/// Parses one JSON value.
impl FromStr for Document {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        decode::value(text)
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
