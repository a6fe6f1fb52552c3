//! `Comment`: `POST /comments`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Request, RequestBuilder, error, event_stream, json,
    request_extensions, service,
};
use crate::types::{Closed, Echoes, Words};

/// The request is the stream of events `words`, which clients do not send. The operation implements
/// `event_stream::sends::SendsEvents` instead of `Operation`.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Comment {
    pub language: Option<String>,
}

impl Comment {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn language(mut self, value: impl Into<String>) -> Self {
        self.language = Some(value.into());
        self
    }
}

/// The output of [`Comment`].
///
/// The body of a successful response is the stream of events `echoes`, which `parse` does not read.
/// `event_stream::events::Events` decodes it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct CommentOutput {}

/// The error of [`Comment`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CommentError {
    Closed(ErrorReply<Closed>),
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl event_stream::sends::SendsEvents for Comment {
    type Output = CommentOutput;
    type Error = CommentError;
    type Sent = Words;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Comment";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::POST, "/comments");
        request.header("X-Language", &self.language)?;
        request.attach(request_extensions::StreamedReply);
        request.events();
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        rest_json::reply::<Self::Error>(status, headers, body)?;
        Ok(Self::Output::default())
    }
}

impl event_stream::events::ReceivesEvents for Comment {
    type Event = Echoes;
    type Failure = CommentError;

    fn failure(reply: &error::Reply<'_>) -> ErrorReply {
        json::reply::error(reply, &[])
    }
}

error::operation_error! { CommentError {
    "Closed" => Closed,
} }
