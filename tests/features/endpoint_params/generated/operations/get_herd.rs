//! `GetHerd`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, json, service,
};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct GetHerd {
    pub herd_arn: String,
}

impl GetHerd {
    /// Creates a request from its required fields.
    pub fn new(herd_arn: impl Into<String>) -> Self {
        Self { herd_arn: herd_arn.into() }
    }
}

/// The output of [`GetHerd`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GetHerdOutput {}

/// The error of [`GetHerd`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetHerdError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for GetHerd {
    type Output = GetHerdOutput;
    type Error = GetHerdError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "GetHerd";

    fn request(&self) -> Result<Request, BuildError> {
        aws_json::request("application/x-amz-json-1.0", "Paddocks.GetHerd", self)?.build()
    }

    fn endpoint_in(
        &self,
        region: &service::Region,
    ) -> Result<service::Endpoint, service::NoEndpoint> {
        crate::service::herd_arn_endpoint(region, Some(self.herd_arn.as_str()))
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

json::encode! { GetHerd {
    "HerdArn" => herd_arn,
} }

error::operation_error! { GetHerdError {} }
