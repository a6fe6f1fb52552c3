//! `WatchRace`: `GET /races/{race}`.

use http::{HeaderMap, Method, StatusCode};

use crate::runtime::protocol::rest_json;
use crate::runtime::{
    BuildError, ErrorReply, MalformedReply, Operation, Request, RequestBuilder, error,
    event_stream, json, request_extensions, service,
};
use crate::types::{Closed, Race, Storm, TooMany};

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[must_use]
pub struct WatchRace {
    pub race: String,
}

impl WatchRace {
    /// Creates a request from its required fields.
    pub fn new(race: impl Into<String>) -> Self {
        Self { race: race.into() }
    }
}

/// The output of [`WatchRace`].
///
/// The body of a successful response is the stream of events `race`, which `parse` does not read.
/// `event_stream::events::Events` decodes it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct WatchRaceOutput {
    pub track: Option<String>,
}

/// The error of [`WatchRace`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum WatchRaceError {
    Closed(ErrorReply<Closed>),
    TooMany(ErrorReply<TooMany>),
    Storm(ErrorReply<Storm>),
    /// The response has a success status but cannot be read.
    Malformed(MalformedReply),
    /// Any other error, for example a throttling error that the model does not list.
    Unmodelled(ErrorReply),
}

impl Operation for WatchRace {
    type Output = WatchRaceOutput;
    type Error = WatchRaceError;

    const SERVICE: service::Service = crate::SERVICE;
    const NAME: &'static str = "WatchRace";
    const REPEATABLE: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        let mut request = RequestBuilder::new(Method::GET, "/races/");
        request.label("race", &self.race)?;
        request.attach(request_extensions::StreamedReply);
        request.build()
    }

    fn parse(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self::Output, Self::Error> {
        let reply = rest_json::reply::<Self::Error>(status, headers, body)?;
        Ok(WatchRaceOutput { track: reply.header("X-Track")? })
    }
}

impl event_stream::events::ReceivesEvents for WatchRace {
    type Event = Race;
    type Failure = WatchRaceError;

    const EXCEPTIONS: &'static [(&'static str, &'static str)] = &[
        ("closed", "Closed"),
        ("rained", "Storm"),
    ];

    fn failure(reply: &error::Reply<'_>) -> ErrorReply {
        json::reply::error(reply, &[])
    }
}

error::operation_error! { WatchRaceError {
    "Closed" => Closed,
    "TooMany" => TooMany,
    "Storm" => Storm,
} }
