//! `GetHerd`: `GET /herd`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    service,
};
use crate::types::Goat;

/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/shared-2024-01-31/GetHerd)
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct GetHerd {}

impl GetHerd {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The output of [`GetHerd`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GetHerdOutput {
    pub goats: Option<Vec<Goat>>,
}

impl GetHerdOutput {
    /// The list `goats`. It is empty if the response does not contain it.
    pub fn goats(&self) -> &[Goat] {
        self.goats.as_deref().unwrap_or_default()
    }
}

/// The error of [`GetHerd`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetHerdError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for GetHerd {
    type Output = GetHerdOutput;
    type Error = GetHerdError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "GetHerd";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        RequestBuilder::new(Method::GET, "/herd").build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(rest_json::reply::<Self::Error>(status, headers, body)?.json()?)
    }
}

json::decode! { GetHerdOutput {
    "goats" => goats,
} }

error::operation_error! { GetHerdError {} }
