//! Responses of S3. An error may have the status 200, if it occurs after the response has begun.

use http::{HeaderMap, StatusCode};

use super::super::error::OperationError;
use super::super::protocol::rest_xml;
use super::super::reply::Reply;
use super::super::text_error::text_of;
use super::super::xml::decode::Reader;

/// Returns the response if its status is 2xx, and if its body is not an error.
///
/// # Errors
///
/// For other statuses, fails with the error of the operation. An error with the status 200, or a body that is not XML, gets
/// the status 500, so that the request is sent again.
pub fn reply<'a, E: OperationError>(
    status: StatusCode,
    headers: &'a HeaderMap,
    body: &'a [u8],
) -> Result<Reply<'a>, E> {
    let is_error = status == StatusCode::OK && has_error(body);
    let status = if is_error { StatusCode::INTERNAL_SERVER_ERROR } else { status };
    rest_xml::reply(status, headers, body)
}

/// Whether the root element is that of an error, or not there.
fn has_error(body: &[u8]) -> bool {
    let root = text_of(body).and_then(|text| Reader::new(text).root());
    !body.is_empty() && root.map_or(true, |root| root == "Error")
}
