//! `Pick`: `POST /pick`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_xml;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error,
    request_extensions, service,
};
use crate::types::Choice;

/// [AWS API reference](https://docs.aws.amazon.com/goto/WebAPI/orchard-1/Pick)
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Pick {
    pub choice: Option<Choice>,
}

impl Pick {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn choice(mut self, value: Choice) -> Self {
        self.choice = Some(value);
        self
    }
}

/// The output of [`Pick`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PickOutput {}

/// The error of [`Pick`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PickError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Pick {
    type Output = PickOutput;
    type Error = PickError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Pick";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::POST, "/pick");
        request.attach(request_extensions::Auth::Unsigned);
        if let Some(payload) = &self.choice {
            request.xml_payload("Choice xmlns=\"urn:orchard\"", payload)?;
        }
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

error::operation_error! { PickError {} }
