//! `PutNote`: `PUT /notes`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error, service,
};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct PutNote {
    pub note: String,
}

impl PutNote {
    /// Creates a request from its required fields.
    pub fn new(note: impl Into<String>) -> Self {
        Self { note: note.into() }
    }
}

/// The output of [`PutNote`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PutNoteOutput {
    pub note: Option<String>,
}

/// The error of [`PutNote`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PutNoteError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for PutNote {
    type Output = PutNoteOutput;
    type Error = PutNoteError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "PutNote";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::PUT, "/notes");
        request.text(&self.note);
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        let reply = rest_json::reply::<Self::Error>(status, headers, body)?;
        Ok(PutNoteOutput { note: reply.text()? })
    }
}

error::operation_error! { PutNoteError {} }
