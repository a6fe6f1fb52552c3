//! The directions of streams, which select modules and dependencies of a client.

use crate::ir::{Member, Model, ShapeId};

/// The directions of the streams of an output's operations.
#[expect(clippy::struct_excessive_bools, reason = "each is true by itself")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Streams {
    /// Whether a request body is a stream.
    pub(super) uploads: bool,
    /// Whether a response body is a stream.
    pub(super) downloads: bool,
    /// Whether a response body is a stream of events.
    pub(super) events: bool,
    /// Whether a response body that is a stream has a checksum.
    checks: bool,
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
                streams.checks |=
                    operation.checksum.is_some() && has(&operation.output, Member::is_stream);
                streams.events |= has(&operation.output, Member::is_events);
            }
        }
        streams
    }

    /// Whether bodies that are streams have checksums.
    pub(super) fn have_checksums(self) -> bool {
        self.uploads || self.checks
    }
}
