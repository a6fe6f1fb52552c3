//! Blobs in XML that is written, as base64.

use super::super::base64;
use super::super::value_format::Blob;
use super::encode::{Encode, Layout, Writer};

impl Encode<Vec<u8>> for Blob {
    fn encode(value: &Vec<u8>, tag: &'static str, layout: &Layout, writer: &mut Writer) {
        writer.value(tag, layout, &base64::encode(value));
    }
}
