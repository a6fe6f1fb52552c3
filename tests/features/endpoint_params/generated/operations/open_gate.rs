//! `OpenGate`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, json, service,
};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct OpenGate {
    pub gate_id: String,
}

impl OpenGate {
    /// Creates a request from its required fields.
    pub fn new(gate_id: impl Into<String>) -> Self {
        Self { gate_id: gate_id.into() }
    }
}

/// The output of [`OpenGate`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct OpenGateOutput {}

/// The error of [`OpenGate`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum OpenGateError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for OpenGate {
    type Output = OpenGateOutput;
    type Error = OpenGateError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "OpenGate";

    fn request(&self) -> Result<Request, BuildError> {
        aws_json::request("application/x-amz-json-1.0", "Paddocks.OpenGate", self)?.build()
    }

    fn endpoint_in(
        &self,
        region: &service::Region,
    ) -> Result<service::Endpoint, service::NoEndpoint> {
        crate::service::gate_id_endpoint(region, Some(self.gate_id.as_str()))
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

json::encode! { OpenGate {
    "GateId" => gate_id,
} }

error::operation_error! { OpenGateError {} }
