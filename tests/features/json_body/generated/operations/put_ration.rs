//! `PutRation`: `PUT /rations/{name}`.

use std::collections::BTreeMap;

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::arguments::IntoMap;
use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, Timestamp, error,
    json, service, value_format,
};
use crate::types::{Grain, Portion, TooMuch};

/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/feed-2024-01-31/PutRation)
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct PutRation {
    pub name: String,
    pub dry_run: Option<bool>,
    pub portions: Vec<Portion>,
    pub weights: Option<BTreeMap<Grain, f32>>,
    pub from: Option<Timestamp>,
    pub until: Option<Timestamp>,
    pub days: Option<Vec<Timestamp>>,
}

impl PutRation {
    /// Creates a request from its required fields: path labels first, then the others by name.
    pub fn new(name: impl Into<String>, portions: impl IntoIterator<Item = Portion>) -> Self {
        Self {
            name: name.into(),
            dry_run: None,
            portions: portions.into_iter().collect(),
            weights: None,
            from: None,
            until: None,
            days: None,
        }
    }

    pub fn dry_run(mut self, value: bool) -> Self {
        self.dry_run = Some(value);
        self
    }

    pub fn weights(mut self, value: impl IntoMap<Grain, f32>) -> Self {
        self.weights = Some(value.into_map());
        self
    }

    pub fn from(mut self, value: impl Into<Timestamp>) -> Self {
        self.from = Some(value.into());
        self
    }

    pub fn until(mut self, value: impl Into<Timestamp>) -> Self {
        self.until = Some(value.into());
        self
    }

    pub fn days(mut self, value: impl IntoIterator<Item = Timestamp>) -> Self {
        self.days = Some(value.into_iter().collect());
        self
    }
}

/// The output of [`PutRation`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PutRationOutput {
    pub portions: Option<Vec<Portion>>,
    pub kilos: Option<f64>,
    pub updated: Option<Timestamp>,
    pub days: Option<Vec<Timestamp>>,
    pub version: Option<i64>,
}

impl PutRationOutput {
    /// The list `portions`. It is empty if the response does not contain it.
    pub fn portions(&self) -> &[Portion] {
        self.portions.as_deref().unwrap_or_default()
    }

    /// The list `days`. It is empty if the response does not contain it.
    #[must_use]
    pub fn days(&self) -> &[Timestamp] {
        self.days.as_deref().unwrap_or_default()
    }
}

/// The error of [`PutRation`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PutRationError {
    TooMuch(ErrorReply<TooMuch>),
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for PutRation {
    type Output = PutRationOutput;
    type Error = PutRationError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "PutRation";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::PUT, "/rations/");
        request.label("name", &self.name)?;
        request.query("dry-run", &self.dry_run);
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

json::encode! { PutRation {
    "portions" => portions,
    "Weights" => weights,
    "from" => from: Option<value_format::DateTime>,
    "until" => until: Option<value_format::HttpDate>,
    "days" => days: Option<Vec<value_format::HttpDate>>,
} }

json::decode! { PutRationOutput {
    "portions" => portions,
    "kilos" => kilos,
    "updated" => updated,
    "days" => days: Option<Vec<value_format::HttpDate>>,
    "Version" => version,
} }

error::operation_error! { PutRationError {
    "TooMuch" => TooMuch,
} }
