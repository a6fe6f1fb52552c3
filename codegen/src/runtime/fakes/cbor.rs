//! Outputs and errors in CBOR.

use http::HeaderValue;

use super::super::cbor::encode::Writer;
use super::super::request::BuildError;
use super::reply::{ErrorCode, ReplyBuilder};

/// The start of a map of unknown length, and its end.
const START: u8 = 0xbf;
const END: u8 = 0xff;

impl ReplyBuilder {
    /// Sets an object as the body.
    pub fn cbor(&mut self, object: Vec<u8>) {
        let request = self.request();
        request.body("application/cbor", object);
        request.headers.insert("smithy-protocol", HeaderValue::from_static("rpc-v2-cbor"));
    }
}

/// Adds the code and the message to the members of an error.
///
/// # Errors
///
/// Fails if a header cannot contain the code of the query protocol.
pub fn error(error: &ErrorCode<'_>, reply: &mut ReplyBuilder) -> Result<(), BuildError> {
    reply.query_code(error)?;
    let mut writer = Writer::default();
    writer.raw(&[START]);
    for (name, value) in [("__type", Some(error.code)), ("message", error.message)] {
        if let Some(value) = value {
            writer.text(name);
            writer.text(value);
        }
    }
    writer.raw(members(&reply.take_body()));
    writer.raw(&[END]);
    reply.cbor(writer.finish());
    Ok(())
}

/// The members of a map, without its head, in which the number of members is.
fn members(map: &[u8]) -> &[u8] {
    let head = match map.first().map(|first| first & 0x1f) {
        None => 0,
        Some(24) => 2,
        Some(25) => 3,
        Some(_) => 1,
    };
    map.get(head..).unwrap_or_default()
}
