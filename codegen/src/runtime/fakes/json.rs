//! Errors in JSON.

use super::super::json::encode::Writer;
use super::super::request::BuildError;
use super::reply::{ErrorCode, ReplyBuilder};

/// Adds the code and the message to the members of an error, with the code in a header.
///
/// # Errors
///
/// Fails if a header cannot contain the code.
pub fn error_with_header(
    error: &ErrorCode<'_>,
    reply: &mut ReplyBuilder,
) -> Result<(), BuildError> {
    reply.header("x-amzn-errortype", error.code)?;
    add(&[("message", error.message)], "application/json", reply);
    Ok(())
}

/// Adds the code and the message to the members of an error.
///
/// # Errors
///
/// Fails if a header cannot contain the code of the query protocol.
pub fn error_with_type(error: &ErrorCode<'_>, reply: &mut ReplyBuilder) -> Result<(), BuildError> {
    reply.query_code(error)?;
    let members = [("__type", Some(error.code)), ("message", error.message)];
    add(&members, "application/x-amz-json-1.0", reply);
    Ok(())
}

/// Adds members to the object in the body.
fn add(members: &[(&str, Option<&str>)], content_type: &'static str, reply: &mut ReplyBuilder) {
    let mut writer = Writer::default();
    writer.raw("{");
    for (name, value) in members {
        if let Some(value) = value {
            writer.name(name);
            writer.string(value);
        }
    }
    let body = String::from_utf8(reply.take_body()).unwrap_or_default();
    let rest = body.trim_start_matches('{');
    if !matches!(rest, "" | "}") {
        writer.comma();
    }
    writer.raw(if rest.is_empty() { "}" } else { rest });
    reply.request().body(content_type, writer.finish().into_bytes());
}
