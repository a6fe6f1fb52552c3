//! `GetHerds`: `GET /herds`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    service,
};
use crate::types::Goat;

/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/shared-2024-01-31/GetHerds)
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct GetHerds {}

impl GetHerds {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The output of [`GetHerds`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GetHerdsOutput {
    pub goats: Option<Vec<Goat>>,
}

impl GetHerdsOutput {
    /// The list `goats`. It is empty if the response does not contain it.
    pub fn goats(&self) -> &[Goat] {
        self.goats.as_deref().unwrap_or_default()
    }
}

/// The error of [`GetHerds`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetHerdsError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for GetHerds {
    type Output = GetHerdsOutput;
    type Error = GetHerdsError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "GetHerds";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        RequestBuilder::new(Method::GET, "/herds").build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(rest_json::reply::<Self::Error>(status, headers, body)?.json()?)
    }
}

json::decode! { GetHerdsOutput {
    "goats" => goats,
} }

error::operation_error! { GetHerdsError {} }
