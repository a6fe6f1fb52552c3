//! `ListGoats`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, json, paging, service,
};
use crate::types::Herd;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct ListGoats {
    pub marker: Option<String>,
    pub meadow: Option<String>,
}

impl ListGoats {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn marker(mut self, value: impl Into<String>) -> Self {
        self.marker = Some(value.into());
        self
    }

    pub fn meadow(mut self, value: impl Into<String>) -> Self {
        self.meadow = Some(value.into());
        self
    }
}

/// The output of [`ListGoats`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ListGoatsOutput {
    pub goats: Option<Vec<Herd>>,
    pub next_marker: Option<String>,
    pub has_more: Option<bool>,
}

impl ListGoatsOutput {
    /// The list `goats`. It is empty if the response does not contain it.
    #[must_use]
    pub fn goats(&self) -> &[Herd] {
        self.goats.as_deref().unwrap_or_default()
    }
}

/// The error of [`ListGoats`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListGoatsError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for ListGoats {
    type Output = ListGoatsOutput;
    type Error = ListGoatsError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "ListGoats";

    fn request(&self) -> Result<Request, BuildError> {
        aws_json::request("application/x-amz-json-1.1", "Meadows.ListGoats", self)?.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(aws_json::reply::<Self::Error>(status, headers, body)?.json()?)
    }
}

impl paging::Paginated for ListGoats {
    fn next_page(&self, output: &Self::Output) -> Option<Self> {
        if output.has_more != Some(true) {
            return None;
        }
        let next = Self {
            marker: output
                .next_marker
                .as_ref()
                .filter(|token| !token.is_empty())
                .or_else(|| {
                    output
                        .goats
                        .as_ref()
                        .and_then(|goats| goats.last())
                        .and_then(|item| item.name.as_ref())
                        .filter(|token| !token.is_empty())
                })
                .cloned(),
            ..self.clone()
        };
        let is_last = next.marker.is_none();
        let is_repeated = next.marker == self.marker;
        (!is_last && !is_repeated).then_some(next)
    }
}

impl paging::Items for ListGoats {
    type Item = Herd;

    fn items(output: Self::Output) -> Vec<Self::Item> {
        output.goats.unwrap_or_default()
    }
}

json::encode! { ListGoats {
    "marker" => marker,
    "meadow" => meadow,
} }

json::decode! { ListGoatsOutput {
    "goats" => goats,
    "nextMarker" => next_marker,
    "hasMore" => has_more,
} }

error::operation_error! { ListGoatsError {} }
