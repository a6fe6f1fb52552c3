//! `ListHerds`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, json, paging, service,
};
use crate::types::Herd;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct ListHerds {
    pub meadow: Option<String>,
    pub next_token: Option<String>,
}

impl ListHerds {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn meadow(mut self, value: impl Into<String>) -> Self {
        self.meadow = Some(value.into());
        self
    }

    pub fn next_token(mut self, value: impl Into<String>) -> Self {
        self.next_token = Some(value.into());
        self
    }
}

/// The output of [`ListHerds`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ListHerdsOutput {
    pub herds: Option<Vec<Herd>>,
    pub next_token: Option<String>,
}

impl ListHerdsOutput {
    /// The list `herds`. It is empty if the response does not contain it.
    #[must_use]
    pub fn herds(&self) -> &[Herd] {
        self.herds.as_deref().unwrap_or_default()
    }
}

/// The error of [`ListHerds`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListHerdsError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for ListHerds {
    type Output = ListHerdsOutput;
    type Error = ListHerdsError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "ListHerds";

    fn request(&self) -> Result<Request, BuildError> {
        aws_json::request("application/x-amz-json-1.1", "Meadows.ListHerds", self)?.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(aws_json::reply::<Self::Error>(status, headers, body)?.json()?)
    }
}

impl paging::Paginated for ListHerds {
    fn next_page(&self, output: &Self::Output) -> Option<Self> {
        let next_token = paging::next_token(self.next_token.as_ref(), output.next_token.as_ref())?;
        Some(Self { next_token: Some(next_token), ..self.clone() })
    }
}

impl paging::Items for ListHerds {
    type Item = Herd;

    fn items(output: Self::Output) -> Vec<Self::Item> {
        output.herds.unwrap_or_default()
    }
}

json::encode! { ListHerds {
    "meadow" => meadow,
    "nextToken" => next_token,
} }

json::decode! { ListHerdsOutput {
    "herds" => herds,
    "nextToken" => next_token,
} }

error::operation_error! { ListHerdsError {} }
