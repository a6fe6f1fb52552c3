//! Idempotency tokens in CBOR.

use super::super::token;
use super::super::value_format::Token;
use super::encode::{Encode, Writer};

impl Encode<Option<String>> for Token {
    fn encode(value: &Option<String>, writer: &mut Writer) {
        writer.text(&token::or_new(value.as_deref()));
    }
}
