//! `Order`: `POST /orders`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::{
    error, json, service, value_format, BuildError, ErrorReply, MalformedReply,
    Operation, Request, RequestBuilder,
};
use crate::runtime::protocol::rest_json;

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Order {
    pub what: String,
    /// If it is left unset, each request gets a new one. To try again, send the same request.
    pub token: Option<String>,
}

impl Order {
    /// Takes the required members; the optional ones start unset.
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            token: None,
        }
    }

    /// Sets `token`.
    pub fn token(mut self, value: impl Into<String>) -> Self {
        self.token = Some(value.into());
        self
    }
}

/// Output of [`Order`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct OrderOutput {}

/// Why [`Order`] failed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum OrderError {
    /// The service says that it succeeded, in a reply that cannot be read.
    Malformed(MalformedReply),
    /// An error that the model does not list for this operation.
    Unmodelled(ErrorReply),
}

impl Operation for Order {
    type Output = OrderOutput;
    type Error = OrderError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Order";

    fn request(&self) -> Result<Request, BuildError> {
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
