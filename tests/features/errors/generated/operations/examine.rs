//! `Examine`: `GET /horse`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, service,
};
use crate::types::{Broken, Private, TooManyRequests};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Examine {}

impl Examine {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The output of [`Examine`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ExamineOutput {}

/// The error of [`Examine`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ExamineError {
    TooManyRequests(ErrorReply<TooManyRequests>),
    Broken(ErrorReply<Broken>),
    Private(ErrorReply<Private>),
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Examine {
    type Output = ExamineOutput;
    type Error = ExamineError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Examine";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        RequestBuilder::new(Method::GET, "/horse").build()
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

error::operation_error! { ExamineError {
    "TooManyRequests" => TooManyRequests,
    "Broken" => Broken,
    "Private" => Private,
} }
