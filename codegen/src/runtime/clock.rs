//! Clock skew: the difference between the clock of this computer and that of a service.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{AGE, DATE};

use super::error::OperationError;
use super::timestamp::Timestamp;

/// The names of errors that an invalid signing time can cause, as in AWS's SDKs.
const SKEW_ERRORS: [&str; 6] = [
    "AuthFailure",
    "InvalidSignatureException",
    "RequestExpired",
    "RequestInTheFuture",
    "RequestTimeTooSkewed",
    "SignatureDoesNotMatch",
];

/// The skew that needs no correction, in seconds. Services accept signatures that are five minutes off.
const TOLERANCE: u64 = 240;

/// The correction of the clock of this computer, shared by all requests of a client.
#[derive(Debug, Default)]
pub struct Clock {
    seconds: AtomicI64,
}

/// The difference to the clock of a service, in seconds. It is positive if this clock is slow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Skew(pub i64);

impl Skew {
    /// The corrected time.
    #[must_use]
    pub fn correct(self, time: SystemTime) -> SystemTime {
        let difference = Duration::from_secs(self.0.unsigned_abs());
        let corrected =
            if self.0 < 0 { time.checked_sub(difference) } else { time.checked_add(difference) };
        corrected.unwrap_or(time)
    }
}

impl Clock {
    /// The skew for the next signature.
    #[must_use]
    pub fn skew(&self) -> Skew {
        Skew(self.seconds.load(Ordering::Relaxed))
    }

    /// Measures the skew anew, if an error shows that the skew in its request was wrong. Then returns true: the request
    /// can be signed and sent again. `received` is the uncorrected time of the response.
    pub fn measure(
        &self,
        used: Skew,
        error: &dyn OperationError,
        headers: &HeaderMap,
        received: SystemTime,
    ) -> bool {
        let Some(measured) = measured(error, headers, received) else { return false };
        let is_wrong = measured.0.abs_diff(used.0) > TOLERANCE;
        if is_wrong {
            self.seconds.store(measured.0, Ordering::Relaxed);
        }
        is_wrong
    }
}

/// The skew that the `date` of an error shows. The `date` of a response with an `age` is the time when a cache stored it.
fn measured(error: &dyn OperationError, headers: &HeaderMap, received: SystemTime) -> Option<Skew> {
    if !SKEW_ERRORS.iter().any(|name| error.has_name(name)) || headers.contains_key(AGE) {
        return None;
    }
    let date = Timestamp::from_http_date(headers.get(DATE)?.to_str().ok()?.trim())?;
    let skew = date.seconds().checked_sub(Timestamp::from(received).seconds())?;
    // A correct clock needs no correction.
    let is_correct = skew.unsigned_abs() <= TOLERANCE;
    Some(Skew(if is_correct { 0 } else { skew }))
}
