//! `Watch`: `POST /`.

use http::{HeaderMap, StatusCode};

use crate::runtime::protocol::aws_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, error, event_stream, json,
    request_extensions, service,
};
use crate::types::{Dark, Frames};

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct Watch {}

impl Watch {
    /// Creates a request with all fields unset.
    pub fn new() -> Self {
        Self::default()
    }
}

/// The output of [`Watch`].
///
/// The body of a successful response is the stream of events `Frames`, which `parse` does not read.
/// `event_stream::events::Events` decodes it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct WatchOutput {}

/// The error of [`Watch`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum WatchError {
    Dark(ErrorReply<Dark>),
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for Watch {
    type Output = WatchOutput;
    type Error = WatchError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "Watch";

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = aws_json::request("application/x-amz-json-1.1", "Stable.Watch", self)?;
        request.attach(request_extensions::StreamedReply);
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        aws_json::reply::<Self::Error>(status, headers, body)?;
        Ok(Self::Output::default())
    }
}

impl event_stream::events::ReceivesEvents for Watch {
    type Event = Frames;
    type Failure = WatchError;

    const STARTS_WITH_RESPONSE: bool = true;

    fn failure(reply: &error::Reply<'_>) -> ErrorReply {
        json::reply::error(reply, &[])
    }
}

json::encode! { Watch {} }

error::operation_error! { WatchError {
    "Dark" => Dark,
} }
