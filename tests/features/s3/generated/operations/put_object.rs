//! `PutObject`: `PUT /{Bucket}/{Key+}`.

use std::collections::BTreeMap;

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::arguments::IntoTextMap;
use crate::runtime::s3::{endpoint, reply};
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error,
    request_checksum, service,
};
use crate::types::ChecksumAlgorithm;

/// The request body is the stream `Body`. `request` leaves the body empty, and the sender supplies
/// the stream.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct PutObject {
    pub bucket: String,
    pub key: String,
    pub checksum_algorithm: Option<ChecksumAlgorithm>,
    pub content_type: Option<String>,
    pub metadata: Option<BTreeMap<String, String>>,
}

impl PutObject {
    /// Creates a request from its required fields: path labels first, then the others by name.
    pub fn new(bucket: impl Into<String>, key: impl Into<String>) -> Self {
        Self {
            bucket: bucket.into(),
            key: key.into(),
            checksum_algorithm: None,
            content_type: None,
            metadata: None,
        }
    }

    pub fn checksum_algorithm(mut self, value: impl Into<ChecksumAlgorithm>) -> Self {
        self.checksum_algorithm = Some(value.into());
        self
    }

    pub fn content_type(mut self, value: impl Into<String>) -> Self {
        self.content_type = Some(value.into());
        self
    }

    pub fn metadata(mut self, value: impl IntoTextMap<String, String>) -> Self {
        self.metadata = Some(value.into_map());
        self
    }
}

/// The output of [`PutObject`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PutObjectOutput {
    pub e_tag: Option<String>,
}

/// The error of [`PutObject`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PutObjectError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for PutObject {
    type Output = PutObjectOutput;
    type Error = PutObjectError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "PutObject";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::PUT, "/");
        request.bucket("Bucket", &self.bucket)?;
        request.key("Key", &self.key)?;
        request.header("x-amz-sdk-checksum-algorithm", &self.checksum_algorithm)?;
        request.header("Content-Type", &self.content_type)?;
        request.prefix_headers("x-amz-meta-", &self.metadata)?;
        request.ascii_headers("x-amz-meta-")?;
        request.attach(request_checksum::Checksum {
            algorithm: self.checksum_algorithm.as_ref().map(ToString::to_string),
            algorithm_header: Some("x-amz-sdk-checksum-algorithm"),
            ..Default::default()
        });
        request.stream();
        request.build()
    }

    fn endpoint_in(
        &self,
        region: &service::Region,
    ) -> Result<service::Endpoint, service::NoEndpoint> {
        endpoint::of_bucket(&Self::SERVICE, region, &self.bucket, endpoint::BucketRule::Any)
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        let reply = reply::reply::<Self::Error>(status, headers, body)?;
        Ok(PutObjectOutput { e_tag: reply.header("ETag")? })
    }
}

error::operation_error! { PutObjectError {} }
