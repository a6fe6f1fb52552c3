//! `Order`: `POST /orders`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    service, token, value_format,
};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Order {
    pub what: String,
    /// If unset, each request gets a new token. To retry, send the same request again.
    pub token: Option<String>,
}

impl Order {
    /// Creates a request from its required fields.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), token: None }
    }

    /// If unset, each request gets a new token.
    pub fn token(mut self, value: impl Into<String>) -> Self {
        self.token = Some(value.into());
        self
    }
}

/// The output of [`Order`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct OrderOutput {}

/// The error of [`Order`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum OrderError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Order {
    type Output = OrderOutput;
    type Error = OrderError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Order";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        token::check(self.token.as_deref())?;
        let mut request = RequestBuilder::new(Method::POST, "/orders");
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

json::encode! { Order {
    "what" => what,
    "token" => token: value_format::Token,
} }

error::operation_error! { OrderError {} }
