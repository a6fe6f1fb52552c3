//! `ListBuckets`: `GET /`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_xml;
use crate::runtime::s3::endpoint;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, service,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct ListBuckets {}

impl ListBuckets {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The output of [`ListBuckets`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ListBucketsOutput {}

/// The error of [`ListBuckets`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListBucketsError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for ListBuckets {
    type Output = ListBucketsOutput;
    type Error = ListBucketsError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "ListBuckets";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        RequestBuilder::new(Method::GET, "/").build()
    }

    fn endpoint_in(
        &self,
        region: &service::Region,
    ) -> Result<service::Endpoint, service::NoEndpoint> {
        endpoint::without_bucket(&Self::SERVICE, region)
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

error::operation_error! { ListBucketsError {} }
