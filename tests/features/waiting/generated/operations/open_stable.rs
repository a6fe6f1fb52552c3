//! `OpenStable`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, json, service, token,
    value_format,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct OpenStable {
    /// If unset, each request gets a new token. To retry, send the same request again.
    pub token: Option<String>,
}

impl OpenStable {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    /// If unset, each request gets a new token.
    pub fn token(mut self, value: impl Into<String>) -> Self {
        self.token = Some(value.into());
        self
    }
}

/// The output of [`OpenStable`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct OpenStableOutput {}

/// The error of [`OpenStable`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum OpenStableError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for OpenStable {
    type Output = OpenStableOutput;
    type Error = OpenStableError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "OpenStable";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        token::check(self.token.as_deref())?;
        aws_json::request("application/x-amz-json-1.1", "Stables.OpenStable", self)?.build()
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

json::encode! { OpenStable {
    "token" => token: value_format::Token,
} }

error::operation_error! { OpenStableError {} }
