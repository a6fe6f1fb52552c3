//! `PutFilm`: `PUT /films/{id}`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error,
    request_extensions, service,
};

/// The request body is the stream `film`. `request` leaves the body empty, and the sender supplies
/// the stream of known length.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct PutFilm {
    pub id: String,
}

impl PutFilm {
    /// Creates a request from its required fields.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

/// The output of [`PutFilm`].
///
/// The body of a successful response is the stream `copy`, which `parse` does not read. For other
/// statuses, read the body and pass it to `parse`.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PutFilmOutput {
    pub minutes: Option<i32>,
}

/// The error of [`PutFilm`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PutFilmError {
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for PutFilm {
    type Output = PutFilmOutput;
    type Error = PutFilmError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "PutFilm";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::PUT, "/films/");
        request.label("id", &self.id)?;
        request.attach(request_extensions::StreamedReply);
        request.stream();
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        let reply = rest_json::reply::<Self::Error>(status, headers, body)?;
        Ok(PutFilmOutput { minutes: reply.header("X-Minutes")? })
    }
}

error::operation_error! { PutFilmError {} }
