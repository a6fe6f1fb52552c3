//! `PutRoute`: `PUT /routes/{http_method}`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    serde_form, service,
};

/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/stables-2024-01-31/PutRoute)
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct PutRoute {
    pub http_method: String,
    pub target_method: Option<String>,
}

impl PutRoute {
    /// Creates a request from its required fields.
    pub fn new(http_method: impl Into<String>) -> Self {
        Self { http_method: http_method.into(), target_method: None }
    }

    pub fn target_method(mut self, value: impl Into<String>) -> Self {
        self.target_method = Some(value.into());
        self
    }
}

/// The output of [`PutRoute`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PutRouteOutput {}

/// The error of [`PutRoute`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PutRouteError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for PutRoute {
    type Output = PutRouteOutput;
    type Error = PutRouteError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "PutRoute";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::PUT, "/routes/");
        request.label("http_method", &self.http_method)?;
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

json::encode! { PutRoute {
    "httpMethod" => target_method,
} }

error::operation_error! { PutRouteError {} }

serde_form::message! { PutRoute {
    "http_method" => http_method,
    "httpMethod" => target_method,
} }

serde_form::message! { PutRouteOutput {} }
