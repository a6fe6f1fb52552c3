//! `DescribeEndpoints`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, json, service,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct DescribeEndpoints {}

impl DescribeEndpoints {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The output of [`DescribeEndpoints`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct DescribeEndpointsOutput {}

/// The error of [`DescribeEndpoints`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DescribeEndpointsError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for DescribeEndpoints {
    type Output = DescribeEndpointsOutput;
    type Error = DescribeEndpointsError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "DescribeEndpoints";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = aws_json::request(
            "application/x-amz-json-1.0",
            "HorseTable_20240131.DescribeEndpoints",
            self,
        )?;
        request.default_header("x-amz-api-version", "2024-01-31");
        request.build()
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

json::encode! { DescribeEndpoints {} }

error::operation_error! { DescribeEndpointsError {} }
