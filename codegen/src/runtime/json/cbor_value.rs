//! Values in CBOR, as base64 in the serde form.

use super::super::CborValue;
use super::super::cbor::decode::Reader as CborReader;
use super::super::value_format::Blob;
use super::decode::{Decode, Error, Reader};
use super::encode::{Encode, Writer};

impl Decode<CborValue> for CborValue {
    fn decode(reader: &mut Reader<'_>) -> Result<CborValue, Error> {
        let bytes = Blob::decode(reader)?;
        if is_item(&bytes) { Ok(CborValue(bytes)) } else { Err(reader.expected("CBOR as base64")) }
    }
}

/// Whether bytes are one data item.
fn is_item(bytes: &[u8]) -> bool {
    let mut reader = CborReader::new(bytes);
    reader.value().and_then(|_| reader.end()).is_ok()
}

impl Encode<CborValue> for CborValue {
    fn encode(value: &CborValue, writer: &mut Writer) {
        Blob::encode(&value.0, writer);
    }
}
