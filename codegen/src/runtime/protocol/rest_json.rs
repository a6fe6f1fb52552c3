//! rest-json: members in path, query, headers and a JSON body.

use http::{HeaderMap, StatusCode};

use super::super::error::OperationError;
use super::super::json;
use super::super::reply::Reply;

/// Members of a body that may hold the code of an error. The first one that is there counts.
const CODE_MEMBERS: [&str; 3] = ["code", "Code", "__type"];

/// A successful reply, to be read member by member.
///
/// # Errors
///
/// Fails with the error that an unsuccessful reply means.
pub fn reply<'a, E: OperationError>(
    status: StatusCode,
    headers: &'a HeaderMap,
    body: &'a [u8],
) -> Result<Reply<'a>, E> {
    let reply = Reply::new(status, headers, body);
    reply.success(|reply| json::reply::error(reply, &CODE_MEMBERS))
}
