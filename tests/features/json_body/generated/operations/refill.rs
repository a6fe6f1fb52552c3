//! `Refill`: `POST /refill`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    service,
};

/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/feed-2024-01-31/Refill)
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Refill {
    pub kilos: Option<i32>,
}

impl Refill {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn kilos(mut self, value: i32) -> Self {
        self.kilos = Some(value);
        self
    }
}

/// The output of [`Refill`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RefillOutput {}

/// The error of [`Refill`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum RefillError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Refill {
    type Output = RefillOutput;
    type Error = RefillError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Refill";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::POST, "/refill");
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

json::encode! { Refill {
    "kilos" => kilos,
} }

error::operation_error! { RefillError {} }
