//! CBOR bodies of responses.

use std::borrow::Cow;

use super::super::error::{ErrorBody, MalformedReply};
use super::super::reply::Reply;
use super::decode::{self, Error, Object, Reader};

impl Reply<'_> {
    /// Reads the body as a structure. A structure without members may have no body.
    /// Fails if the body is not one map, or if a member has the wrong type.
    pub fn cbor<T: Object + Default>(&self) -> Result<T, MalformedReply> {
        let mut object = T::default();
        let read = decode::body(&mut object, self.body());
        read.map(|()| object).map_err(|error| self.unreadable(&error))
    }

    /// Reads the members of an error from the body, up to the first invalid member.
    pub fn cbor_error(&self, detail: &mut dyn Object) {
        // An invalid body must not hide the error of the service.
        let _ = decode::body(detail, self.body());
    }
}

/// Reads the error code and message of a body.
/// Fails if the body is not one map.
pub fn error_body(body: &[u8]) -> Result<ErrorBody, Error> {
    let [mut code, mut message, mut other_message] = [None, None, None];
    let mut reader = Reader::of_body(body)?;
    let mut entries = reader.map()?;
    while reader.next(&mut entries) {
        let slot = match &*reader.text()? {
            "__type" => &mut code,
            "message" => &mut message,
            "Message" => &mut other_message,
            _ => &mut None,
        };
        let value = reader.value()?;
        *slot = Reader::new(value).text().ok();
    }
    reader.end()?;
    let codes = code.map(Cow::into_owned).into_iter().collect();
    let message = message.or(other_message).map(Cow::into_owned);
    Ok(ErrorBody { codes, message, ..ErrorBody::default() })
}
