//! Blobs in CBOR, as byte strings.

use std::borrow::Cow;

use super::super::value_format::Blob;
use super::decode::{Decode, Error, Reader};
use super::encode::{Encode, Writer};

impl Decode<Vec<u8>> for Blob {
    fn decode(reader: &mut Reader<'_>) -> Result<Vec<u8>, Error> {
        reader.bytes().map(Cow::into_owned)
    }
}

impl Encode<Vec<u8>> for Blob {
    fn encode(value: &Vec<u8>, writer: &mut Writer) {
        writer.bytes(value);
    }
}
