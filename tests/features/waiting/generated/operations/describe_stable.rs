//! `DescribeStable`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, json, service,
};
use crate::types::{Horse, NoSuchStable, Stable};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct DescribeStable {
    pub name: Option<String>,
}

impl DescribeStable {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn name(mut self, value: impl Into<String>) -> Self {
        self.name = Some(value.into());
        self
    }
}

/// The output of [`DescribeStable`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct DescribeStableOutput {
    pub stable: Option<Stable>,
    pub state: Option<String>,
    pub horses: Option<Vec<Horse>>,
    pub is_clean: Option<bool>,
}

impl DescribeStableOutput {
    /// The list `horses`. It is empty if the response does not contain it.
    #[must_use]
    pub fn horses(&self) -> &[Horse] {
        self.horses.as_deref().unwrap_or_default()
    }
}

/// The error of [`DescribeStable`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DescribeStableError {
    NoSuchStable(ErrorReply<NoSuchStable>),
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for DescribeStable {
    type Output = DescribeStableOutput;
    type Error = DescribeStableError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "DescribeStable";

    fn request(&self) -> Result<Request, BuildError> {
        aws_json::request("application/x-amz-json-1.1", "Stables.DescribeStable", self)?.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(aws_json::reply::<Self::Error>(status, headers, body)?.json()?)
    }
}

json::encode! { DescribeStable {
    "name" => name,
} }

json::decode! { DescribeStableOutput {
    "stable" => stable,
    "state" => state,
    "horses" => horses,
    "isClean" => is_clean,
} }

error::operation_error! { DescribeStableError {
    "NoSuchStable" => NoSuchStable,
} }
