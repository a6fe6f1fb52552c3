//! `CopyObject`: `PUT /{Bucket}/{Key+}`.

use std::fmt;

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::s3::{copy_source, endpoint, reply};
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Redacted, Request, RequestBuilder, error,
    service,
};
use crate::types::CopyObjectResult;

#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct CopyObject {
    pub bucket: String,
    /// Requests contain the text percent-encoded, but for its `?versionId=`.
    pub copy_source: String,
    pub key: String,
    pub copy_source_sse_customer_key: Option<String>,
    pub copy_source_sse_customer_key_md5: Option<String>,
}

impl fmt::Debug for CopyObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CopyObject")
            .field("bucket", &self.bucket)
            .field("copy_source", &self.copy_source)
            .field("key", &self.key)
            .field(
                "copy_source_sse_customer_key",
                &self.copy_source_sse_customer_key.as_ref().map(|_| Redacted),
            )
            .field("copy_source_sse_customer_key_md5", &self.copy_source_sse_customer_key_md5)
            .finish()
    }
}

impl CopyObject {
    /// Creates a request from its required fields: path labels first, then the others by name.
    pub fn new(
        bucket: impl Into<String>,
        key: impl Into<String>,
        copy_source: impl Into<String>,
    ) -> Self {
        Self {
            bucket: bucket.into(),
            copy_source: copy_source.into(),
            key: key.into(),
            copy_source_sse_customer_key: None,
            copy_source_sse_customer_key_md5: None,
        }
    }

    pub fn copy_source_sse_customer_key(mut self, value: impl Into<String>) -> Self {
        self.copy_source_sse_customer_key = Some(value.into());
        self
    }

    pub fn copy_source_sse_customer_key_md5(mut self, value: impl Into<String>) -> Self {
        self.copy_source_sse_customer_key_md5 = Some(value.into());
        self
    }
}

/// The output of [`CopyObject`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct CopyObjectOutput {
    pub copy_object_result: Option<CopyObjectResult>,
}

/// The error of [`CopyObject`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CopyObjectError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for CopyObject {
    type Output = CopyObjectOutput;
    type Error = CopyObjectError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "CopyObject";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::PUT, "/");
        request.bucket("Bucket", &self.bucket)?;
        request.key("Key", &self.key)?;
        request.header("x-amz-copy-source", &copy_source::encoded(&self.copy_source))?;
        request.customer_key(
            [
                "x-amz-copy-source-server-side-encryption-customer-key",
                "x-amz-copy-source-server-side-encryption-customer-key-MD5",
            ],
            [
                self.copy_source_sse_customer_key.as_ref(),
                self.copy_source_sse_customer_key_md5.as_ref(),
            ],
        )?;
        request.ascii_headers("x-amz-meta-")?;
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
        Ok(CopyObjectOutput { copy_object_result: reply.xml_payload_object()? })
    }
}

error::operation_error! { CopyObjectError {} }
