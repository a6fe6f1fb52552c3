//! `Filter`: `GET /filter`.

use std::collections::BTreeMap;

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::arguments::IntoTextMap;
use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    serde_form, service,
};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Filter {
    pub filters: BTreeMap<String, String>,
}

impl Filter {
    /// Creates a request from its required fields.
    pub fn new(filters: impl IntoTextMap<String, String>) -> Self {
        Self { filters: filters.into_map() }
    }
}

/// The output of [`Filter`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct FilterOutput {}

/// The error of [`Filter`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FilterError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Filter {
    type Output = FilterOutput;
    type Error = FilterError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Filter";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::GET, "/filter");
        request.query_map(&self.filters, &[]);
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

error::operation_error! { FilterError {} }

serde_form::message! { Filter {
    "filters" => filters,
} }

serde_form::message! { FilterOutput {} }
