//! Text in forms that a service expects in another encoding, without a mark in its model.

use super::super::base64;
use super::super::value_format::Base64Text;
use super::encode::{Encode, Layout, Writer};

impl Encode<String> for Base64Text {
    fn encode(value: &String, _: &Layout, writer: &mut Writer) {
        writer.value(&base64::encode(value.as_bytes()));
    }
}
