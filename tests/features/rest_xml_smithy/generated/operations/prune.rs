//! `Prune`: `POST /prune`.

use std::collections::BTreeMap;

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::arguments::{IntoMap, IntoTexts};
use crate::runtime::protocol::rest_xml;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error,
    request_extensions, service, xml,
};
use crate::types::Tool;

/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/orchard-1/Prune)
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Prune {
    pub trees: Option<Vec<String>>,
    pub tool: Option<Tool>,
    pub limits: Option<BTreeMap<String, i32>>,
}

impl Prune {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn trees(mut self, value: impl IntoTexts<String>) -> Self {
        self.trees = Some(value.into_texts());
        self
    }

    pub fn tool(mut self, value: Tool) -> Self {
        self.tool = Some(value);
        self
    }

    pub fn limits(mut self, value: impl IntoMap<String, i32>) -> Self {
        self.limits = Some(value.into_map());
        self
    }
}

/// The output of [`Prune`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PruneOutput {
    pub tool: Option<Tool>,
}

/// The error of [`Prune`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PruneError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Prune {
    type Output = PruneOutput;
    type Error = PruneError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Prune";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::POST, "/prune");
        request.attach(request_extensions::Auth::Unsigned);
        request.xml("PruneTrees xmlns=\"urn:orchard\"", self)?;
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        Ok(rest_xml::reply::<Self::Error>(status, headers, body)?.xml_members()?)
    }
}

xml::encode! { Prune {
    "Tree" [*] => trees,
    "tool xmlns=\"urn:tool\"" => tool,
    "limits" [/ "entry" "K xmlns=\"urn:k\"" "V"] => limits,
} }

xml::decode! { PruneOutput {
    "Tool" => tool,
} }

error::operation_error! { PruneError {} }
