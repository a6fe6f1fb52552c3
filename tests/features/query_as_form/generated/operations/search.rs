//! `Search`: `GET /hay/search?form=long`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, service,
};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Search {
    pub query: String,
}

impl Search {
    /// Creates a request from its required fields.
    pub fn new(query: impl Into<String>) -> Self {
        Self { query: query.into() }
    }
}

/// The output of [`Search`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SearchOutput {}

/// The error of [`Search`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SearchError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Search {
    type Output = SearchOutput;
    type Error = SearchError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Search";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::GET, "/hay/search");
        request.literal_query("form=long");
        request.query("q", &self.query);
        request.query_as_form();
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

error::operation_error! { SearchError {} }
