//! `Purge`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, json, serde_form, service,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Purge {}

impl Purge {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The output of [`Purge`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PurgeOutput {}

/// The error of [`Purge`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PurgeError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Purge {
    type Output = PurgeOutput;
    type Error = PurgeError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Purge";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request =
            aws_json::request("application/x-amz-json-1.0", "HorseQueue_20240131.Purge", self)?;
        request.query_mode();
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        aws_json::reply::<Self::Error>(status, headers, body)?;
        Ok(Self::Output::default())
    }
}

json::encode! { Purge {} }

error::operation_error! { PurgeError {} }

serde_form::message! { Purge {} }

serde_form::message! { PurgeOutput {} }
