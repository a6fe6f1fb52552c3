//! `ReportLoss`: `POST /losses`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, service,
};
use crate::types::Loss;

/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/stables-2024-01-31/ReportLoss)
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct ReportLoss {
    pub witness: String,
    pub loss: Loss,
}

impl ReportLoss {
    /// Creates a request from its required fields, in the order of their names.
    pub fn new(loss: Loss, witness: impl Into<String>) -> Self {
        Self { witness: witness.into(), loss }
    }
}

/// The output of [`ReportLoss`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ReportLossOutput {}

/// The error of [`ReportLoss`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ReportLossError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for ReportLoss {
    type Output = ReportLossOutput;
    type Error = ReportLossError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "ReportLoss";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::POST, "/losses");
        request.header("M-Witness", &self.witness)?;
        request.json_payload_object(&self.loss);
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

error::operation_error! { ReportLossError {} }
