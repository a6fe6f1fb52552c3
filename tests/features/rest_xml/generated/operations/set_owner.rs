//! `SetOwner`: `PUT /owner`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_xml;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, json,
    serde_form, service,
};
use crate::types::Owner;

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct SetOwner {
    pub owner: Owner,
}

impl SetOwner {
    /// Creates a request from its required fields.
    pub fn new(owner: Owner) -> Self {
        Self { owner }
    }
}

/// The output of [`SetOwner`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SetOwnerOutput {}

/// The error of [`SetOwner`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SetOwnerError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for SetOwner {
    type Output = SetOwnerOutput;
    type Error = SetOwnerError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "SetOwner";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::PUT, "/owner");
        request.xml_payload(
            "Owner xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"",
            &self.owner,
        )?;
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        rest_xml::reply::<Self::Error>(status, headers, body)?;
        Ok(Self::Output::default())
    }
}

error::operation_error! { SetOwnerError {} }

serde_form::message! { SetOwner {
    "Owner" => owner,
} }

serde_form::message! { SetOwnerOutput {} }
