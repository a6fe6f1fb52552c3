//! awsJson: every request is posted as a JSON object, and a header names the operation.

use http::header::HeaderValue;
use http::{HeaderMap, Method, StatusCode};

use super::super::error::OperationError;
use super::super::json::{self, encode::Encode};
use super::super::reply::Reply;
use super::super::request::{BuildError, RequestBuilder};

/// Members of a body that may hold the code of an error. The first one that is there counts.
const CODE_MEMBERS: [&str; 3] = ["__type", "code", "Code"];

/// A request whose body is the input, for the operation that `target` names.
///
/// # Errors
///
/// Fails if the target is not what a header can hold.
pub fn request<T: Encode<T>>(
    content_type: &'static str,
    target: &str,
    input: &T,
) -> Result<RequestBuilder, BuildError> {
    let mut request = RequestBuilder::new(Method::POST, "/");
    let header =
        HeaderValue::from_str(target).map_err(|_| BuildError::Header("x-amz-target".to_owned()))?;
    request.headers.insert("x-amz-target", header);
    request.body(content_type, json::encode::text(input).into_bytes());
    Ok(request)
}

impl RequestBuilder {
    /// Asks for the codes of errors that the service had when it spoke the query protocol.
    pub fn query_mode(&mut self) {
        self.headers.insert("x-amzn-query-mode", HeaderValue::from_static("true"));
    }
}

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
