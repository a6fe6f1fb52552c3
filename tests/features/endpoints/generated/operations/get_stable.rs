//! `GetStable`: `GET /stable`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, service,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct GetStable {}

impl GetStable {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The output of [`GetStable`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GetStableOutput {}

/// The error of [`GetStable`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetStableError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for GetStable {
    type Output = GetStableOutput;
    type Error = GetStableError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "GetStable";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        RequestBuilder::new(Method::GET, "/stable").build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        rest_json::reply::<Self::Error>(status, headers, body)?;
        Ok(Self::Output::default())
    }
}

error::operation_error! { GetStableError {} }
