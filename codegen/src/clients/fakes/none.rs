//! Fake responses: only tests have any.

use std::time::Duration;

use http::Response;

use super::super::runtime::{Operation, Request};
use super::call::Failed;

/// The fake responses of a client.
#[derive(Clone, Default)]
pub(super) enum Fakes {
    #[default]
    None,
}

#[allow(clippy::unused_self)] // As in tests.
impl Fakes {
    /// Whether the client sends nothing.
    #[allow(dead_code)] // Only uploads ask.
    pub(super) fn are_set(&self) -> bool {
        false
    }

    /// Marks a request with its operation.
    pub(super) fn mark<O: Operation>(&self, _: &mut Request) {}

    /// The fake response to a request.
    pub(super) fn answer(&self, _: &Request) -> Option<Result<Response<Vec<u8>>, Failed>> {
        None
    }

    /// The time to wait for.
    pub(super) fn pause(&self, pause: Duration) -> Duration {
        pause
    }
}
