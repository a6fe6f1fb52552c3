//! `PutLabel`: `PUT /label/{Id}`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_xml;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    serde_form, service,
};
use crate::types::Label;

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct PutLabel {
    pub id: String,
    pub label: Option<Label>,
}

impl PutLabel {
    /// Creates a request from its required fields.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), label: None }
    }

    pub fn label(mut self, value: Label) -> Self {
        self.label = Some(value);
        self
    }
}

/// The output of [`PutLabel`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PutLabelOutput {
    pub label: Option<Label>,
    pub e_tag: Option<String>,
}

/// The error of [`PutLabel`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PutLabelError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for PutLabel {
    type Output = PutLabelOutput;
    type Error = PutLabelError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "PutLabel";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::PUT, "/label/");
        request.label("Id", &self.id)?;
        if let Some(payload) = &self.label {
            request.xml_payload(
                "LabelConfig xmlns=\"https://vineyard.example.com/doc/2020-05-31/\"",
                payload,
            )?;
        }
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        let reply = rest_xml::reply::<Self::Error>(status, headers, body)?;
        Ok(PutLabelOutput { label: reply.xml_payload_object()?, e_tag: reply.header("ETag")? })
    }
}

error::operation_error! { PutLabelError {} }

serde_form::message! { PutLabel {
    "Id" => id,
    "Label" => label,
} }

serde_form::message! { PutLabelOutput {
    "Label" => label,
    "ETag" => e_tag,
} }
