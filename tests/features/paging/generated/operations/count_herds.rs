//! `CountHerds`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::{
    error, json, service, BuildError, ErrorReply, MalformedReply, Operation, Request,
};
use crate::runtime::protocol::aws_json;

/// How its pages follow each other is left out: its pages have several tokens.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct CountHerds {
    pub a: Option<String>,
    pub b: Option<String>,
}

impl CountHerds {
    /// Starts with every member unset.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `a`.
    pub fn a(mut self, value: impl Into<String>) -> Self {
        self.a = Some(value.into());
        self
    }

    /// Sets `b`.
    pub fn b(mut self, value: impl Into<String>) -> Self {
        self.b = Some(value.into());
        self
    }
}

/// Output of [`CountHerds`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct CountHerdsOutput {
    pub horses: Option<Vec<String>>,
    pub goats: Option<Vec<String>>,
    pub a: Option<String>,
    pub b: Option<String>,
}

/// Why [`CountHerds`] failed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CountHerdsError {
    /// The service says that it succeeded, in a reply that cannot be read.
    Malformed(MalformedReply),
    /// An error that the model does not list for this operation.
    Unmodelled(ErrorReply),
}

impl Operation for CountHerds {
    type Output = CountHerdsOutput;
    type Error = CountHerdsError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "CountHerds";

    fn request(&self) -> Result<Request, BuildError> {
        aws_json::request("application/x-amz-json-1.1", "Meadows.CountHerds", self)?
            .build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(aws_json::reply::<Self::Error>(status, headers, body)?.json()?)
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
