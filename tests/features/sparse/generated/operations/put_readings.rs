//! `PutReadings`: `PUT /readings`.

use std::collections::BTreeMap;

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::arguments::IntoMap;
use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, Timestamp, error,
    json, serde_form, service, value_format,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct PutReadings {
    pub dense: Option<Vec<i32>>,
    pub sparse: Option<Vec<Option<i32>>>,
    pub dates: Option<Vec<Option<Timestamp>>>,
    pub blobs: Option<BTreeMap<String, Vec<u8>>>,
    pub by_name: Option<BTreeMap<String, Option<Vec<i32>>>>,
}

impl PutReadings {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn dense(mut self, value: impl IntoIterator<Item = i32>) -> Self {
        self.dense = Some(value.into_iter().collect());
        self
    }

    pub fn sparse(mut self, value: impl IntoIterator<Item = Option<i32>>) -> Self {
        self.sparse = Some(value.into_iter().collect());
        self
    }

    pub fn dates(mut self, value: impl IntoIterator<Item = Option<Timestamp>>) -> Self {
        self.dates = Some(value.into_iter().collect());
        self
    }

    pub fn blobs(mut self, value: impl IntoMap<String, Vec<u8>>) -> Self {
        self.blobs = Some(value.into_map());
        self
    }

    pub fn by_name(mut self, value: impl IntoMap<String, Option<Vec<i32>>>) -> Self {
        self.by_name = Some(value.into_map());
        self
    }
}

/// The output of [`PutReadings`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PutReadingsOutput {
    pub dense: Option<Vec<i32>>,
    pub sparse: Option<Vec<Option<i32>>>,
    pub dates: Option<Vec<Option<Timestamp>>>,
    pub blobs: Option<BTreeMap<String, Vec<u8>>>,
    pub by_name: Option<BTreeMap<String, Option<Vec<i32>>>>,
}

impl PutReadingsOutput {
    /// The list `dense`. It is empty if the response does not contain it.
    #[must_use]
    pub fn dense(&self) -> &[i32] {
        self.dense.as_deref().unwrap_or_default()
    }

    /// The list `sparse`. It is empty if the response does not contain it.
    #[must_use]
    pub fn sparse(&self) -> &[Option<i32>] {
        self.sparse.as_deref().unwrap_or_default()
    }

    /// The list `dates`. It is empty if the response does not contain it.
    #[must_use]
    pub fn dates(&self) -> &[Option<Timestamp>] {
        self.dates.as_deref().unwrap_or_default()
    }
}

/// The error of [`PutReadings`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PutReadingsError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for PutReadings {
    type Output = PutReadingsOutput;
    type Error = PutReadingsError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "PutReadings";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::PUT, "/readings");
        request.json(self);
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

json::encode! { PutReadings {
    "dense" => dense,
    "sparse" => sparse: Option<value_format::SparseList<value_format::Usual>>,
    "dates" => dates: Option<value_format::SparseList<value_format::DateTime>>,
    "blobs" => blobs: Option<BTreeMap<String, value_format::Blob>>,
    "byName" => by_name: Option<value_format::SparseMap<value_format::Usual>>,
} }

json::decode! { PutReadingsOutput {
    "dense" => dense,
    "sparse" => sparse: Option<value_format::SparseList<value_format::Usual>>,
    "dates" => dates: Option<value_format::SparseList<value_format::DateTime>>,
    "blobs" => blobs: Option<BTreeMap<String, value_format::Blob>>,
    "byName" => by_name: Option<value_format::SparseMap<value_format::Usual>>,
} }

error::operation_error! { PutReadingsError {} }

serde_form::message! { PutReadings {
    "dense" => dense,
    "sparse" => sparse: Option<value_format::SparseList<value_format::Usual>>,
    "dates" => dates: Option<value_format::SparseList<value_format::DateTime>>,
    "blobs" => blobs: Option<BTreeMap<String, value_format::Blob>>,
    "byName" => by_name: Option<value_format::SparseMap<value_format::Usual>>,
} }

serde_form::message! { PutReadingsOutput {
    "dense" => dense,
    "sparse" => sparse: Option<value_format::SparseList<value_format::Usual>>,
    "dates" => dates: Option<value_format::SparseList<value_format::DateTime>>,
    "blobs" => blobs: Option<BTreeMap<String, value_format::Blob>>,
    "byName" => by_name: Option<value_format::SparseMap<value_format::Usual>>,
} }
