//! `GetStable`: `POST /stable`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    request_checksum, request_extensions, serde_form, service,
};
use crate::types::Algorithm;

/// Requests go to the host of the endpoint with the prefix `{farm}-{stall}.x.`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct GetStable {
    pub farm: String,
    pub stall: Option<String>,
    pub algorithm: Option<Algorithm>,
    pub mode: Option<String>,
}

impl GetStable {
    /// Creates a request from its required fields.
    pub fn new(farm: impl Into<String>) -> Self {
        Self { farm: farm.into(), stall: None, algorithm: None, mode: None }
    }

    pub fn stall(mut self, value: impl Into<String>) -> Self {
        self.stall = Some(value.into());
        self
    }

    pub fn algorithm(mut self, value: impl Into<Algorithm>) -> Self {
        self.algorithm = Some(value.into());
        self
    }

    pub fn mode(mut self, value: impl Into<String>) -> Self {
        self.mode = Some(value.into());
        self
    }
}

/// The output of [`GetStable`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GetStableOutput {}

/// The error of [`GetStable`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetStableError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for GetStable {
    type Output = GetStableOutput;
    type Error = GetStableError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "GetStable";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::POST, "/stable");
        request.header("x-algorithm", &self.algorithm)?;
        request.header("x-mode", &self.mode)?;
        request.host_label("farm", &self.farm)?;
        request.host("-");
        request.host_label("stall", &self.stall)?;
        request.host(".x.");
        request.attach(request_checksum::Checksum {
            required: true,
            algorithm: self.algorithm.as_ref().map(ToString::to_string),
            algorithm_header: Some("x-algorithm"),
            reply_header: Some("x-mode"),
            reply_algorithms: &["CRC32", "SHA256"],
        });
        request.attach(request_extensions::Compression(&["gzip"]));
        request.attach(request_extensions::EndpointDiscovery::Required);
        request.json(self);
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

json::encode! { GetStable {
    "farm" => farm,
    "stall" => stall,
} }

error::operation_error! { GetStableError {} }

serde_form::message! { GetStable {
    "farm" => farm,
    "stall" => stall,
    "algorithm" => algorithm,
    "mode" => mode,
} }

serde_form::message! { GetStableOutput {} }
