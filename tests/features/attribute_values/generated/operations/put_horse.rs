//! `PutHorse`: `POST /`.

use std::collections::BTreeMap;

use http::{HeaderMap, StatusCode};

use crate::runtime::arguments::IntoMap;
use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, json, service,
};
use crate::types::AttributeValue;

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct PutHorse {
    pub horse: BTreeMap<String, AttributeValue>,
}

impl PutHorse {
    /// Creates a request from its required fields.
    pub fn new(horse: impl IntoMap<String, AttributeValue>) -> Self {
        Self { horse: horse.into_map() }
    }
}

/// The output of [`PutHorse`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PutHorseOutput {
    pub old: Option<AttributeValue>,
}

/// The error of [`PutHorse`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PutHorseError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for PutHorse {
    type Output = PutHorseOutput;
    type Error = PutHorseError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "PutHorse";

    fn request(&self) -> Result<Request, BuildError> {
        aws_json::request("application/x-amz-json-1.0", "HorseTable_20240131.PutHorse", self)?
            .build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(aws_json::reply::<Self::Error>(status, headers, body)?.json()?)
    }
}

json::encode! { PutHorse {
    "Horse" => horse,
} }

json::decode! { PutHorseOutput {
    "Old" => old,
} }

error::operation_error! { PutHorseError {} }
