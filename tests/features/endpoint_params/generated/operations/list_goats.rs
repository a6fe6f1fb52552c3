//! `ListGoats`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, json, service,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct ListGoats {}

impl ListGoats {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The output of [`ListGoats`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ListGoatsOutput {}

/// The error of [`ListGoats`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListGoatsError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for ListGoats {
    type Output = ListGoatsOutput;
    type Error = ListGoatsError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "ListGoats";

    fn request(&self) -> Result<Request, BuildError> {
        aws_json::request("application/x-amz-json-1.0", "Paddocks.ListGoats", self)?.build()
    }

    fn endpoint_in(
        &self,
        region: &service::Region,
    ) -> Result<service::Endpoint, service::NoEndpoint> {
        crate::service::account_id_use_old_host_endpoint(region)
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

json::encode! { ListGoats {} }

error::operation_error! { ListGoatsError {} }
