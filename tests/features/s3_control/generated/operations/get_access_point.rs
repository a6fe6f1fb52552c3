//! `GetAccessPoint`: `GET /accesspoint/{name}`.

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
pub struct GetAccessPoint {
    pub account_id: String,
    pub name: String,
}

impl GetAccessPoint {
    /// Creates a request from its required fields: path labels first, then the others by name.
    pub fn new(name: impl Into<String>, account_id: impl Into<String>) -> Self {
        Self { account_id: account_id.into(), name: name.into() }
    }
}

/// The output of [`GetAccessPoint`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GetAccessPointOutput {}

/// The error of [`GetAccessPoint`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetAccessPointError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for GetAccessPoint {
    type Output = GetAccessPointOutput;
    type Error = GetAccessPointError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "GetAccessPoint";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::GET, "/accesspoint/");
        request.label("name", &self.name)?;
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
            names: &[Some(self.name.as_str())],
            resource: None,
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

error::operation_error! { GetAccessPointError {} }
