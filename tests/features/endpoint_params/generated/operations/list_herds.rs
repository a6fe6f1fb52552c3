//! `ListHerds`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, json, service,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct ListHerds {}

impl ListHerds {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The output of [`ListHerds`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ListHerdsOutput {}

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

    const SERVICE: service::Service = crate::SERVICE.with(crate::service::CONTROL);
    const NAME: &'static str = "ListHerds";

    fn request(&self) -> Result<Request, BuildError> {
        aws_json::request("application/x-amz-json-1.0", "Paddocks.ListHerds", self)?.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        aws_json::reply::<Self::Error>(status, headers, body)?;
        Ok(Self::Output::default())
    }
}

json::encode! { ListHerds {} }

error::operation_error! { ListHerdsError {} }
