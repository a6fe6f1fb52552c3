//! `Operations`: `GET /operations/{id}`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, service,
};
use crate::types::{Malformed, MalformedError, Unmodelled};

/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/names-2024-01-31/Operations)
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Operations {
    pub id: String,
    pub add: Option<bool>,
}

impl Operations {
    /// Creates a request from its required fields.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), add: None }
    }

    pub fn set_add(mut self, value: bool) -> Self {
        self.add = Some(value);
        self
    }
}

/// The output of [`Operations`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct OperationsOutput {}

/// The error of [`Operations`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum OperationsError {
    MalformedError(ErrorReply<Malformed>),
    MalformedErrorError(ErrorReply<MalformedError>),
    UnmodelledError(ErrorReply<Unmodelled>),
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Operations {
    type Output = OperationsOutput;
    type Error = OperationsError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Operations";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::GET, "/operations/");
        request.label("id", &self.id)?;
        request.query("add", &self.add);
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

error::operation_error! { OperationsError {
    "Malformed" => MalformedError,
    "MalformedError" => MalformedErrorError,
    "UnmodelledFault" => UnmodelledError,
} }
