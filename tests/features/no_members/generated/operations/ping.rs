//! `Ping`: `GET /ping?deep=yes`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    serde_form, service,
};

/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/bare-2024-01-31/Ping)
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Ping {}

impl Ping {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The output of [`Ping`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PingOutput {}

/// The error of [`Ping`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PingError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Ping {
    type Output = PingOutput;
    type Error = PingError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Ping";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::GET, "/ping");
        request.literal_query("deep=yes");
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

error::operation_error! { PingError {} }

serde_form::message! { Ping {} }

serde_form::message! { PingOutput {} }
