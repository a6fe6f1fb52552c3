//! `FollowTrail`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, json, service,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct FollowTrail {
    pub trail_id: Option<String>,
}

impl FollowTrail {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn trail_id(mut self, value: impl Into<String>) -> Self {
        self.trail_id = Some(value.into());
        self
    }
}

/// The output of [`FollowTrail`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct FollowTrailOutput {}

/// The error of [`FollowTrail`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FollowTrailError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for FollowTrail {
    type Output = FollowTrailOutput;
    type Error = FollowTrailError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "FollowTrail";

    fn request(&self) -> Result<Request, BuildError> {
        aws_json::request("application/x-amz-json-1.0", "Paddocks.FollowTrail", self)?.build()
    }

    fn endpoint_in(
        &self,
        region: &service::Region,
    ) -> Result<service::Endpoint, service::NoEndpoint> {
        crate::service::trail_id_endpoint(region, self.trail_id.as_deref())
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

json::encode! { FollowTrail {
    "TrailId" => trail_id,
} }

error::operation_error! { FollowTrailError {} }
