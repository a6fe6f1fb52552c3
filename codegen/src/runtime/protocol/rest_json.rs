//! The protocol restJson1: members are in the path, query string, headers and a JSON body.

use http::{HeaderMap, StatusCode};

use super::super::error::{ErrorReply, OperationError};
use super::super::json;
use super::super::reply::Reply;

/// The members for the code of an error. The first one that is present is used.
const CODE_MEMBERS: [&str; 3] = ["code", "Code", "__type"];

/// Returns the response if its status is 2xx.
/// For other statuses, fails with the error of the operation.
pub fn reply<'a, E: OperationError>(
    status: StatusCode,
    headers: &'a HeaderMap,
    body: &'a [u8],
) -> Result<Reply<'a>, E> {
    let reply = Reply::new(status, headers, body);
    reply.success(error)
}

/// Reads an error response.
#[must_use]
pub fn error(reply: &Reply<'_>) -> ErrorReply {
    json::reply::error(reply, &CODE_MEMBERS)
}
