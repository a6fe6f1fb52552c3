//! The protocol restXml: members are in the path, query string, headers and an XML body.

use http::{HeaderMap, StatusCode};

use super::super::error::{ErrorReply, OperationError};
use super::super::reply::Reply;
use super::super::xml;

/// Returns the response if its status is 2xx.
/// For other statuses, fails with the error of the operation.
pub fn reply<'a, E: OperationError>(
    status: StatusCode,
    headers: &'a HeaderMap,
    body: &'a [u8],
) -> Result<Reply<'a>, E> {
    Reply::new(status, headers, body).success(error)
}

/// Reads an error response. The message of a response without a body, such as that to `HEAD`, is the reason phrase.
fn error(reply: &Reply<'_>) -> ErrorReply {
    let reason = || reply.status().canonical_reason().map(str::to_owned);
    xml::reply::error(reply).or_message(|| reason().filter(|_| reply.body().is_empty()))
}
