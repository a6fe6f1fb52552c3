//! `PutHorse`: `PUT /horse`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    serde_form, service,
};
use crate::types::Horse;

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct PutHorse {
    pub horse: Horse,
}

impl PutHorse {
    /// Creates a request from its required fields.
    pub fn new(horse: Horse) -> Self {
        Self { horse }
    }
}

/// The output of [`PutHorse`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PutHorseOutput {
    pub horse: Option<Horse>,
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
        let mut request = RequestBuilder::new(Method::PUT, "/horse");
        request.json(self);
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(rest_json::reply::<Self::Error>(status, headers, body)?.json()?)
    }
}

json::encode! { PutHorse {
    "horse" => horse,
} }

json::decode! { PutHorseOutput {
    "horse" => horse,
} }

error::operation_error! { PutHorseError {} }

serde_form::message! { PutHorse {
    "horse" => horse,
} }

serde_form::message! { PutHorseOutput {
    "horse" => horse,
} }
