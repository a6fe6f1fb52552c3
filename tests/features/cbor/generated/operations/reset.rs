//! `Reset`: `POST /service/HorseSensors_20240131/operation/Reset`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::rpc_v2_cbor;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, cbor, error, service,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Reset {}

impl Reset {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The output of [`Reset`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ResetOutput {}

/// The error of [`Reset`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ResetError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Reset {
    type Output = ResetOutput;
    type Error = ResetError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Reset";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request =
            rpc_v2_cbor::request("/service/HorseSensors_20240131/operation/Reset", self);
        rpc_v2_cbor::query_mode(&mut request);
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(rpc_v2_cbor::reply::<Self::Error>(status, headers, body)?.cbor()?)
    }
}

cbor::encode! { Reset {} }

cbor::decode! { ResetOutput {} }

error::operation_error! { ResetError {} }
