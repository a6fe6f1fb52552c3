//! `Reorder`: `POST /reorders`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, service,
    token,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Reorder {
    /// If unset, each request gets a new token. To retry, send the same request again.
    pub in_query: Option<String>,
    /// If unset, each request gets a new token. To retry, send the same request again.
    pub in_header: Option<String>,
}

impl Reorder {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    /// If unset, each request gets a new token.
    pub fn in_query(mut self, value: impl Into<String>) -> Self {
        self.in_query = Some(value.into());
        self
    }

    /// If unset, each request gets a new token.
    pub fn in_header(mut self, value: impl Into<String>) -> Self {
        self.in_header = Some(value.into());
        self
    }
}

/// The output of [`Reorder`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ReorderOutput {}

/// The error of [`Reorder`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ReorderError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Reorder {
    type Output = ReorderOutput;
    type Error = ReorderError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Reorder";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        token::check(self.in_query.as_deref())?;
        token::check(self.in_header.as_deref())?;
        let mut request = RequestBuilder::new(Method::POST, "/reorders");
        request.query("token", &token::or_new(self.in_query.as_deref()));
        request.header("X-Token", &token::or_new(self.in_header.as_deref()))?;
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

error::operation_error! { ReorderError {} }
