//! `DeleteHorse`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::arguments::IntoTexts;
use crate::runtime::protocol::query;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, form, json, serde_form,
    service, xml,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct DeleteHorse {
    pub names: Option<Vec<String>>,
}

impl DeleteHorse {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn names(mut self, value: impl IntoTexts<String>) -> Self {
        self.names = Some(value.into_texts());
        self
    }
}

/// The output of [`DeleteHorse`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct DeleteHorseOutput {}

/// The error of [`DeleteHorse`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DeleteHorseError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for DeleteHorse {
    type Output = DeleteHorseOutput;
    type Error = DeleteHorseError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "DeleteHorse";

    fn request(&self) -> Result<Request, BuildError> {
        query::request("DeleteHorse", "2010-05-08", self).build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(query::reply::<Self::Error>(status, headers, body)?.xml()?)
    }
}

form::encode! { DeleteHorse {
    "Names" [/ "member"] => names,
} }

xml::decode! { DeleteHorseOutput {} }

error::operation_error! { DeleteHorseError {} }

serde_form::message! { DeleteHorse {
    "Names" => names,
} }

serde_form::message! { DeleteHorseOutput {} }
