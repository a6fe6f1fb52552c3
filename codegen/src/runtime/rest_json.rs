//! rest-json: members in path, query, headers and a JSON body.

use http::{HeaderMap, StatusCode};

use super::error::OperationError;
use super::reply::Reply;

/// The members of a body that may hold the code of an error, the first of which counts.
const CODE_MEMBERS: [&str; 3] = ["code", "Code", "__type"];

/// A successful reply, to be read member by member.
///
/// # Errors
///
/// Fails with what an unsuccessful reply means.
pub fn reply<'a, E: OperationError>(
    status: StatusCode,
    headers: &'a HeaderMap,
    body: &'a [u8],
) -> Result<Reply<'a>, E> {
    Reply::new(status, headers, body).success(&CODE_MEMBERS)
}
