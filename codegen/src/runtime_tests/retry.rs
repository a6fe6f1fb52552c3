use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::operation::{GetHorse, parse_with};
use crate::runtime::error::Retry;
use crate::runtime::retry::{Attempts, Failure, Policy, Quota};

fn failure(status: u16, code: &str, headers: &[(&str, &str)]) -> Option<Failure> {
    let status = StatusCode::from_u16(status).unwrap();
    let headers: HeaderMap = headers
        .iter()
        .map(|(name, value)| {
            (name.parse::<HeaderName>().unwrap(), HeaderValue::from_str(value).unwrap())
        })
        .collect();
    let error = parse_with(status, &headers, &format!(r#"{{"code":"{code}"}}"#)).unwrap_err();
    Failure::of_reply(&error)
}

fn requested_delay(headers: &[(&str, &str)]) -> Option<Duration> {
    failure(503, "", headers).unwrap().asked
}

fn full_delays() -> Policy {
    Policy::default().jitter(|| 1.0)
}

#[test]
fn classifies_errors_by_status_code_and_model() {
    for (status, code, reason) in [
        (500, "", Some(Retry::Transient)),
        (502, "", Some(Retry::Transient)),
        (503, "Anything", Some(Retry::Transient)),
        (504, "", Some(Retry::Transient)),
        (501, "", None),
        (400, "", None),
        (404, "NoSuchHorse", None),
        (408, "RequestTimeout", Some(Retry::Transient)),
        (400, "PriorRequestNotComplete", Some(Retry::Throttling)),
        (400, "IDPCommunicationError", Some(Retry::Transient)),
        (400, "ThrottlingException", Some(Retry::Throttling)),
        (503, "SlowDown", Some(Retry::Throttling)),
        (429, "", Some(Retry::Throttling)),
        // The error structure of the test is marked as throttling.
        (400, "Escaped", Some(Retry::Throttling)),
    ] {
        assert_eq!(
            failure(status, code, &[]).map(|failure| failure.reason),
            reason,
            "{status} {code}"
        );
    }
}

#[test]
fn reads_the_delay_that_a_response_asks_for() {
    let date = ("date", "Tue, 15 Nov 1994 08:12:31 GMT");
    let later = ("retry-after", "Tue, 15 Nov 1994 08:12:36 GMT");
    let earlier = ("retry-after", "Tue, 15 Nov 1994 08:12:30 GMT");
    assert_eq!(requested_delay(&[("retry-after", "7")]), Some(Duration::from_secs(7)));
    assert_eq!(requested_delay(&[later, date]), Some(Duration::from_secs(5)));
    assert_eq!(requested_delay(&[earlier, date]), Some(Duration::ZERO));
    assert_eq!(requested_delay(&[later]), None);
    assert_eq!(requested_delay(&[("retry-after", "soon"), date]), None);
    assert_eq!(requested_delay(&[("retry-after", "-1")]), None);
    let both = [("retry-after", "7"), ("x-amz-retry-after", "250")];
    assert_eq!(requested_delay(&both), Some(Duration::from_millis(250)));
}

#[test]
fn doubles_the_delay_up_to_the_limit() {
    let mut quota = Quota::default();
    let (first, longest) = (Duration::from_secs(1), Duration::from_secs(20));
    let mut attempts = Attempts::new(full_delays().attempts(8).pauses(first, longest));
    let mut fail = || attempts.failed(Some(Failure::of_connection()), &mut quota);
    let pauses: Vec<u64> = std::iter::from_fn(&mut fail).map(|pause| pause.as_secs()).collect();
    assert_eq!(pauses, [1, 2, 4, 8, 16, 20, 20]);
}

#[test]
fn waits_as_long_as_the_service_asks_up_to_the_limit() {
    let pause = |seconds| {
        let asked = Some(Duration::from_secs(seconds));
        let failure = Failure { asked, ..Failure::of_connection() };
        Attempts::new(full_delays()).failed(Some(failure), &mut Quota::default())
    };
    assert_eq!(pause(0), Some(Duration::from_secs(1)));
    assert_eq!(pause(7), Some(Duration::from_secs(7)));
    assert_eq!(pause(3600), Some(Duration::from_secs(20)));
}

#[test]
fn clamps_jitter() {
    for _ in 0..100 {
        let pause = Attempts::new(Policy::default())
            .failed(Some(Failure::of_connection()), &mut Quota::default());
        assert!(pause <= Some(Duration::from_secs(1)));
    }
    for odd in [|| f64::NAN, || f64::INFINITY, || -1.0, || 2.0] as [fn() -> f64; 4] {
        let mut attempts = Attempts::new(Policy::default().jitter(odd));
        let pause = attempts.failed(Some(Failure::of_connection()), &mut Quota::default());
        assert!(pause.is_some_and(|pause| pause <= Duration::from_secs(1)));
    }
}

#[test]
fn allows_the_longest_duration() {
    let policy = full_delays().pauses(Duration::MAX, Duration::MAX);
    let failure = Some(Failure::of_connection());
    let pause = Attempts::new(policy).failed(failure, &mut Quota::default());
    assert_eq!(pause, Some(Duration::MAX));
}

#[test]
fn makes_three_attempts_for_retryable_failures() {
    let mut quota = Quota::default();
    let mut attempts = Attempts::new(full_delays());
    assert!(attempts.failed(Some(Failure::of_time()), &mut quota).is_some());
    assert!(attempts.failed(Some(Failure::of_connection()), &mut quota).is_some());
    assert_eq!(attempts.failed(Some(Failure::of_connection()), &mut quota), None);
    assert_eq!(quota.tokens(), 485);
    assert_eq!(Attempts::new(full_delays()).failed(None, &mut quota), None);
    assert_eq!(quota.tokens(), 485);
}

#[test]
fn reads_a_response_and_returns_the_delay() {
    let (mut quota, mut attempts) = (Quota::default(), Attempts::new(full_delays()));
    let headers = HeaderMap::new();
    let mut read = |status, body: &str| {
        attempts.read::<GetHorse>(status, &headers, body.as_bytes(), &mut quota)
    };
    let pause = read(StatusCode::BAD_GATEWAY, "").unwrap_err().1;
    assert_eq!(pause, Some(Duration::from_secs(1)));
    assert_eq!(read(StatusCode::NOT_FOUND, "").unwrap_err().1, None);
    assert!(read(StatusCode::OK, "{}").is_ok());
    assert_eq!(quota.tokens(), 500);
}

#[test]
fn spends_and_refunds_the_quota() {
    let mut quota = Quota::default();
    let mut tries = 0;
    while Attempts::new(full_delays()).failed(Some(Failure::of_connection()), &mut quota).is_some()
    {
        tries += 1;
    }
    assert_eq!((tries, quota.tokens()), (100, 0));
    Attempts::new(full_delays()).succeeded(&mut quota);
    assert_eq!(quota.tokens(), 1);
    let mut full = Quota::default();
    let mut late = Attempts::new(full_delays());
    assert!(late.failed(Some(Failure::of_time()), &mut full).is_some());
    assert_eq!(full.tokens(), 490);
    late.succeeded(&mut full);
    late.succeeded(&mut full);
    assert_eq!(full.tokens(), 500);
}
