//! Blobs in JSON, as base64.

use super::super::base64;
use super::super::value_format::Blob;
use super::decode::{Decode, Error, Reader};
use super::encode::{Encode, Writer};

impl Decode<Vec<u8>> for Blob {
    fn decode(reader: &mut Reader<'_>) -> Result<Vec<u8>, Error> {
        base64::decode(&reader.string()?).ok_or_else(|| reader.expected("base64"))
    }
}

impl Encode<Vec<u8>> for Blob {
    fn encode(value: &Vec<u8>, writer: &mut Writer) {
        writer.raw("\"");
        base64::append(&mut writer.text, value);
        writer.raw("\"");
    }
}
