//! Retries, in the standard mode of the AWS SDKs. The functions compute delays; the caller sends and sleeps.

use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::error::{OperationError, Retry};
use super::operation::Operation;
use super::random;

/// A failure after which a retry may succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// The reason why a retry may succeed.
    pub reason: Retry,
    /// Whether the attempt timed out, which costs more of the [`Quota`].
    pub timed_out: bool,
    /// The delay that the service asks for in a header.
    pub asked: Option<Duration>,
}

impl Failure {
    /// The connection failed, or closed before the end of the response.
    #[must_use]
    pub fn of_connection() -> Self {
        Self { reason: Retry::Transient, timed_out: false, asked: None }
    }

    /// The attempt timed out.
    #[must_use]
    pub fn of_time() -> Self {
        Self { timed_out: true, ..Self::of_connection() }
    }

    /// The service returned an error. Returns `None` if a retry is not expected to help.
    #[must_use]
    pub fn of_reply(error: &dyn OperationError) -> Option<Self> {
        let asked = error.head().retry_after;
        Some(Self { reason: error.retry()?, timed_out: false, asked })
    }
}

/// The number of attempts, and the delays between them.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Policy {
    /// The maximum number of attempts, including the first one.
    pub attempts: u32,
    /// The maximum delay before the second attempt. It doubles with each further attempt.
    pub first_pause: Duration,
    /// The limit of all delays, including delays that the service asks for.
    pub longest_pause: Duration,
    /// The fraction of the maximum delay to wait, from 0 to 1. It is random by default, so that clients that failed at
    /// the same time do not retry at the same time.
    pub jitter: fn() -> f64,
}

impl Default for Policy {
    /// Three attempts, with random delays of up to 1 and 2 seconds.
    fn default() -> Self {
        Self {
            attempts: 3,
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(20),
            jitter: random_fraction,
        }
    }
}

impl Policy {
    /// Sets the maximum number of attempts. 1 disables retries.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets the maximum delay before the second attempt, and the limit of all delays.
    #[must_use]
    pub fn pauses(mut self, first: Duration, longest: Duration) -> Self {
        (self.first_pause, self.longest_pause) = (first, longest);
        self
    }

    /// Sets the function that returns the fraction of the maximum delay.
    #[must_use]
    pub fn jitter(mut self, jitter: fn() -> f64) -> Self {
        self.jitter = jitter;
        self
    }

    /// The delay after this number of attempts.
    fn pause(&self, attempts: u32, asked: Option<Duration>) -> Duration {
        let doubled = 2_u32.saturating_pow(attempts.saturating_sub(1));
        let longest = self.first_pause.saturating_mul(doubled).min(self.longest_pause);
        let fraction = (self.jitter)();
        // NaN fails the comparison and becomes 1.
        let fraction = if fraction <= 1.0 { fraction.max(0.0) } else { 1.0 };
        // Rounding can exceed `Duration::MAX`.
        let pause = Duration::try_from_secs_f64(longest.as_secs_f64() * fraction);
        pause.unwrap_or(longest).max(asked.unwrap_or_default().min(self.longest_pause))
    }
}

/// The retry quota of a client, shared by all of its requests. It stops retries when most requests fail, so that a
/// failing service does not receive three times the load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quota {
    tokens: u32,
}

impl Quota {
    const FULL: u32 = 500;
    const OF_RETRY: u32 = 5;
    const OF_TIMEOUT: u32 = 10;
    /// The refund for a request that succeeds on its first attempt.
    const OF_SUCCESS: u32 = 1;

    /// The remaining tokens.
    #[must_use]
    pub fn tokens(&self) -> u32 {
        self.tokens
    }

    fn take(&mut self, cost: u32) -> bool {
        let left = self.tokens.checked_sub(cost);
        self.tokens = left.unwrap_or(self.tokens);
        left.is_some()
    }
}

impl Default for Quota {
    /// A full quota.
    fn default() -> Self {
        Self { tokens: Self::FULL }
    }
}

/// The attempts of one request.
#[derive(Clone, Debug)]
pub struct Attempts {
    policy: Policy,
    made: u32,
    /// The tokens that the last retry has cost.
    cost: u32,
}

impl Attempts {
    /// Starts with no attempts made.
    #[must_use]
    pub fn new(policy: Policy) -> Self {
        Self { policy, made: 0, cost: 0 }
    }

    /// Reads the response to an attempt.
    ///
    /// # Errors
    ///
    /// Returns the error of the operation and the delay before the next attempt, or `None` for no further attempt.
    pub fn read<O: Operation>(
        &mut self,
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
        quota: &mut Quota,
    ) -> Result<O::Output, (O::Error, Option<Duration>)> {
        self.judge(O::REPEATABLE, O::parse(status, headers, body), quota)
    }

    /// Records the result of an attempt, which the service has answered.
    ///
    /// # Errors
    ///
    /// See [`read`](Self::read).
    pub fn judge<T, E: OperationError>(
        &mut self,
        is_repeatable: bool,
        result: Result<T, E>,
        quota: &mut Quota,
    ) -> Result<T, (E, Option<Duration>)> {
        match result {
            Ok(output) => {
                self.succeeded(quota);
                Ok(output)
            }
            Err(error) => {
                // After a success status, the service has executed the operation.
                let is_executed = error.head().status.is_success();
                let failure = Failure::of_reply(&error).filter(|_| is_repeatable || !is_executed);
                let pause = self.failed(failure, quota);
                Err((error, pause))
            }
        }
    }

    /// Records a failed attempt. Returns the delay before the next attempt, or `None` for no further attempt.
    #[must_use]
    pub fn failed(&mut self, failure: Option<Failure>, quota: &mut Quota) -> Option<Duration> {
        self.made = self.made.saturating_add(1);
        let failure = failure.filter(|_| self.made < self.policy.attempts)?;
        let cost = if failure.timed_out { Quota::OF_TIMEOUT } else { Quota::OF_RETRY };
        if !quota.take(cost) {
            return None;
        }
        self.cost = cost;
        Some(self.policy.pause(self.made, failure.asked))
    }

    /// Records a successful attempt, which refunds the cost of its retry.
    pub fn succeeded(&self, quota: &mut Quota) {
        let refund = if self.cost == 0 { Quota::OF_SUCCESS } else { self.cost };
        quota.tokens = quota.tokens.saturating_add(refund).min(Quota::FULL);
    }
}

/// A random number from 0 to 1.
fn random_fraction() -> f64 {
    f64::from((random::bits() >> 32) as u32) / f64::from(u32::MAX)
}
