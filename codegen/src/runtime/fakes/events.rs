//! Streams of events.

use http::Response;

use super::super::event_stream::encode::{EVENT, EventBuilder, SentEvent, frame_of};
use super::super::event_stream::events::ReceivesEvents;
use super::super::request::BuildError;
use super::reply::{FakeOperation, output};

/// Returns a response with the output that `fill` completes, and with events.
///
/// # Errors
///
/// Fails if the protocol cannot express a value, or if an event is too large.
pub fn events<O>(
    events: impl IntoIterator<Item = O::Event>,
    fill: impl FnOnce(&mut O::Output),
) -> Result<Response<Vec<u8>>, BuildError>
where
    O: FakeOperation + ReceivesEvents,
    O::Output: Default,
    O::Event: SentEvent,
{
    let mut response = output::<O>(fill)?;
    let first = std::mem::take(response.body_mut());
    let mut body = Vec::new();
    if O::STARTS_WITH_RESPONSE {
        body = frame_of(&InitialResponse(first))?;
    }
    for event in events {
        body.extend(frame_of(&event)?);
    }
    *response.body_mut() = body;
    Ok(response)
}

/// The event with the members of the output.
struct InitialResponse(Vec<u8>);

impl SentEvent for InitialResponse {
    fn write(&self, event: &mut EventBuilder) -> Result<(), BuildError> {
        event.start(EVENT, "initial-response")?;
        event.request().body("application/json", self.0.clone());
        Ok(())
    }
}
