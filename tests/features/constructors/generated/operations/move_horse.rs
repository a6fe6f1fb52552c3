//! `MoveHorse`: `PUT /stables/{stable}/stalls/{Stall}/horses/{horse}`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    service,
};

/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/stables-2024-01-31/MoveHorse)
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct MoveHorse {
    pub horse: String,
    pub weight: i32,
    pub stall: String,
    pub note: String,
    pub groom: Option<String>,
    pub zone: String,
    pub stable: String,
}

impl MoveHorse {
    /// Creates a request from its required fields: path labels first, then the others by name.
    pub fn new(
        stable: impl Into<String>,
        stall: impl Into<String>,
        horse: impl Into<String>,
        zone: impl Into<String>,
        weight: i32,
        note: impl Into<String>,
    ) -> Self {
        Self {
            horse: horse.into(),
            weight,
            stall: stall.into(),
            note: note.into(),
            groom: None,
            zone: zone.into(),
            stable: stable.into(),
        }
    }

    pub fn groom(mut self, value: impl Into<String>) -> Self {
        self.groom = Some(value.into());
        self
    }
}

/// The output of [`MoveHorse`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct MoveHorseOutput {}

/// The error of [`MoveHorse`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum MoveHorseError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for MoveHorse {
    type Output = MoveHorseOutput;
    type Error = MoveHorseError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "MoveHorse";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::PUT, "/stables/");
        request.label("stable", &self.stable)?;
        request.path("/stalls/");
        request.label("Stall", &self.stall)?;
        request.path("/horses/");
        request.label("horse", &self.horse)?;
        request.query("kilos", &self.weight);
        request.header("X-Note", &self.note)?;
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

json::encode! { MoveHorse {
    "Groom" => groom,
    "Area" => zone,
} }

error::operation_error! { MoveHorseError {} }
