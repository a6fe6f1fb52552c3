//! `ListTags`: `GET /tags/{arn+}`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::s3::control;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, service,
};

/// Requests go to the host of the endpoint with the prefix `{AccountId}.`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct ListTags {
    pub account_id: String,
    pub arn: String,
}

impl ListTags {
    /// Creates a request from its required fields: path labels first, then the others by name.
    pub fn new(arn: impl Into<String>, account_id: impl Into<String>) -> Self {
        Self { account_id: account_id.into(), arn: arn.into() }
    }
}

/// The output of [`ListTags`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ListTagsOutput {}

/// The error of [`ListTags`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListTagsError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for ListTags {
    type Output = ListTagsOutput;
    type Error = ListTagsError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "ListTags";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::GET, "/tags/");
        request.greedy_label("arn", &self.arn)?;
        request.header("x-amz-account-id", &self.account_id)?;
        request.host_label("AccountId", &self.account_id)?;
        request.host(".");
        request.build()
    }

    fn endpoint_in(
        &self,
        region: &service::Region,
    ) -> Result<service::Endpoint, service::NoEndpoint> {
        let target = control::Target {
            outpost: None,
            names: &[],
            resource: Some(self.arn.as_str()),
        };
        control::endpoint(&Self::SERVICE, region, &target)
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

error::operation_error! { ListTagsError {} }
