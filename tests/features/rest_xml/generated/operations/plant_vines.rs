//! `PlantVines`: `POST /2020-05-31/plot/{Plot}/vines`.

use std::collections::BTreeMap;

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::arguments::{IntoMap, IntoTexts};
use crate::runtime::protocol::rest_xml;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, Timestamp, error,
    json, serde_form, service, token, value_format, xml,
};
use crate::types::{FrostException, Soil, Vine};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct PlantVines {
    pub plot: String,
    pub mode: Option<String>,
    pub vines: Option<Vec<Vine>>,
    pub marks: Option<Vec<String>>,
    pub yields: Option<BTreeMap<String, i32>>,
    pub notes: Option<BTreeMap<String, Vec<Vec<i32>>>>,
    pub planted: Option<Timestamp>,
    pub harvested: Option<Timestamp>,
    pub sample: Option<Vec<u8>>,
    pub slope: Option<f64>,
    pub soil: Option<Soil>,
    /// If unset, each request gets a new token. To retry, send the same request again.
    pub token: Option<String>,
}

impl PlantVines {
    /// Creates a request from its required fields.
    pub fn new(plot: impl Into<String>) -> Self {
        Self {
            plot: plot.into(),
            mode: None,
            vines: None,
            marks: None,
            yields: None,
            notes: None,
            planted: None,
            harvested: None,
            sample: None,
            slope: None,
            soil: None,
            token: None,
        }
    }

    pub fn mode(mut self, value: impl Into<String>) -> Self {
        self.mode = Some(value.into());
        self
    }

    pub fn vines(mut self, value: impl IntoIterator<Item = Vine>) -> Self {
        self.vines = Some(value.into_iter().collect());
        self
    }

    pub fn marks(mut self, value: impl IntoTexts<String>) -> Self {
        self.marks = Some(value.into_texts());
        self
    }

    pub fn yields(mut self, value: impl IntoMap<String, i32>) -> Self {
        self.yields = Some(value.into_map());
        self
    }

    pub fn notes(mut self, value: impl IntoMap<String, Vec<Vec<i32>>>) -> Self {
        self.notes = Some(value.into_map());
        self
    }

    pub fn planted(mut self, value: impl Into<Timestamp>) -> Self {
        self.planted = Some(value.into());
        self
    }

    pub fn harvested(mut self, value: impl Into<Timestamp>) -> Self {
        self.harvested = Some(value.into());
        self
    }

    pub fn sample(mut self, value: impl Into<Vec<u8>>) -> Self {
        self.sample = Some(value.into());
        self
    }

    pub fn slope(mut self, value: f64) -> Self {
        self.slope = Some(value);
        self
    }

    pub fn soil(mut self, value: Soil) -> Self {
        self.soil = Some(value);
        self
    }

    /// If unset, each request gets a new token.
    pub fn token(mut self, value: impl Into<String>) -> Self {
        self.token = Some(value.into());
        self
    }
}

/// The output of [`PlantVines`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PlantVinesOutput {
    pub location: Option<String>,
    pub vines: Option<Vec<Vine>>,
    pub marks: Option<Vec<String>>,
    pub yields: Option<BTreeMap<String, i32>>,
    pub notes: Option<BTreeMap<String, Vec<Vec<i32>>>>,
    pub sample: Option<Vec<u8>>,
    pub soil: Option<Soil>,
}

impl PlantVinesOutput {
    /// The list `vines`. It is empty if the response does not contain it.
    pub fn vines(&self) -> &[Vine] {
        self.vines.as_deref().unwrap_or_default()
    }

    /// The list `marks`. It is empty if the response does not contain it.
    #[must_use]
    pub fn marks(&self) -> &[String] {
        self.marks.as_deref().unwrap_or_default()
    }
}

/// The error of [`PlantVines`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PlantVinesError {
    FrostException(ErrorReply<FrostException>),
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for PlantVines {
    type Output = PlantVinesOutput;
    type Error = PlantVinesError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "PlantVines";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        token::check(self.token.as_deref())?;
        let mut request = RequestBuilder::new(Method::POST, "/2020-05-31/plot/");
        request.label("Plot", &self.plot)?;
        request.path("/vines");
        request.header("x-mode", &self.mode)?;
        request
            .xml("PlantVinesRequest xmlns=\"https://vineyard.example.com/doc/2020-05-31/\"", self)?;
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        let reply = rest_xml::reply::<Self::Error>(status, headers, body)?;
        let mut output: Self::Output = reply.xml_members()?;
        output.location = reply.header("Location")?;
        Ok(output)
    }
}

xml::encode! { PlantVines {
    "Vines" [/ "Vine"] => vines,
    "Mark" [*] => marks,
    "Yields" [/ "entry" "Year" "value"] => yields,
    "Note" [* "key" "Lines" [/ "member" [/ "Number"]]] => notes,
    "Planted" => planted,
    "Harvested" => harvested: Option<value_format::HttpDate>,
    "Sample" => sample: Option<value_format::Blob>,
    "Slope" => slope,
    "Soil" => soil,
    "Token" => token: value_format::Token,
} }

xml::decode! { PlantVinesOutput {
    "Vines" [/ "Vine"] => vines,
    "Mark" [*] => marks,
    "Yields" [/ "entry" "Year" "value"] => yields,
    "Note" [* "key" "Lines" [/ "member" [/ "Number"]]] => notes,
    "Sample" => sample: Option<value_format::Blob>,
    "Soil" => soil,
} }

error::operation_error! { PlantVinesError {
    "Frost" => FrostException,
} }

serde_form::message! { PlantVines {
    "Plot" => plot,
    "Mode" => mode,
    "Vines" => vines,
    "Mark" => marks,
    "Yields" => yields,
    "Note" => notes,
    "Planted" => planted,
    "Harvested" => harvested: Option<value_format::HttpDate>,
    "Sample" => sample: Option<value_format::Blob>,
    "Slope" => slope,
    "Soil" => soil,
    "Token" => token,
} }

serde_form::message! { PlantVinesOutput {
    "Location" => location,
    "Vines" => vines,
    "Mark" => marks,
    "Yields" => yields,
    "Note" => notes,
    "Sample" => sample: Option<value_format::Blob>,
    "Soil" => soil,
} }
