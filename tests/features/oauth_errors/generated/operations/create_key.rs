//! `CreateKey`: `POST /key`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::oauth;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, service,
};
use crate::types::{KeyIsBent, KeyIsSecret};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct CreateKey {}

impl CreateKey {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The output of [`CreateKey`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct CreateKeyOutput {}

/// The error of [`CreateKey`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CreateKeyError {
    KeyIsBent(ErrorReply<KeyIsBent>),
    KeyIsSecret(ErrorReply<KeyIsSecret>),
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for CreateKey {
    type Output = CreateKeyOutput;
    type Error = CreateKeyError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "CreateKey";

    fn request(&self) -> Result<Request, BuildError> {
        RequestBuilder::new(Method::POST, "/key").build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        oauth::reply::<Self::Error>(status, headers, body)?;
        Ok(Self::Output::default())
    }
}

error::operation_error! { CreateKeyError {
    "KeyIsBent" => KeyIsBent,
    "KeyIsSecret" => KeyIsSecret,
} }
