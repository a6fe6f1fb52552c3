//! `CreateBucket`: `PUT /{Bucket}`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_xml;
use crate::runtime::s3::endpoint;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, service,
};
use crate::types::CreateBucketConfiguration;

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct CreateBucket {
    pub bucket: String,
    pub create_bucket_configuration: Option<CreateBucketConfiguration>,
}

impl CreateBucket {
    /// Creates a request from its required fields.
    pub fn new(bucket: impl Into<String>) -> Self {
        Self { bucket: bucket.into(), create_bucket_configuration: None }
    }

    pub fn create_bucket_configuration(mut self, value: CreateBucketConfiguration) -> Self {
        self.create_bucket_configuration = Some(value);
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
        let mut request = RequestBuilder::new(Method::PUT, "/");
        request.bucket("Bucket", &self.bucket)?;
        if let Some(payload) = &self.create_bucket_configuration {
            request.xml_payload(
                "CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"",
                payload,
            )?;
        }
        request.build()
    }

    fn endpoint_in(
        &self,
        region: &service::Region,
    ) -> Result<service::Endpoint, service::NoEndpoint> {
        endpoint::of_bucket(
            &Self::SERVICE,
            region,
            &self.bucket,
            endpoint::BucketRule::NoAccessPoint,
        )
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        rest_xml::reply::<Self::Error>(status, headers, body)?;
        Ok(Self::Output::default())
    }
}

error::operation_error! { CreateBucketError {} }
