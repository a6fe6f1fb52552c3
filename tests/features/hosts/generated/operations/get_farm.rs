//! `GetFarm`: `GET /farm`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    serde_form, service,
};

/// Requests go to the host of the endpoint with the prefix `data.`.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct GetFarm {}

impl GetFarm {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The output of [`GetFarm`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GetFarmOutput {}

/// The error of [`GetFarm`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetFarmError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for GetFarm {
    type Output = GetFarmOutput;
    type Error = GetFarmError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "GetFarm";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::GET, "/farm");
        request.host("data.");
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        rest_json::reply::<Self::Error>(status, headers, body)?;
        Ok(Self::Output::default())
    }
}

error::operation_error! { GetFarmError {} }

serde_form::message! { GetFarm {} }

serde_form::message! { GetFarmOutput {} }
