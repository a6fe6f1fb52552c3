//! Errors of OAuth 2.0, which have their message in `error_description` (RFC 6749, section 5.2).

use http::{HeaderMap, StatusCode};

use super::super::error::OperationError;
use super::super::json;
use super::super::reply::Reply;
use super::rest_json;

/// Returns the response if its status is 2xx.
/// For other statuses, fails with the error of the operation.
pub fn reply<'a, E: OperationError>(
    status: StatusCode,
    headers: &'a HeaderMap,
    body: &'a [u8],
) -> Result<Reply<'a>, E> {
    let reply = Reply::new(status, headers, body);
    reply.success(|reply| {
        let description = || json::reply::text_member(reply.body(), "error_description");
        rest_json::error(reply).or_message(description)
    })
}
