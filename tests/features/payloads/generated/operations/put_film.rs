//! `PutFilm`: `PUT /films/{id}`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::{
    error, service, traits, BuildError, ErrorReply, MalformedReply, Operation, Request,
    RequestBuilder,
};
use crate::runtime::protocol::rest_json;

/// The body of the request is the stream `film`, which `request` leaves to the caller. Its length
/// must be known.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct PutFilm {
    pub id: String,
}

impl PutFilm {
    /// Takes the members, all of which are required.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

/// Output of [`PutFilm`].
///
/// The body of a successful reply is the stream `copy`, which `parse` leaves to the caller; that of
/// any other reply must be read first, and given to `parse`.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PutFilmOutput {
    pub minutes: Option<i32>,
}

/// Why [`PutFilm`] failed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PutFilmError {
    /// The service says that it succeeded, in a reply that cannot be read.
    Malformed(MalformedReply),
    /// An error that the model does not list for this operation.
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
        request.attach(traits::StreamedReply);
        request.stream();
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        let reply = rest_json::reply::<Self::Error>(status, headers, body)?;
        Ok(PutFilmOutput {
            minutes: reply.header("X-Minutes")?,
        })
    }
}

error::operation_error! { PutFilmError {} }
