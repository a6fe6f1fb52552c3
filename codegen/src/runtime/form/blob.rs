//! Blobs in forms, as base64.

use super::super::base64;
use super::super::value_format::Blob;
use super::encode::{Encode, Layout, Writer};

impl Encode<Vec<u8>> for Blob {
    fn encode(value: &Vec<u8>, _: &Layout, writer: &mut Writer) {
        writer.value(&base64::encode(value));
    }
}
