//! `GetLorry`: `POST /lorry`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::{
    error, json, service, BuildError, ErrorReply, MalformedReply, Operation, Request,
    RequestBuilder,
};
use crate::runtime::protocol::rest_json;
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
    /// Starts with every member unset.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `driver`.
    #[deprecated = "There is a crew_size now: \"see\" it."]
    pub fn driver(mut self, value: impl Into<String>) -> Self {
        self.driver = Some(value.into());
        self
    }

    /// Sets `axle`.
    #[deprecated = "Axles are not counted any more."]
    pub fn axle(mut self, value: Axle) -> Self {
        self.axle = Some(value);
        self
    }

    /// Sets `fuel`.
    #[deprecated]
    pub fn fuel(mut self, value: impl Into<Fuel>) -> Self {
        self.fuel = Some(value.into());
        self
    }
}

/// Output of [`GetLorry`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GetLorryOutput {}

/// Why [`GetLorry`] failed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetLorryError {
    /// The service says that it succeeded, in a reply that cannot be read.
    Malformed(MalformedReply),
    /// An error that the model does not list for this operation.
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
