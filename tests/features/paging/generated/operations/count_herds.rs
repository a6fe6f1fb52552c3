//! `CountHerds`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, json, paging, service,
};
use crate::types::Mood;

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct CountHerds {
    pub a: Option<String>,
    pub b: Option<Mood>,
}

impl CountHerds {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn a(mut self, value: impl Into<String>) -> Self {
        self.a = Some(value.into());
        self
    }

    pub fn b(mut self, value: impl Into<Mood>) -> Self {
        self.b = Some(value.into());
        self
    }
}

/// The output of [`CountHerds`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct CountHerdsOutput {
    pub horses: Option<Vec<String>>,
    pub goats: Option<Vec<String>>,
    pub a: Option<String>,
    pub b: Option<Mood>,
}

impl CountHerdsOutput {
    /// The list `horses`. It is empty if the response does not contain it.
    #[must_use]
    pub fn horses(&self) -> &[String] {
        self.horses.as_deref().unwrap_or_default()
    }

    /// The list `goats`. It is empty if the response does not contain it.
    #[must_use]
    pub fn goats(&self) -> &[String] {
        self.goats.as_deref().unwrap_or_default()
    }
}

/// The error of [`CountHerds`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CountHerdsError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for CountHerds {
    type Output = CountHerdsOutput;
    type Error = CountHerdsError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "CountHerds";

    fn request(&self) -> Result<Request, BuildError> {
        aws_json::request("application/x-amz-json-1.1", "Meadows.CountHerds", self)?.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(aws_json::reply::<Self::Error>(status, headers, body)?.json()?)
    }
}

impl paging::Paginated for CountHerds {
    fn next_page(&self, output: &Self::Output) -> Option<Self> {
        let next = Self {
            a: output.a.as_ref().filter(|token| !token.is_empty()).cloned(),
            b: output.b.as_ref().filter(|token| !token.as_str().is_empty()).cloned(),
        };
        let is_last = next.a.is_none() && next.b.is_none();
        let is_repeated = next.a == self.a && next.b == self.b;
        (!is_last && !is_repeated).then_some(next)
    }
}

json::encode! { CountHerds {
    "a" => a,
    "b" => b,
} }

json::decode! { CountHerdsOutput {
    "horses" => horses,
    "goats" => goats,
    "a" => a,
    "b" => b,
} }

error::operation_error! { CountHerdsError {} }
