//! `PutHorse`: `PUT /horse`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::{
    error, json, serde_form, service, BuildError, ErrorReply, MalformedReply, Operation,
    Request, RequestBuilder,
};
use crate::runtime::protocol::rest_json;
use crate::types::Horse;

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct PutHorse {
    pub horse: Horse,
}

impl PutHorse {
    /// Takes the members, all of which are required.
    pub fn new(horse: Horse) -> Self {
        Self { horse }
    }
}

/// Output of [`PutHorse`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PutHorseOutput {
    pub horse: Option<Horse>,
}

/// Why [`PutHorse`] failed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PutHorseError {
    /// The service says that it succeeded, in a reply that cannot be read.
    Malformed(MalformedReply),
    /// An error that the model does not list for this operation.
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
