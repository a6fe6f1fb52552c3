//! `PutReading`: `POST /service/HorseSensors_20240131/operation/PutReading`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::rpc_v2_cbor;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, cbor, error, service, token,
    value_format,
};
use crate::types::{Cause, Reading, SensorBroken};

/// Requests go to the host of the endpoint with the prefix `data.`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct PutReading {
    pub sensor: String,
    /// If unset, each request gets a new token. To retry, send the same request again.
    pub token: Option<String>,
    pub reading: Option<Reading>,
    pub cause: Option<Cause>,
}

impl PutReading {
    /// Creates a request from its required fields.
    pub fn new(sensor: impl Into<String>) -> Self {
        Self { sensor: sensor.into(), token: None, reading: None, cause: None }
    }

    /// If unset, each request gets a new token.
    pub fn token(mut self, value: impl Into<String>) -> Self {
        self.token = Some(value.into());
        self
    }

    pub fn reading(mut self, value: Reading) -> Self {
        self.reading = Some(value);
        self
    }

    pub fn cause(mut self, value: Cause) -> Self {
        self.cause = Some(value);
        self
    }
}

/// The output of [`PutReading`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PutReadingOutput {
    pub reading: Option<Reading>,
    pub cause: Option<Cause>,
}

/// The error of [`PutReading`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PutReadingError {
    SensorBroken(ErrorReply<SensorBroken>),
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for PutReading {
    type Output = PutReadingOutput;
    type Error = PutReadingError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "PutReading";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        token::check(self.token.as_deref())?;
        let mut request =
            rpc_v2_cbor::request("/service/HorseSensors_20240131/operation/PutReading", self);
        request.host("data.");
        rpc_v2_cbor::query_mode(&mut request);
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(rpc_v2_cbor::reply::<Self::Error>(status, headers, body)?.cbor()?)
    }
}

cbor::encode! { PutReading {
    "Sensor" => sensor,
    "Token" => token: value_format::Token,
    "Reading" => reading,
    "Cause" => cause,
} }

cbor::decode! { PutReadingOutput {
    "Reading" => reading,
    "Cause" => cause,
} }

error::operation_error! { PutReadingError {
    "Sensor.Broken" | "SensorBroken" => SensorBroken,
} }
