//! `CreateGoat`: `POST /goats`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    service,
};
use crate::types::Bell;

/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/shared-2024-01-31/CreateGoat)
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct CreateGoat {
    pub name: String,
    pub bell: Option<Bell>,
}

impl CreateGoat {
    /// Creates a request from its required fields.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), bell: None }
    }

    pub fn bell(mut self, value: Bell) -> Self {
        self.bell = Some(value);
        self
    }
}

/// The output of [`CreateGoat`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct CreateGoatOutput {
    pub name: Option<String>,
    pub bell: Option<Bell>,
}

/// The error of [`CreateGoat`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CreateGoatError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for CreateGoat {
    type Output = CreateGoatOutput;
    type Error = CreateGoatError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "CreateGoat";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::POST, "/goats");
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

json::encode! { CreateGoat {
    "name" => name,
    "bell" => bell,
} }

json::decode! { CreateGoatOutput {
    "name" => name,
    "bell" => bell,
} }

error::operation_error! { CreateGoatError {} }
