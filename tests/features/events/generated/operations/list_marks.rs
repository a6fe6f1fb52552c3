//! `ListMarks`: `GET /marks`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    service,
};
use crate::types::Mark;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct ListMarks {}

impl ListMarks {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The output of [`ListMarks`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ListMarksOutput {
    pub mark: Option<Mark>,
}

/// The error of [`ListMarks`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListMarksError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for ListMarks {
    type Output = ListMarksOutput;
    type Error = ListMarksError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "ListMarks";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        RequestBuilder::new(Method::GET, "/marks").build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(rest_json::reply::<Self::Error>(status, headers, body)?.json()?)
    }
}

json::decode! { ListMarksOutput {
    "mark" => mark,
} }

error::operation_error! { ListMarksError {} }
