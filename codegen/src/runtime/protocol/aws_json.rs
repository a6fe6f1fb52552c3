//! The protocol awsJson: requests are JSON objects, and a header contains the name of the operation.

use http::header::HeaderValue;
use http::{HeaderMap, Method, StatusCode};

use super::super::error::OperationError;
use super::super::json::{self, encode::Encode};
use super::super::reply::Reply;
use super::super::request::{BuildError, RequestBuilder};

/// The members for the code of an error. The first one that is present is used.
const CODE_MEMBERS: [&str; 3] = ["__type", "code", "Code"];

/// Starts a request with the input as its body. `target` is the `x-amz-target` header, such as `TrentService.Encrypt`.
/// Fails if the target is not a valid header value.
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
    /// Asks for the error codes of the query protocol, from which the service has migrated.
    pub fn query_mode(&mut self) {
        self.headers.insert("x-amzn-query-mode", HeaderValue::from_static("true"));
    }
}

/// Returns the response if its status is 2xx.
/// For other statuses, fails with the error of the operation.
pub fn reply<'a, E: OperationError>(
    status: StatusCode,
    headers: &'a HeaderMap,
    body: &'a [u8],
) -> Result<Reply<'a>, E> {
    let reply = Reply::new(status, headers, body);
    reply.success(|reply| json::reply::error(reply, &CODE_MEMBERS))
}
