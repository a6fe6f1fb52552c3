//! `ListGates`: `GET /gates`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, service,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct ListGates {}

impl ListGates {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The output of [`ListGates`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ListGatesOutput {}

/// The error of [`ListGates`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListGatesError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for ListGates {
    type Output = ListGatesOutput;
    type Error = ListGatesError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "ListGates";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::GET, "/gates");
        request.default_header("accept", "application/json");
        request.build()
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

error::operation_error! { ListGatesError {} }
