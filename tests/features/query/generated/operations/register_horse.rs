//! `RegisterHorse`: `POST /`.

use std::collections::BTreeMap;

use http::{HeaderMap, StatusCode};

use crate::runtime::arguments::{IntoTextMap, IntoTexts};
use crate::runtime::protocol::query;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, Timestamp, error, form, json,
    serde_form, service, token, value_format, xml,
};
use crate::types::{Coat, NameTakenException, Origin, Owner};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct RegisterHorse {
    pub name: String,
    pub owners: Option<Vec<Owner>>,
    pub marks: Option<Vec<String>>,
    pub notes: Option<BTreeMap<String, String>>,
    pub born: Option<Timestamp>,
    pub sold: Option<Timestamp>,
    pub photo: Option<Vec<u8>>,
    pub weight: Option<f64>,
    pub origin: Option<Origin>,
    /// If unset, each request gets a new token. To retry, send the same request again.
    pub token: Option<String>,
}

impl RegisterHorse {
    /// Creates a request from its required fields.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            owners: None,
            marks: None,
            notes: None,
            born: None,
            sold: None,
            photo: None,
            weight: None,
            origin: None,
            token: None,
        }
    }

    pub fn owners(mut self, value: impl IntoIterator<Item = Owner>) -> Self {
        self.owners = Some(value.into_iter().collect());
        self
    }

    pub fn marks(mut self, value: impl IntoTexts<String>) -> Self {
        self.marks = Some(value.into_texts());
        self
    }

    pub fn notes(mut self, value: impl IntoTextMap<String, String>) -> Self {
        self.notes = Some(value.into_map());
        self
    }

    pub fn born(mut self, value: impl Into<Timestamp>) -> Self {
        self.born = Some(value.into());
        self
    }

    pub fn sold(mut self, value: impl Into<Timestamp>) -> Self {
        self.sold = Some(value.into());
        self
    }

    pub fn photo(mut self, value: impl Into<Vec<u8>>) -> Self {
        self.photo = Some(value.into());
        self
    }

    pub fn weight(mut self, value: f64) -> Self {
        self.weight = Some(value);
        self
    }

    pub fn origin(mut self, value: Origin) -> Self {
        self.origin = Some(value);
        self
    }

    /// If unset, each request gets a new token.
    pub fn token(mut self, value: impl Into<String>) -> Self {
        self.token = Some(value.into());
        self
    }
}

/// The output of [`RegisterHorse`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RegisterHorseOutput {
    pub owners: Option<Vec<Owner>>,
    pub marks: Option<Vec<String>>,
    pub notes: Option<BTreeMap<String, String>>,
    pub photo: Option<Vec<u8>>,
    pub origin: Option<Origin>,
    pub coat: Option<Coat>,
}

impl RegisterHorseOutput {
    /// The list `owners`. It is empty if the response does not contain it.
    pub fn owners(&self) -> &[Owner] {
        self.owners.as_deref().unwrap_or_default()
    }

    /// The list `marks`. It is empty if the response does not contain it.
    #[must_use]
    pub fn marks(&self) -> &[String] {
        self.marks.as_deref().unwrap_or_default()
    }
}

/// The error of [`RegisterHorse`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum RegisterHorseError {
    NameTakenException(ErrorReply<NameTakenException>),
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for RegisterHorse {
    type Output = RegisterHorseOutput;
    type Error = RegisterHorseError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "RegisterHorse";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        token::check(self.token.as_deref())?;
        query::request("RegisterHorse", "2010-05-08", self).build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(query::reply::<Self::Error>(status, headers, body)?.xml_result("RegisterHorseResult")?)
    }
}

form::encode! { RegisterHorse {
    "Name" => name,
    "Owners" [/ "Owner"] => owners,
    "Mark" [*] => marks,
    "Notes" [/ "entry" "Topic" "value"] => notes,
    "Born" => born,
    "Sold" => sold: Option<value_format::EpochSeconds>,
    "Photo" => photo: Option<value_format::Blob>,
    "Weight" => weight,
    "Origin" => origin,
    "Token" => token: value_format::Token,
} }

xml::decode! { RegisterHorseOutput {
    "Owners" [/ "Owner"] => owners,
    "Mark" [*] => marks,
    "Notes" [/ "entry" "Topic" "value"] => notes,
    "Photo" => photo: Option<value_format::Blob>,
    "Origin" => origin,
    "Coat" => coat,
} }

error::operation_error! { RegisterHorseError {
    "NameTaken" => NameTakenException,
} }

serde_form::message! { RegisterHorse {
    "Name" => name,
    "Owners" => owners,
    "Mark" => marks,
    "Notes" => notes,
    "Born" => born,
    "Sold" => sold,
    "Photo" => photo: Option<value_format::Blob>,
    "Weight" => weight,
    "Origin" => origin,
    "Token" => token,
} }

serde_form::message! { RegisterHorseOutput {
    "Owners" => owners,
    "Mark" => marks,
    "Notes" => notes,
    "Photo" => photo: Option<value_format::Blob>,
    "Origin" => origin,
    "Coat" => coat,
} }
