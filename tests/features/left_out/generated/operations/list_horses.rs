//! `ListHorses`: `GET /horses`.

use std::collections::BTreeMap;

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    service,
};

/// No paginator is generated: `keys(Horses)` uses `keys(…)`.
///
/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/paddock-2024-01-31/ListHorses)
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct ListHorses {
    pub next: Option<String>,
}

impl ListHorses {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn next(mut self, value: impl Into<String>) -> Self {
        self.next = Some(value.into());
        self
    }
}

/// The output of [`ListHorses`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ListHorsesOutput {
    pub horses: Option<BTreeMap<String, String>>,
    pub next: Option<String>,
}

/// The error of [`ListHorses`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListHorsesError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for ListHorses {
    type Output = ListHorsesOutput;
    type Error = ListHorsesError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "ListHorses";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::GET, "/horses");
        request.query("next", &self.next);
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

json::decode! { ListHorsesOutput {
    "Horses" => horses,
    "Next" => next,
} }

error::operation_error! { ListHorsesError {} }
