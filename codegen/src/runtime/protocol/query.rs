//! The protocol awsQuery: requests are forms, and responses are XML with the output in an element of its own.

use http::{HeaderMap, Method, StatusCode};

use super::super::error::OperationError;
use super::super::form::encode::{Encode, Layout, Writer};
use super::super::reply::Reply;
use super::super::request::RequestBuilder;
use super::super::xml;

/// The media type of forms.
const FORM: &str = "application/x-www-form-urlencoded";

/// Starts a request with the input as its body.
pub fn request<T: Encode<T>>(action: &str, version: &str, input: &T) -> RequestBuilder {
    post(Writer::new(action, version, true), input)
}

/// Starts a request with a form, to which the members of the input are added.
pub fn post<T: Encode<T>>(mut form: Writer, input: &T) -> RequestBuilder {
    let mut request = RequestBuilder::new(Method::POST, "/");
    T::encode(input, &Layout::Value, &mut form);
    request.body(FORM, form.finish().into_bytes());
    request
}

/// Returns the response if its status is 2xx.
/// For other statuses, fails with the error of the operation.
pub fn reply<'a, E: OperationError>(
    status: StatusCode,
    headers: &'a HeaderMap,
    body: &'a [u8],
) -> Result<Reply<'a>, E> {
    Reply::new(status, headers, body).success(xml::reply::error)
}
