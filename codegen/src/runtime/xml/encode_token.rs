//! Idempotency tokens in XML.

use super::super::token;
use super::super::value_format::Token;
use super::encode::{Encode, Layout, Writer};

impl Encode<Option<String>> for Token {
    fn encode(value: &Option<String>, tag: &'static str, layout: &Layout, writer: &mut Writer) {
        writer.value(tag, layout, &token::or_new(value.as_deref()));
    }
}
