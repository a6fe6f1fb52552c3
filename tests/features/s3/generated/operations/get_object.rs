//! `GetObject`: `GET /{Bucket}/{Key+}`.

use std::collections::BTreeMap;
use std::fmt;

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_xml;
use crate::runtime::s3::endpoint;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Redacted, Request, RequestBuilder,
    Timestamp, error, request_checksum, request_extensions, service,
};
use crate::types::{ChecksumMode, NoSuchKey};

#[derive(Clone, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct GetObject {
    pub bucket: String,
    pub key: String,
    pub sse_customer_key: Option<String>,
    pub sse_customer_key_md5: Option<String>,
    pub checksum_mode: Option<ChecksumMode>,
}

impl fmt::Debug for GetObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GetObject")
            .field("bucket", &self.bucket)
            .field("key", &self.key)
            .field("sse_customer_key", &self.sse_customer_key.as_ref().map(|_| Redacted))
            .field("sse_customer_key_md5", &self.sse_customer_key_md5)
            .field("checksum_mode", &self.checksum_mode)
            .finish()
    }
}

impl GetObject {
    /// Creates a request from its required fields: path labels first, then the others by name.
    pub fn new(bucket: impl Into<String>, key: impl Into<String>) -> Self {
        Self {
            bucket: bucket.into(),
            key: key.into(),
            sse_customer_key: None,
            sse_customer_key_md5: None,
            checksum_mode: None,
        }
    }

    pub fn sse_customer_key(mut self, value: impl Into<String>) -> Self {
        self.sse_customer_key = Some(value.into());
        self
    }

    pub fn sse_customer_key_md5(mut self, value: impl Into<String>) -> Self {
        self.sse_customer_key_md5 = Some(value.into());
        self
    }

    pub fn checksum_mode(mut self, value: impl Into<ChecksumMode>) -> Self {
        self.checksum_mode = Some(value.into());
        self
    }
}

/// The output of [`GetObject`].
///
/// The body of a successful response is the stream `Body`, which `parse` does not read. For other
/// statuses, read the body and pass it to `parse`.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GetObjectOutput {
    pub content_type: Option<String>,
    /// A text that cannot be parsed is `None`.
    pub expires: Option<Timestamp>,
    pub expires_string: Option<String>,
    pub metadata: Option<BTreeMap<String, String>>,
}

/// The error of [`GetObject`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetObjectError {
    NoSuchKey(ErrorReply<NoSuchKey>),
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for GetObject {
    type Output = GetObjectOutput;
    type Error = GetObjectError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "GetObject";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::GET, "/");
        request.bucket("Bucket", &self.bucket)?;
        request.key("Key", &self.key)?;
        request.customer_key(
            [
                "x-amz-server-side-encryption-customer-key",
                "x-amz-server-side-encryption-customer-key-MD5",
            ],
            [self.sse_customer_key.as_ref(), self.sse_customer_key_md5.as_ref()],
        )?;
        request.header("x-amz-checksum-mode", &self.checksum_mode)?;
        request.attach(request_checksum::Checksum {
            reply_header: Some("x-amz-checksum-mode"),
            reply_algorithms: &["CRC32", "SHA256"],
            ..Default::default()
        });
        request.attach(request_extensions::StreamedReply);
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
        let reply = rest_xml::reply::<Self::Error>(status, headers, body)?;
        Ok(GetObjectOutput {
            content_type: reply.header("Content-Type")?,
            expires: reply.header("Expires").unwrap_or_default(),
            expires_string: reply.header("Expires")?,
            metadata: reply.prefix_headers("x-amz-meta-")?,
        })
    }
}

error::operation_error! { GetObjectError {
    "NoSuchKey" => NoSuchKey,
} }
