//! `Ping`: `POST /service/HorseSensors_20240131/operation/Ping`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::rpc_v2_cbor;
use crate::runtime::{BuildError, ErrorReply, MalformedReply, Operation, Request, error, service};

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

    fn request(&self) -> Result<Request, BuildError> {
        let mut request =
            rpc_v2_cbor::request_without_input("/service/HorseSensors_20240131/operation/Ping");
        rpc_v2_cbor::query_mode(&mut request);
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        rpc_v2_cbor::reply::<Self::Error>(status, headers, body)?;
        Ok(Self::Output::default())
    }
}

error::operation_error! { PingError {} }
