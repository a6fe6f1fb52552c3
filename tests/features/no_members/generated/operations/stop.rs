//! `Stop`: `POST /stop`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    serde_form, service,
};

/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/bare-2024-01-31/Stop)
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Stop {}

impl Stop {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The output of [`Stop`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct StopOutput {}

/// The error of [`Stop`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum StopError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Stop {
    type Output = StopOutput;
    type Error = StopError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Stop";

    fn request(&self) -> Result<Request, BuildError> {
        RequestBuilder::new(Method::POST, "/stop").build()
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

error::operation_error! { StopError {} }

serde_form::message! { Stop {} }

serde_form::message! { StopOutput {} }
