//! The timeouts of calls.

use std::time::{Duration, Instant};

use super::super::runtime::Operation;

/// The default limit of a pause within the body of a response.
const IDLE: Duration = Duration::from_secs(60);

/// Timeouts, and whether requests are sent again after a timeout.
///
/// By default, only pauses within a response are limited: the response of a Lambda function may take minutes to begin. A
/// call inherits unset values from its operation, and an operation from the client. [`Duration::MAX`] is no limit.
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
    /// The limit of a pause within the body of a response. The default is 60 seconds.
    pub idle: Option<Duration>,
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

    /// Limits a pause within the body of a response. The default is 60 seconds.
    #[must_use]
    pub fn idle(mut self, limit: Duration) -> Self {
        self.idle = Some(limit);
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
            idle: self.idle.or(other.idle),
            repeat: self.repeat.or(other.repeat),
        }
    }
}

/// The timeouts of a client, its operations and its calls.
#[derive(Clone, Debug, Default)]
pub(super) struct OperationTimeouts {
    pub(super) client: Timeouts,
    pub(super) call: Timeouts,
    /// The timeouts of operations, by service and name. Later entries win.
    operations: Vec<([&'static str; 2], Timeouts)>,
}

impl OperationTimeouts {
    pub(super) fn set<O: Operation>(&mut self, timeouts: Timeouts) {
        self.operations.push(([O::SERVICE.name, O::NAME], timeouts));
    }

    /// Starts a call.
    pub(super) fn start<O: Operation>(&self) -> Deadline {
        self.deadline([O::SERVICE.name, O::NAME], O::REPEATABLE)
    }

    fn deadline(&self, name: [&str; 2], is_repeatable: bool) -> Deadline {
        let operation = self.operations.iter().rfind(|(other, _)| *other == name);
        let operation = operation.map(|(_, timeouts)| *timeouts).unwrap_or_default();
        let timeouts = self.call.or(operation).or(self.client);
        Deadline {
            attempt: timeouts.attempt.filter(is_limit),
            idle: Some(timeouts.idle.unwrap_or(IDLE)).filter(is_limit),
            end: timeouts.call.and_then(after),
            repeats: timeouts.repeat.unwrap_or(is_repeatable),
        }
    }
}

/// The limits of a call that has started.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline {
    attempt: Option<Duration>,
    /// The limit of a pause within the body of a response.
    pub(super) idle: Option<Duration>,
    end: Option<Instant>,
    /// Whether a timed-out request is sent again.
    pub(super) repeats: bool,
}

impl Deadline {
    /// The limit of the next attempt.
    pub(super) fn attempt(&self) -> Option<Duration> {
        self.attempt.into_iter().chain(self.left()).min()
    }

    /// The time that is left for the call, if it is limited.
    pub(super) fn left(&self) -> Option<Duration> {
        self.end.map(|end| end.saturating_duration_since(Instant::now()))
    }

    /// Whether there is time for an attempt after a pause.
    pub(super) fn allows(&self, pause: Duration) -> bool {
        self.end.is_none_or(|end| after(pause).is_some_and(|next| next < end))
    }
}

/// Whether a duration limits anything: the end of [`Duration::MAX`] cannot be represented.
fn is_limit(limit: &Duration) -> bool {
    after(*limit).is_some()
}

/// The time after a pause, unless it is too far in the future.
fn after(pause: Duration) -> Option<Instant> {
    Instant::now().checked_add(pause)
}
