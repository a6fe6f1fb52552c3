//! Retryable errors, and the delays that responses ask for. The lists are those of botocore's standard mode
//! (`botocore/retries/standard.py` and `special.py`).

use std::time::Duration;

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};

use super::error::{ErrorHead, Retry};
use super::timestamp::Timestamp;

const THROTTLING_CODES: [&str; 14] = [
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "LimitExceededException",
    "PriorRequestNotComplete",
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

/// `IDPCommunicationError` is an error of STS: the identity provider did not respond.
const TRANSIENT_CODES: [&str; 3] =
    ["IDPCommunicationError", "RequestTimeout", "RequestTimeoutException"];

const TRANSIENT_STATUSES: [StatusCode; 4] = [
    StatusCode::INTERNAL_SERVER_ERROR,
    StatusCode::BAD_GATEWAY,
    StatusCode::SERVICE_UNAVAILABLE,
    StatusCode::GATEWAY_TIMEOUT,
];

/// The delay that a service asks for, in milliseconds.
const MILLISECONDS_HEADER: &str = "x-amz-retry-after";

impl ErrorHead {
    /// The reason why a retry may succeed, for an error that the operation does not list.
    #[must_use]
    pub fn retry(&self) -> Option<Retry> {
        let throttles = self.status == StatusCode::TOO_MANY_REQUESTS;
        self.retry_of_modelled(throttles.then_some(Retry::Throttling))
    }

    /// The reason why a retry may succeed, for an error with this `retryable` trait in the model.
    pub(super) fn retry_of_modelled(&self, modelled: Option<Retry>) -> Option<Retry> {
        let has_one_of = |codes: &[&str]| codes.iter().any(|code| self.has_name(code));
        if has_one_of(&THROTTLING_CODES) {
            return Some(Retry::Throttling);
        }
        let is_transient =
            || has_one_of(&TRANSIENT_CODES) || TRANSIENT_STATUSES.contains(&self.status);
        modelled.or_else(|| is_transient().then_some(Retry::Transient))
    }
}

/// The delay that a response asks for. A date in `retry-after` is compared with the `date` of the response, because the clocks of client and server may differ.
pub(super) fn requested_delay(headers: &HeaderMap) -> Option<Duration> {
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
