//! `Search`: `GET /search?mode=fast`.

use std::collections::BTreeMap;

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::arguments::IntoMap;
use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, Timestamp, error,
    json, serde_form, service, timestamp_text,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Search {
    pub extra: Option<BTreeMap<String, Vec<String>>>,
    pub limit: Option<i32>,
    pub weights: Option<Vec<f32>>,
    pub since: Option<Timestamp>,
    pub until: Option<Timestamp>,
}

impl Search {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn extra(mut self, value: impl IntoMap<String, Vec<String>>) -> Self {
        self.extra = Some(value.into_map());
        self
    }

    pub fn limit(mut self, value: i32) -> Self {
        self.limit = Some(value);
        self
    }

    pub fn weights(mut self, value: impl IntoIterator<Item = f32>) -> Self {
        self.weights = Some(value.into_iter().collect());
        self
    }

    pub fn since(mut self, value: impl Into<Timestamp>) -> Self {
        self.since = Some(value.into());
        self
    }

    pub fn until(mut self, value: impl Into<Timestamp>) -> Self {
        self.until = Some(value.into());
        self
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
        let mut request = RequestBuilder::new(Method::GET, "/search");
        request.literal_query("mode=fast");
        request.query_map(&self.extra, &["mode", "max", "w", "since", "until"]);
        request.query("max", &self.limit);
        request.query("w", &self.weights);
        request.query("since", &self.since);
        request.query("until", &timestamp_text::epoch_seconds(&self.until));
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

serde_form::message! { Search {
    "extra" => extra,
    "limit" => limit,
    "weights" => weights,
    "since" => since,
    "until" => until,
} }

serde_form::message! { SearchOutput {} }
