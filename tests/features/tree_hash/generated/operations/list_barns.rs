//! `ListBarns`: `GET /{accountId}/barns`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, service,
};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct ListBarns {
    pub account_id: String,
}

impl ListBarns {
    /// Creates a request from its required fields.
    pub fn new(account_id: impl Into<String>) -> Self {
        Self { account_id: account_id.into() }
    }
}

/// The output of [`ListBarns`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ListBarnsOutput {}

/// The error of [`ListBarns`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListBarnsError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for ListBarns {
    type Output = ListBarnsOutput;
    type Error = ListBarnsError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "ListBarns";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::GET, "/");
        request.label_or("accountId", &self.account_id, "-")?;
        request.path("/barns");
        request.default_header("x-amz-glacier-version", "2024-01-31");
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

error::operation_error! { ListBarnsError {} }
