//! `Predict`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, json, service,
};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Predict {
    pub predict_endpoint: String,
}

impl Predict {
    /// Creates a request from its required fields.
    pub fn new(predict_endpoint: impl Into<String>) -> Self {
        Self { predict_endpoint: predict_endpoint.into() }
    }
}

/// The output of [`Predict`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PredictOutput {}

/// The error of [`Predict`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PredictError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Predict {
    type Output = PredictOutput;
    type Error = PredictError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Predict";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request =
            aws_json::request("application/x-amz-json-1.1", "HorseGuess_20240131.Predict", self)?;
        request.host_url(&self.predict_endpoint);
        request.build()
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

json::encode! { Predict {
    "PredictEndpoint" => predict_endpoint,
} }

error::operation_error! { PredictError {} }
