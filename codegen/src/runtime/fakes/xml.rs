//! Outputs and errors in XML.

use super::super::request::BuildError;
use super::super::xml::encode::{Encode, Layout, Writer};
use super::reply::{ErrorCode, REQUEST_ID, ReplyBuilder};

/// The media type of the query protocols.
const XML: &str = "text/xml";

impl ReplyBuilder {
    /// Sets an output as the body, in an element of the root element, beside the request ID.
    ///
    /// # Errors
    ///
    /// Fails if XML cannot contain a value.
    pub fn xml_result<T: Encode<T>>(
        &mut self,
        root: &'static str,
        result: &'static str,
        output: &T,
    ) -> Result<(), BuildError> {
        let mut writer = Writer::default();
        writer.start(root);
        T::encode(output, result, &Layout::Value, &mut writer);
        writer.start("ResponseMetadata");
        writer.value("RequestId", &Layout::Value, REQUEST_ID);
        writer.end();
        writer.end();
        let (xml, _) = writer.finish()?;
        self.request().body(XML, xml.into_bytes());
        Ok(())
    }
}

/// Adds the code and the message to the members of an error.
///
/// # Errors
///
/// Fails if XML cannot contain the code or the message.
pub fn error(error: &ErrorCode<'_>, reply: &mut ReplyBuilder) -> Result<(), BuildError> {
    wrapped(error, reply, "", "")
}

/// Adds the code and the message to the members of an error, in a response with the request ID.
///
/// # Errors
///
/// See [`error`].
pub fn error_in_response(
    error: &ErrorCode<'_>,
    reply: &mut ReplyBuilder,
) -> Result<(), BuildError> {
    let end = format!("<RequestId>{REQUEST_ID}</RequestId></ErrorResponse>");
    wrapped(error, reply, "<ErrorResponse>", &end)
}

/// Adds the code and the message to the members of an error, in a response of EC2.
///
/// # Errors
///
/// See [`error`].
pub fn error_in_list(error: &ErrorCode<'_>, reply: &mut ReplyBuilder) -> Result<(), BuildError> {
    let end = format!("</Errors><RequestID>{REQUEST_ID}</RequestID></Response>");
    wrapped(error, reply, "<Response><Errors>", &end)
}

/// Writes an error between two texts.
fn wrapped(
    error: &ErrorCode<'_>,
    reply: &mut ReplyBuilder,
    before: &str,
    after: &str,
) -> Result<(), BuildError> {
    let mut writer = Writer::default();
    writer.start("Error");
    writer.value("Code", &Layout::Value, error.code);
    if let Some(message) = error.message {
        writer.value("Message", &Layout::Value, message);
    }
    writer.end();
    let (head, _) = writer.finish()?;
    let head = head.strip_suffix("</Error>").unwrap_or(&head);
    let body = String::from_utf8(reply.take_body()).unwrap_or_default();
    let members = body.strip_prefix("<Error>").unwrap_or(&body);
    let members = if members.is_empty() { "</Error>" } else { members };
    let xml = format!("{before}{head}{members}{after}");
    reply.request().body(XML, xml.into_bytes());
    Ok(())
}
