//! `CountGoats`: `POST /`.

use std::collections::BTreeMap;

use http::{HeaderMap, StatusCode};

use crate::runtime::arguments::IntoTextMap;
use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, json, service,
};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct CountGoats {
    pub herds: BTreeMap<String, String>,
}

impl CountGoats {
    /// Creates a request from its required fields.
    pub fn new(herds: impl IntoTextMap<String, String>) -> Self {
        Self { herds: herds.into_map() }
    }
}

/// The output of [`CountGoats`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct CountGoatsOutput {}

/// The error of [`CountGoats`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CountGoatsError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for CountGoats {
    type Output = CountGoatsOutput;
    type Error = CountGoatsError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "CountGoats";

    fn request(&self) -> Result<Request, BuildError> {
        aws_json::request("application/x-amz-json-1.0", "Paddocks.CountGoats", self)?.build()
    }

    fn endpoint_in(
        &self,
        region: &service::Region,
    ) -> Result<service::Endpoint, service::NoEndpoint> {
        crate::service::herd_arns_endpoint(region, self.herds.keys().next().map(String::as_str))
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

json::encode! { CountGoats {
    "Herds" => herds,
} }

error::operation_error! { CountGoatsError {} }
