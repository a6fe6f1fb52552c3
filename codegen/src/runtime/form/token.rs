//! Idempotency tokens in forms.

use super::super::token;
use super::super::value_format::Token;
use super::encode::{Encode, Layout, Writer};

impl Encode<Option<String>> for Token {
    fn encode(value: &Option<String>, _: &Layout, writer: &mut Writer) {
        writer.value(&token::or_new(value.as_deref()));
    }
}
