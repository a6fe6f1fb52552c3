//! XML bodies of responses.

use super::super::error::{ErrorBody, ErrorReply, MalformedReply};
use super::super::reply::Reply;
use super::super::text_error::text_of;
use super::decode::{self, Error, Object, Reader};

impl Reply<'_> {
    /// Reads the root element as a structure. Its name does not matter.
    /// Fails if the body is not XML, or if a member has the wrong content. Only an output without members may have an empty
    /// body.
    pub fn xml<T: Object + Default>(&self) -> Result<T, MalformedReply> {
        let mut object = T::default();
        let read = self.xml_object(&mut object, |object, reader| decode::members(object, reader));
        read.map(|()| object)
    }

    /// Reads the child of the root element with this name as a structure.
    /// As [`xml`](Self::xml). Only an output without members may have no such child.
    pub fn xml_result<T: Object + Default>(&self, name: &str) -> Result<T, MalformedReply> {
        let mut object = T::default();
        let read = self.xml_object(&mut object, |object, reader| result(name, object, reader));
        read.map(|()| object)
    }

    fn xml_object(
        &self,
        object: &mut dyn Object,
        read: impl FnOnce(&mut dyn Object, &mut Reader<'_>) -> Result<(), Error>,
    ) -> Result<(), MalformedReply> {
        let is_empty = self.body().iter().all(u8::is_ascii_whitespace);
        if is_empty && object.names().is_empty() {
            return Ok(());
        }
        self.xml_root(|_, reader| read(object, reader)).map_err(|error| self.unreadable(&error))
    }

    /// Reads the members of an error from its element, up to the first invalid member.
    pub fn xml_error(&self, detail: &mut dyn Object) {
        // An invalid body must not hide the error of the service.
        let _ = self.xml_root(|root, reader| match root {
            "ErrorResponse" | "Response" => error_detail(reader, detail),
            _ => decode::members(detail, reader),
        });
    }

    /// Reads the body with a function for the name and content of its root element.
    pub(super) fn xml_root(
        &self,
        read: impl FnOnce(&str, &mut Reader<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut reader = Reader::new(text_of(self.body())?);
        let root = reader.root()?;
        read(root, &mut reader)?;
        reader.end()
    }
}

/// Reads the members of an output from the child with this name.
fn result(name: &str, object: &mut dyn Object, reader: &mut Reader<'_>) -> Result<(), Error> {
    let mut is_missing = !object.names().is_empty();
    while let Some(child) = reader.child()? {
        if child == name {
            is_missing = false;
            decode::members(object, reader)?;
        } else {
            reader.skip()?;
        }
    }
    if is_missing { Err(reader.expected("the element of the output")) } else { Ok(()) }
}

/// Reads the members of an error from `Error`, which is in the open element or in its child `Errors`.
fn error_detail(reader: &mut Reader<'_>, detail: &mut dyn Object) -> Result<(), Error> {
    while let Some(child) = reader.child()? {
        match child {
            "Error" => decode::members(detail, reader)?,
            "Errors" => error_detail(reader, detail)?,
            _ => reader.skip()?,
        }
    }
    Ok(())
}

/// Reads an error response.
#[must_use]
pub fn error(reply: &Reply<'_>) -> ErrorReply {
    let mut body = ErrorBody::default();
    // A body that breaks off still names its error.
    let _ = reply.xml_root(|_, reader| error_body(reader, &mut body));
    let is_error = !body.codes.is_empty() || body.message.is_some() || body.request_id.is_some();
    ErrorReply::new(reply, is_error.then_some(body))
}

/// Reads the code, message and request ID in the open element: in `Error` or `Errors/Error` of a response, or directly in an
/// `Error` without a response around it.
fn error_body(reader: &mut Reader<'_>, body: &mut ErrorBody) -> Result<(), Error> {
    while let Some(child) = reader.child()? {
        match child {
            "Error" | "Errors" | "ResponseMetadata" => error_body(reader, body)?,
            "Code" => body.codes.push(reader.text()?.into_owned()),
            "Message" | "message" if body.message.is_none() => {
                body.message = Some(reader.text()?.into_owned());
            }
            "RequestId" | "RequestID" | "requestId" => {
                body.request_id = Some(reader.text()?.into_owned());
            }
            _ => reader.skip()?,
        }
    }
    Ok(())
}
