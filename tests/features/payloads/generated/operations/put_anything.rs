//! `PutAnything`: `PUT /things`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, Document, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error,
    service,
};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct PutAnything {
    pub thing: Option<Document>,
}

impl PutAnything {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn thing(mut self, value: Document) -> Self {
        self.thing = Some(value);
        self
    }
}

/// The output of [`PutAnything`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PutAnythingOutput {
    pub thing: Option<Document>,
}

/// The error of [`PutAnything`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PutAnythingError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for PutAnything {
    type Output = PutAnythingOutput;
    type Error = PutAnythingError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "PutAnything";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::PUT, "/things");
        request.json_payload(&self.thing);
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        let reply = rest_json::reply::<Self::Error>(status, headers, body)?;
        Ok(PutAnythingOutput { thing: reply.json_payload()? })
    }
}

error::operation_error! { PutAnythingError {} }
