//! Fake streams of events.

use super::super::runtime::event_stream::encode::SentEvent;
use super::super::runtime::event_stream::events::ReceivesEvents;
use super::super::runtime::fakes::events;
use super::super::runtime::fakes::reply::FakeOperation;
use super::fakes::Fake;

impl Fake {
    /// Adds a response with events, and with the output that `fill` completes.
    pub fn events<O>(
        &self,
        events: impl IntoIterator<Item = O::Event>,
        fill: impl FnOnce(&mut O::Output),
    ) -> &Self
    where
        O: FakeOperation + ReceivesEvents,
        O::Output: Default,
        O::Event: SentEvent,
    {
        self.add::<O>(events::events::<O>(events, fill))
    }
}
