//! `FindHorses`: `GET /stables/{stable}/horses/{path+}?view=full`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::arguments::IntoTexts;
use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, Timestamp, error,
    json, serde_form, service,
};
use crate::types::Colour;

/// Finds the horses below a path.
///
/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/stables-2024-01-31/FindHorses)
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct FindHorses {
    pub stable: i32,
    pub path: String,
    pub colours: Option<Vec<Colour>>,
    pub names: Option<Vec<String>>,
    pub limit: i32,
    pub shod: Option<bool>,
    pub born_after: Option<Timestamp>,
}

impl FindHorses {
    /// Creates a request from its required fields: path labels first, then the others by name.
    pub fn new(stable: i32, path: impl Into<String>, limit: i32) -> Self {
        Self {
            stable,
            path: path.into(),
            colours: None,
            names: None,
            limit,
            shod: None,
            born_after: None,
        }
    }

    pub fn colours(mut self, value: impl IntoTexts<Colour>) -> Self {
        self.colours = Some(value.into_texts());
        self
    }

    pub fn names(mut self, value: impl IntoTexts<String>) -> Self {
        self.names = Some(value.into_texts());
        self
    }

    pub fn shod(mut self, value: bool) -> Self {
        self.shod = Some(value);
        self
    }

    pub fn born_after(mut self, value: impl Into<Timestamp>) -> Self {
        self.born_after = Some(value.into());
        self
    }
}

/// The output of [`FindHorses`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct FindHorsesOutput {
    pub names: Option<Vec<String>>,
}

impl FindHorsesOutput {
    /// The list `names`. It is empty if the response does not contain it.
    #[must_use]
    pub fn names(&self) -> &[String] {
        self.names.as_deref().unwrap_or_default()
    }
}

/// The error of [`FindHorses`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FindHorsesError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for FindHorses {
    type Output = FindHorsesOutput;
    type Error = FindHorsesError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "FindHorses";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::GET, "/stables/");
        request.label("stable", &self.stable)?;
        request.path("/horses/");
        request.greedy_label("path", &self.path)?;
        request.literal_query("view=full");
        request.query("colour", &self.colours);
        request.query("name", &self.names);
        request.query("limit", &self.limit);
        request.query("shod", &self.shod);
        request.query("bornAfter", &self.born_after);
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

json::decode! { FindHorsesOutput {
    "names" => names,
} }

error::operation_error! { FindHorsesError {} }

serde_form::message! { FindHorses {
    "stable" => stable,
    "path" => path,
    "colours" => colours,
    "names" => names,
    "limit" => limit,
    "shod" => shod,
    "bornAfter" => born_after,
} }

serde_form::message! { FindHorsesOutput {
    "names" => names,
} }
