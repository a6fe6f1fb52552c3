//! Text in XML that a service encodes once more.

use super::super::value_format::{Base64Text, UrlEncodedJson};
use super::super::xml::encode::{Encode, Layout, Writer};
use super::super::{base64, percent};

impl Encode<String> for Base64Text {
    fn encode(value: &String, tag: &'static str, layout: &Layout, writer: &mut Writer) {
        writer.value(tag, layout, &base64::encode(value.as_bytes()));
    }
}

impl Encode<String> for UrlEncodedJson {
    fn encode(value: &String, tag: &'static str, layout: &Layout, writer: &mut Writer) {
        let mut encoded = String::new();
        percent::encode(&mut encoded, value, "");
        writer.value(tag, layout, &encoded);
    }
}
