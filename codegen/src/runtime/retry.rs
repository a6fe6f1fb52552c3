//! When a request that failed is sent again, and after how long: the standard mode of AWS's SDKs, as plain data. Whoever
//! sends is the one who sleeps.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::Duration;

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};

use super::error::{OperationError, Retry};
use super::operation::Operation;
use super::timestamp::Timestamp;

/// How long a service asks to be left alone, in milliseconds.
const MILLISECONDS_HEADER: &str = "x-amz-retry-after";

const TRANSIENT_CODES: [&str; 3] =
    ["PriorRequestNotComplete", "RequestTimeout", "RequestTimeoutException"];

const TRANSIENT_STATUSES: [StatusCode; 4] = [
    StatusCode::INTERNAL_SERVER_ERROR,
    StatusCode::BAD_GATEWAY,
    StatusCode::SERVICE_UNAVAILABLE,
    StatusCode::GATEWAY_TIMEOUT,
];

const THROTTLING_CODES: [&str; 13] = [
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "LimitExceededException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionInProgressException",
];

/// A failure after which the same request may succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// Why it may.
    pub reason: Retry,
    /// Whether there was no reply in time, which costs more of the [`Quota`].
    pub timed_out: bool,
    /// How long the service asks to be left alone, if it does.
    pub asked: Option<Duration>,
}

impl Failure {
    /// There was no connection, or it broke before the end of the reply.
    #[must_use]
    pub fn of_connection() -> Self {
        Self { reason: Retry::Transient, timed_out: false, asked: None }
    }

    /// There was no reply in time.
    #[must_use]
    pub fn of_time() -> Self {
        Self { timed_out: true, ..Self::of_connection() }
    }

    /// What the service answered, if the same request may succeed later.
    #[must_use]
    pub fn of_reply(error: &impl OperationError, headers: &HeaderMap) -> Option<Self> {
        let head = error.head();
        let (code, status) = (head.code.as_str(), head.status);
        let throttles = THROTTLING_CODES.contains(&code) || status == StatusCode::TOO_MANY_REQUESTS;
        let is_transient = TRANSIENT_CODES.contains(&code) || TRANSIENT_STATUSES.contains(&status);
        let reason = error
            .retry()
            .or(throttles.then_some(Retry::Throttling))
            .or(is_transient.then_some(Retry::Transient))?;
        Some(Self { reason, timed_out: false, asked: asked(headers) })
    }
}

/// How long a reply asks to be left alone. A date counts from the date of the reply itself: there is no clock here, and
/// those of two machines differ.
fn asked(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    if let Some(milliseconds) = text(MILLISECONDS_HEADER).and_then(|text| text.parse().ok()) {
        return Some(Duration::from_millis(milliseconds));
    }
    let after = text(RETRY_AFTER.as_str())?;
    if let Ok(seconds) = after.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let sent = Timestamp::from_http_date(text(DATE.as_str())?)?;
    let seconds = Timestamp::from_http_date(after)?.seconds().checked_sub(sent.seconds())?;
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
}

/// How often a request is sent, and how long the pauses are.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Policy {
    /// How often it is sent in all.
    pub attempts: u32,
    /// The longest pause before the second attempt; each further one may be twice as long.
    pub first_pause: Duration,
    /// What no pause is longer than, even if the service asks for it.
    pub longest_pause: Duration,
    /// What part of the longest possible pause is taken, from 0 to 1: by chance, so that those who failed together do not
    /// come back together.
    pub jitter: fn() -> f64,
}

impl Default for Policy {
    /// Three attempts, and pauses of up to 1 and 2 seconds.
    fn default() -> Self {
        Self {
            attempts: 3,
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(20),
            jitter: random,
        }
    }
}

impl Policy {
    /// Sends a request this often in all; 1 is never again.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Limits the pauses: the one before the second attempt, and all of them.
    #[must_use]
    pub fn pauses(mut self, first: Duration, longest: Duration) -> Self {
        (self.first_pause, self.longest_pause) = (first, longest);
        self
    }

    /// Replaces chance.
    #[must_use]
    pub fn jitter(mut self, jitter: fn() -> f64) -> Self {
        self.jitter = jitter;
        self
    }

    /// The pause after so many attempts.
    fn pause(&self, attempts: u32, asked: Option<Duration>) -> Duration {
        let doubled = 2_u32.saturating_pow(attempts.saturating_sub(1));
        let longest = self.first_pause.saturating_mul(doubled).min(self.longest_pause);
        let part = (self.jitter)();
        // What is no number is taken for all of it, because only a number is in order with others.
        let part = if part <= 1.0 { part.max(0.0) } else { 1.0 };
        // The longest duration that there is may be too long for a float.
        let by_chance = Duration::try_from_secs_f64(longest.as_secs_f64() * part);
        by_chance.unwrap_or(longest).max(asked.unwrap_or_default().min(self.longest_pause))
    }
}

/// What may still be spent on sending again: a service that fails every request is not asked three times as often. All
/// requests of a client share one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quota {
    tokens: u32,
}

impl Quota {
    const FULL: u32 = 500;
    const OF_RETRY: u32 = 5;
    const OF_TIMEOUT: u32 = 10;
    /// What a request gives back that succeeds at once.
    const OF_SUCCESS: u32 = 1;

    /// What is left of it.
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
    /// A full one.
    fn default() -> Self {
        Self { tokens: Self::FULL }
    }
}

/// The attempts of one request.
#[derive(Clone, Debug)]
pub struct Attempts {
    policy: Policy,
    made: u32,
    /// What the last of them took out of the quota.
    cost: u32,
}

impl Attempts {
    /// None was made yet.
    #[must_use]
    pub fn new(policy: Policy) -> Self {
        Self { policy, made: 0, cost: 0 }
    }

    /// Reads the reply to an attempt.
    ///
    /// # Errors
    ///
    /// Fails with what the service says, and with how long to wait before the next attempt, unless it was the last.
    pub fn read<O: Operation>(
        &mut self,
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
        quota: &mut Quota,
    ) -> Result<O::Output, (O::Error, Option<Duration>)> {
        match O::parse(status, headers, body) {
            Ok(output) => {
                self.succeeded(quota);
                Ok(output)
            }
            Err(error) => {
                let pause = self.failed(Failure::of_reply(&error, headers), quota);
                Err((error, pause))
            }
        }
    }

    /// An attempt failed: how long to wait before the next one, unless it was the last.
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

    /// An attempt succeeded, which gives back what it took.
    pub fn succeeded(&self, quota: &mut Quota) {
        let back = if self.cost == 0 { Quota::OF_SUCCESS } else { self.cost };
        quota.tokens = quota.tokens.saturating_add(back).min(Quota::FULL);
    }
}

/// A number from 0 to 1 that nobody can foresee: each state has keys of its own.
fn random() -> f64 {
    let bits = RandomState::new().build_hasher().finish();
    f64::from((bits >> 32) as u32) / f64::from(u32::MAX)
}
