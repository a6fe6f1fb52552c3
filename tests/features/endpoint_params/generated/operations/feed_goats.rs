//! `FeedGoats`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, json, service,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct FeedGoats {
    pub is_night: Option<bool>,
}

impl FeedGoats {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn is_night(mut self, value: bool) -> Self {
        self.is_night = Some(value);
        self
    }
}

/// The output of [`FeedGoats`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct FeedGoatsOutput {}

/// The error of [`FeedGoats`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FeedGoatsError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for FeedGoats {
    type Output = FeedGoatsOutput;
    type Error = FeedGoatsError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "FeedGoats";

    fn request(&self) -> Result<Request, BuildError> {
        aws_json::request("application/x-amz-json-1.0", "Paddocks.FeedGoats", self)?.build()
    }

    fn endpoint_in(
        &self,
        region: &service::Region,
    ) -> Result<service::Endpoint, service::NoEndpoint> {
        crate::service::is_night_endpoint(region, self.is_night)
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

json::encode! { FeedGoats {
    "IsNight" => is_night,
} }

error::operation_error! { FeedGoatsError {} }
