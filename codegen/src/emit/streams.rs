//! The directions of streams, which select modules and dependencies of a client.

use crate::ir::{Member, Model, ShapeId};

/// The directions of the streams of an output's operations.
#[derive(Clone, Copy, Debug, Default)]
pub struct Streams {
    /// Whether a request body is a stream.
    pub(super) uploads: bool,
    /// Whether a response body is a stream.
    pub(super) downloads: bool,
    /// Whether a response body is a stream of events.
    pub(super) events: bool,
}

impl Streams {
    /// The directions of all operations of some models.
    pub(super) fn of<'m>(models: impl Iterator<Item = &'m Model>) -> Self {
        let mut streams = Self::default();
        for model in models {
            let has = |id: &Option<ShapeId>, is: fn(&Member) -> bool| {
                id.as_ref().is_some_and(|id| model.members(id).iter().any(is))
            };
            // Clients do not send events.
            let operations = model.operations.values();
            for operation in
                operations.filter(|operation| !has(&operation.input, Member::is_events))
            {
                streams.uploads |= has(&operation.input, Member::is_stream);
                streams.downloads |= has(&operation.output, Member::is_stream);
                streams.events |= has(&operation.output, Member::is_events);
            }
        }
        streams
    }
}
