//! `GetBucketLocation`: `GET /{Bucket}?location`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::s3::{endpoint, reply};
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, service,
};
use crate::types::LocationConstraint;

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct GetBucketLocation {
    pub bucket: String,
}

impl GetBucketLocation {
    /// Creates a request from its required fields.
    pub fn new(bucket: impl Into<String>) -> Self {
        Self { bucket: bucket.into() }
    }
}

/// The output of [`GetBucketLocation`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GetBucketLocationOutput {
    pub location_constraint: Option<LocationConstraint>,
}

/// The error of [`GetBucketLocation`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetBucketLocationError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for GetBucketLocation {
    type Output = GetBucketLocationOutput;
    type Error = GetBucketLocationError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "GetBucketLocation";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::GET, "/");
        request.bucket("Bucket", &self.bucket)?;
        request.literal_query("location");
        request.build()
    }

    fn endpoint_in(
        &self,
        region: &service::Region,
    ) -> Result<service::Endpoint, service::NoEndpoint> {
        endpoint::of_bucket(&Self::SERVICE, region, &self.bucket, endpoint::BucketRule::InPath)
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        let reply = reply::reply::<Self::Error>(status, headers, body)?;
        Ok(GetBucketLocationOutput { location_constraint: reply.xml_root_text()? })
    }
}

error::operation_error! { GetBucketLocationError {} }
