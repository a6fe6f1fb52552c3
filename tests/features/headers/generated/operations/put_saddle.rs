//! `PutSaddle`: `PUT /saddles/{id}`.

use std::collections::BTreeMap;

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::arguments::{IntoTextMap, IntoTexts};
use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, Timestamp, error,
    json, json_text, serde_form, service, timestamp_text,
};
use crate::types::{Colour, D};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct PutSaddle {
    pub id: String,
    pub owner: String,
    pub made: Option<Timestamp>,
    pub sold: Option<Timestamp>,
    pub rides: Option<Vec<Timestamp>>,
    pub colours: Option<Vec<Colour>>,
    pub weight: Option<f64>,
    /// The text is JSON.
    pub notes: Option<String>,
    pub meta: Option<BTreeMap<String, String>>,
    pub size: Option<i32>,
}

impl PutSaddle {
    /// Creates a request from its required fields: path labels first, then the others by name.
    pub fn new(id: impl Into<String>, owner: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            owner: owner.into(),
            made: None,
            sold: None,
            rides: None,
            colours: None,
            weight: None,
            notes: None,
            meta: None,
            size: None,
        }
    }

    pub fn made(mut self, value: impl Into<Timestamp>) -> Self {
        self.made = Some(value.into());
        self
    }

    pub fn sold(mut self, value: impl Into<Timestamp>) -> Self {
        self.sold = Some(value.into());
        self
    }

    pub fn rides(mut self, value: impl IntoIterator<Item = Timestamp>) -> Self {
        self.rides = Some(value.into_iter().collect());
        self
    }

    pub fn colours(mut self, value: impl IntoTexts<Colour>) -> Self {
        self.colours = Some(value.into_texts());
        self
    }

    pub fn weight(mut self, value: f64) -> Self {
        self.weight = Some(value);
        self
    }

    /// The text is JSON.
    pub fn notes(mut self, value: impl Into<String>) -> Self {
        self.notes = Some(value.into());
        self
    }

    pub fn meta(mut self, value: impl IntoTextMap<String, String>) -> Self {
        self.meta = Some(value.into_map());
        self
    }

    pub fn size(mut self, value: i32) -> Self {
        self.size = Some(value);
        self
    }
}

/// The output of [`PutSaddle`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PutSaddleOutput {
    pub status: Option<i32>,
    pub owner: Option<String>,
    pub colours: Option<Vec<Colour>>,
    pub rides: Option<Vec<Timestamp>>,
    /// The text is JSON.
    pub notes: Option<String>,
    pub meta: Option<BTreeMap<String, String>>,
    pub size: Option<i32>,
    pub d: Option<D>,
}

impl PutSaddleOutput {
    /// The list `colours`. It is empty if the response does not contain it.
    #[must_use]
    pub fn colours(&self) -> &[Colour] {
        self.colours.as_deref().unwrap_or_default()
    }

    /// The list `rides`. It is empty if the response does not contain it.
    #[must_use]
    pub fn rides(&self) -> &[Timestamp] {
        self.rides.as_deref().unwrap_or_default()
    }
}

/// The error of [`PutSaddle`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PutSaddleError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for PutSaddle {
    type Output = PutSaddleOutput;
    type Error = PutSaddleError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "PutSaddle";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::PUT, "/saddles/");
        request.label("id", &self.id)?;
        request.header("X-Owner", &self.owner)?;
        request.header("X-Made", &timestamp_text::http_date(&self.made))?;
        request.header("X-Sold", &timestamp_text::epoch_seconds(&self.sold))?;
        request.header("X-Rides", &timestamp_text::http_date(&self.rides))?;
        request.header("X-Colours", &self.colours)?;
        request.header("X-Weight", &self.weight)?;
        request.header("X-Notes", &json_text::encode(&self.notes))?;
        request.prefix_headers("X-Meta-", &self.meta)?;
        request.json(self);
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        let reply = rest_json::reply::<Self::Error>(status, headers, body)?;
        let mut output: Self::Output = reply.json()?;
        output.status = Some(reply.status().as_u16().into());
        output.owner = reply.header("X-Owner")?;
        output.colours = reply.header_list("X-Colours")?;
        output.rides = reply.header_timestamps("X-Rides")?;
        output.notes = reply.header_json_text("X-Notes")?;
        output.meta = reply.prefix_headers("X-Meta-")?;
        Ok(output)
    }
}

json::encode! { PutSaddle {
    "size" => size,
} }

json::decode! { PutSaddleOutput {
    "size" => size,
    "D" => d,
} }

error::operation_error! { PutSaddleError {} }

serde_form::message! { PutSaddle {
    "id" => id,
    "owner" => owner,
    "made" => made,
    "sold" => sold,
    "rides" => rides,
    "colours" => colours,
    "weight" => weight,
    "notes" => notes,
    "meta" => meta,
    "size" => size,
} }

serde_form::message! { PutSaddleOutput {
    "status" => status,
    "owner" => owner,
    "colours" => colours,
    "rides" => rides,
    "notes" => notes,
    "meta" => meta,
    "size" => size,
    "D" => d,
} }
