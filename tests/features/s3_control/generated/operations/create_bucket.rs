//! `CreateBucket`: `PUT /bucket/{name}`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::s3::control;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, service,
};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct CreateBucket {
    pub bucket: String,
    pub outpost_id: Option<String>,
}

impl CreateBucket {
    /// Creates a request from its required fields.
    pub fn new(bucket: impl Into<String>) -> Self {
        Self { bucket: bucket.into(), outpost_id: None }
    }

    pub fn outpost_id(mut self, value: impl Into<String>) -> Self {
        self.outpost_id = Some(value.into());
        self
    }
}

/// The output of [`CreateBucket`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct CreateBucketOutput {}

/// The error of [`CreateBucket`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CreateBucketError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for CreateBucket {
    type Output = CreateBucketOutput;
    type Error = CreateBucketError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "CreateBucket";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::PUT, "/bucket/");
        request.label("name", &self.bucket)?;
        request.header("x-amz-outpost-id", &self.outpost_id)?;
        request.build()
    }

    fn endpoint_in(
        &self,
        region: &service::Region,
    ) -> Result<service::Endpoint, service::NoEndpoint> {
        let target = control::Target {
            outpost: self.outpost_id.as_deref(),
            names: &[Some(self.bucket.as_str())],
            resource: None,
        };
        control::endpoint(&Self::SERVICE, region, &target)
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

error::operation_error! { CreateBucketError {} }
