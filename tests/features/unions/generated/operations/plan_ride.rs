//! `PlanRide`: `POST /rides`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    serde_form, service,
};
use crate::types::{Secret, Where};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct PlanRide {
    pub r#where: Where,
    pub secret: Option<Secret>,
}

impl PlanRide {
    /// Creates a request from its required fields.
    pub fn new(r#where: Where) -> Self {
        Self { r#where, secret: None }
    }

    pub fn secret(mut self, value: Secret) -> Self {
        self.secret = Some(value);
        self
    }
}

/// The output of [`PlanRide`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PlanRideOutput {
    pub r#where: Option<Where>,
}

/// The error of [`PlanRide`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PlanRideError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for PlanRide {
    type Output = PlanRideOutput;
    type Error = PlanRideError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "PlanRide";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::POST, "/rides");
        request.json(self);
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(rest_json::reply::<Self::Error>(status, headers, body)?.json()?)
    }
}

json::encode! { PlanRide {
    "where" => r#where,
    "secret" => secret,
} }

json::decode! { PlanRideOutput {
    "where" => r#where,
} }

error::operation_error! { PlanRideError {} }

serde_form::message! { PlanRide {
    "where" => r#where,
    "secret" => secret,
} }

serde_form::message! { PlanRideOutput {
    "where" => r#where,
} }
