use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::{HeaderMap, HeaderValue, StatusCode};

use super::operation::parse_with;
use crate::runtime::Timestamp;
use crate::runtime::clock::{Clock, Skew};

fn time(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

/// The skew after an error with this name and date, received at second 100,000; `None` if it is not measured.
fn measure(clock: &Clock, used: i64, name: &str, date: u64) -> Option<i64> {
    let mut headers = HeaderMap::new();
    let date = Timestamp::from(time(date)).to_http_date();
    headers.insert("date", HeaderValue::from_str(&date).unwrap());
    let body = format!(r#"{{"code":"{name}"}}"#);
    let error = parse_with(StatusCode::FORBIDDEN, &headers, &body).unwrap_err();
    let measured = clock.measure(Skew(used), &error, &headers, time(100_000));
    measured.then(|| clock.skew().0)
}

#[test]
fn measures_skew_after_an_error_of_the_signature() {
    for name in ["RequestTimeTooSkewed", "InvalidSignatureException", "SignatureDoesNotMatch"] {
        assert_eq!(measure(&Clock::default(), 0, name, 103_600), Some(3600), "{name}");
        assert_eq!(measure(&Clock::default(), 0, name, 96_400), Some(-3600), "{name}");
        // A wrong secret causes the same error.
        assert_eq!(measure(&Clock::default(), 0, name, 100_200), None, "{name}");
    }
    assert_eq!(measure(&Clock::default(), 0, "AccessDenied", 103_600), None);
}

#[test]
fn measures_once_for_concurrent_requests() {
    let clock = Clock::default();
    assert_eq!(measure(&clock, 0, "RequestExpired", 103_600), Some(3600));
    // This request was signed before the measurement, and can be sent again.
    assert_eq!(measure(&clock, 0, "RequestExpired", 103_601), Some(3601));
    // This request was signed with the measured skew.
    assert_eq!(measure(&clock, 3601, "RequestExpired", 103_600), None);
}

#[test]
fn needs_no_skew_after_the_clock_is_set() {
    let clock = Clock::default();
    assert_eq!(measure(&clock, 0, "RequestExpired", 103_600), Some(3600));
    assert_eq!(measure(&clock, 3600, "RequestExpired", 100_100), Some(0));
}

#[test]
fn ignores_responses_without_a_current_date() {
    let mut headers = HeaderMap::new();
    let error =
        parse_with(StatusCode::FORBIDDEN, &headers, r#"{"code":"RequestExpired"}"#).unwrap_err();
    let clock = Clock::default();
    assert!(!clock.measure(Skew(0), &error, &headers, time(100_000)));
    headers.insert("date", HeaderValue::from_static("Fri, 02 Jan 1970 04:46:40 GMT"));
    assert!(clock.measure(Skew(0), &error, &headers, time(0)));
    headers.insert("age", HeaderValue::from_static("7200"));
    assert!(!clock.measure(Skew(0), &error, &headers, time(0)));
}

#[test]
fn corrects_times() {
    assert_eq!(Skew(60).correct(time(100)), time(160));
    assert_eq!(Skew(-60).correct(time(100)), time(40));
    let _ = (Skew(i64::MAX).correct(time(100)), Skew(i64::MIN).correct(time(100)));
}
