//! The protocol ec2Query: awsQuery without empty lists, and with the output in the root element of the response.

use super::super::form::encode::{Encode, Writer};
use super::super::request::RequestBuilder;
use super::query;

pub use super::query::reply;

/// Starts a request with the input as its body.
pub fn request<T: Encode<T>>(action: &str, version: &str, input: &T) -> RequestBuilder {
    query::post(Writer::new(action, version, false), input)
}
