//! The protocol rpcv2Cbor: requests and responses are CBOR, and the path contains the name of the operation.

use http::header::{ACCEPT, HeaderValue};
use http::{HeaderMap, Method, StatusCode};

use super::super::cbor::encode::Encode;
use super::super::cbor::{self, reply::error_body};
use super::super::error::{ErrorBody, ErrorReply, MalformedReply, OperationError};
use super::super::reply::Reply;
use super::super::request::RequestBuilder;

/// The header that requests and responses of the protocol must have.
const PROTOCOL: (&str, &str) = ("smithy-protocol", "rpc-v2-cbor");
const CBOR: &str = "application/cbor";
/// The header for the error code in other protocols. This protocol forbids clients to read it.
const CODE_HEADER: &str = "x-amzn-errortype";

/// Starts a request with the input as its body.
pub fn request<T: Encode<T>>(path: &str, input: &T) -> RequestBuilder {
    let mut request = request_without_input(path);
    request.body(CBOR, cbor::encode::bytes(input));
    request
}

/// Starts the request of an operation without input, which has no body.
#[must_use]
pub fn request_without_input(path: &str) -> RequestBuilder {
    let mut request = RequestBuilder::new(Method::POST, path);
    let (name, value) = PROTOCOL;
    request.headers.insert(name, HeaderValue::from_static(value));
    request.headers.insert(ACCEPT, HeaderValue::from_static(CBOR));
    request
}

/// Asks for the error codes of the query protocol, from which the service has migrated.
pub fn query_mode(request: &mut RequestBuilder) {
    request.headers.insert("x-amzn-query-mode", HeaderValue::from_static("true"));
}

/// Returns the response if its status is 2xx and it has the header of the protocol.
/// For other statuses, fails with the error of the operation.
pub fn reply<'a, E: OperationError + From<MalformedReply>>(
    status: StatusCode,
    headers: &'a HeaderMap,
    body: &'a [u8],
) -> Result<Reply<'a>, E> {
    let reply = Reply::new(status, headers, body).success::<E>(error)?;
    if is_of_protocol(&reply) {
        Ok(reply)
    } else {
        Err(reply.malformed("expected the header `smithy-protocol: rpc-v2-cbor`").into())
    }
}

fn is_of_protocol(reply: &Reply<'_>) -> bool {
    let (name, value) = PROTOCOL;
    reply.headers().get(name).is_some_and(|found| found == value)
}

/// Reads an error response. A response without the header of the protocol, such as that of a proxy, has no code.
fn error(reply: &Reply<'_>) -> ErrorReply {
    let mut headers = reply.headers().clone();
    headers.remove(CODE_HEADER);
    let plain = Reply::new(reply.status(), &headers, reply.body());
    let body = error_body(reply.body()).ok().filter(|_| is_of_protocol(reply));
    // A body that is neither an error nor text says nothing.
    let is_text = std::str::from_utf8(reply.body()).is_ok();
    ErrorReply::new(&plain, body.or_else(|| (!is_text).then(ErrorBody::default)))
}
