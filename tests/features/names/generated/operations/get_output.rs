//! `GetOutput`: `GET /get-output`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, service,
};

/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/names-2024-01-31/GetOutput)
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct GetOutputOperation {}

impl GetOutputOperation {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The output of [`GetOutputOperation`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GetOutputOperationOutput {}

/// The error of [`GetOutputOperation`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetOutputOperationError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for GetOutputOperation {
    type Output = GetOutputOperationOutput;
    type Error = GetOutputOperationError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "GetOutput";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        RequestBuilder::new(Method::GET, "/get-output").build()
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

error::operation_error! { GetOutputOperationError {} }
