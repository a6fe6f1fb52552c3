//! Blobs in XML, as base64.

use super::super::base64;
use super::super::value_format::Blob;
use super::decode::{Decode, Error, Layout, Reader};

/// Line breaks in the base64 are ignored.
impl Decode<Vec<u8>> for Blob {
    fn decode(
        value: &mut Option<Vec<u8>>,
        _: &Layout,
        reader: &mut Reader<'_>,
    ) -> Result<(), Error> {
        let text = reader.text()?;
        let digits: String = text.split_ascii_whitespace().collect();
        let bytes = base64::decode(&digits).ok_or_else(|| reader.expected("base64"))?;
        *value = Some(bytes);
        Ok(())
    }
}
