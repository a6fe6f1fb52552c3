//! The timeouts of calls.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::super::runtime::Operation;

/// Timeouts, and whether requests are sent again after a timeout.
///
/// By default, there is no limit: the response of a Lambda function may take minutes to begin. A call inherits unset
/// values from its operation, and an operation from the client. [`Duration::MAX`] is no limit.
///
/// A timed-out request may have been executed. It is sent again only if the operation is
/// [repeatable](Operation::REPEATABLE), or if [`repeat`](Self::repeat) allows it. Timeouts of a connection attempt are
/// always retried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Timeouts {
    /// The limit of an attempt, from the connection to the end of the response.
    pub attempt: Option<Duration>,
    /// The limit of a call, with all of its attempts and the pauses between them.
    pub call: Option<Duration>,
    /// Whether a timed-out request is sent again.
    pub repeat: Option<bool>,
}

impl Timeouts {
    /// Limits an attempt, from the connection to the end of the response.
    #[must_use]
    pub fn attempt(mut self, limit: Duration) -> Self {
        self.attempt = Some(limit);
        self
    }

    /// Limits a call, with all of its attempts and the pauses between them.
    #[must_use]
    pub fn call(mut self, limit: Duration) -> Self {
        self.call = Some(limit);
        self
    }

    /// Sets whether a timed-out request is sent again, although the service may execute it twice.
    #[must_use]
    pub fn repeat(mut self, repeat: bool) -> Self {
        self.repeat = Some(repeat);
        self
    }

    fn or(self, other: Self) -> Self {
        Self {
            attempt: self.attempt.or(other.attempt),
            call: self.call.or(other.call),
            repeat: self.repeat.or(other.repeat),
        }
    }
}

/// The timeouts of a client, its operations and its calls.
#[derive(Clone, Debug, Default)]
pub(super) struct Settings {
    pub(super) client: Timeouts,
    pub(super) call: Timeouts,
    operations: BTreeMap<(&'static str, &'static str), Timeouts>,
}

impl Settings {
    pub(super) fn set_operation<O: Operation>(&mut self, timeouts: Timeouts) {
        self.operations.insert((O::SERVICE.name, O::NAME), timeouts);
    }

    /// Starts a call.
    pub(super) fn start<O: Operation>(&self) -> Deadline {
        let operation = self.operations.get(&(O::SERVICE.name, O::NAME));
        let operation = operation.copied().unwrap_or_default();
        let timeouts = self.call.or(operation).or(self.client);
        Deadline {
            attempt: timeouts.attempt.filter(|limit| after(*limit).is_some()),
            end: timeouts.call.and_then(after),
            repeats: timeouts.repeat.unwrap_or(O::REPEATABLE),
        }
    }
}

/// The limits of a call that has started.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline {
    attempt: Option<Duration>,
    end: Option<Instant>,
    /// Whether a timed-out request is sent again.
    pub(super) repeats: bool,
}

impl Deadline {
    /// The limit of the next attempt.
    pub(super) fn attempt(&self) -> Option<Duration> {
        let left = self.end.map(|end| end.saturating_duration_since(Instant::now()));
        self.attempt.into_iter().chain(left).min()
    }

    /// Whether there is time for an attempt after a pause.
    pub(super) fn allows(&self, pause: Duration) -> bool {
        self.end.is_none_or(|end| after(pause).is_some_and(|next| next < end))
    }
}

/// The time after a pause, unless it is too far in the future.
fn after(pause: Duration) -> Option<Instant> {
    Instant::now().checked_add(pause)
}
