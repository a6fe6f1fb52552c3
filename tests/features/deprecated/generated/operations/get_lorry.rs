//! `GetLorry`: `POST /lorry`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    service,
};
use crate::types::{Axle, Fuel};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct GetLorry {
    /// **Deprecated.** There is a `crew_size` now: "see" [it](https://x.example).
    pub driver: Option<String>,
    /// **Deprecated.** Axles are not counted any more.
    pub axle: Option<Axle>,
    /// **Deprecated.**
    pub fuel: Option<Fuel>,
}

impl GetLorry {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    /// **Deprecated.** There is a `crew_size` now: "see" [it](https://x.example).
    #[deprecated = "There is a crew_size now: \"see\" it."]
    pub fn driver(mut self, value: impl Into<String>) -> Self {
        self.driver = Some(value.into());
        self
    }

    /// **Deprecated.** Axles are not counted any more.
    #[deprecated = "Axles are not counted any more."]
    pub fn axle(mut self, value: Axle) -> Self {
        self.axle = Some(value);
        self
    }

    /// **Deprecated.**
    #[deprecated]
    pub fn fuel(mut self, value: impl Into<Fuel>) -> Self {
        self.fuel = Some(value.into());
        self
    }
}

/// The output of [`GetLorry`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GetLorryOutput {}

/// The error of [`GetLorry`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetLorryError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for GetLorry {
    type Output = GetLorryOutput;
    type Error = GetLorryError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "GetLorry";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::POST, "/lorry");
        request.json(self);
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

json::encode! { GetLorry {
    "driver" => driver,
    "axle" => axle,
    "fuel" => fuel,
} }

error::operation_error! { GetLorryError {} }
