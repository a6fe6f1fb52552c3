//! `Graze`: `POST /`.

use std::collections::BTreeMap;

use http::{HeaderMap, StatusCode};

use crate::runtime::arguments::IntoTextMap;
use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, json, paging, service,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Graze {
    pub from: Option<BTreeMap<String, String>>,
}

impl Graze {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn from(mut self, value: impl IntoTextMap<String, String>) -> Self {
        self.from = Some(value.into_map());
        self
    }
}

/// The output of [`Graze`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GrazeOutput {
    pub blades: Option<Vec<String>>,
    pub count: Option<i32>,
    pub last: Option<BTreeMap<String, String>>,
}

impl GrazeOutput {
    /// The list `blades`. It is empty if the response does not contain it.
    #[must_use]
    pub fn blades(&self) -> &[String] {
        self.blades.as_deref().unwrap_or_default()
    }
}

/// The error of [`Graze`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GrazeError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Graze {
    type Output = GrazeOutput;
    type Error = GrazeError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Graze";

    fn request(&self) -> Result<Request, BuildError> {
        aws_json::request("application/x-amz-json-1.1", "Meadows.Graze", self)?.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(aws_json::reply::<Self::Error>(status, headers, body)?.json()?)
    }
}

impl paging::Paginated for Graze {
    fn next_page(&self, output: &Self::Output) -> Option<Self> {
        let from = paging::next_token(self.from.as_ref(), output.last.as_ref())?;
        Some(Self { from: Some(from) })
    }
}

impl paging::Items for Graze {
    type Item = String;

    fn items(output: Self::Output) -> Vec<Self::Item> {
        output.blades.unwrap_or_default()
    }
}

json::encode! { Graze {
    "from" => from,
} }

json::decode! { GrazeOutput {
    "blades" => blades,
    "count" => count,
    "last" => last,
} }

error::operation_error! { GrazeError {} }
