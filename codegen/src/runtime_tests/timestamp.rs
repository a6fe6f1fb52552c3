use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::fmt::rfc2822;
use proptest::prelude::*;

use crate::runtime::Timestamp;

fn at(seconds: i64, nanos: u32) -> Timestamp {
    Timestamp::new(seconds, nanos).unwrap()
}

/// Any second from the year 0 to the year 9999.
fn seconds() -> impl Strategy<Value = i64> {
    -62_167_219_200_i64..=253_402_300_799
}

#[test]
fn reads_the_first_and_the_last_epoch_second() {
    for (seconds, nanos) in [
        (i64::MIN, 0),
        (i64::MIN, 1),
        (i64::MIN, 999_999_999),
        (i64::MAX, 0),
        (i64::MAX, 999_999_999),
    ] {
        let text = at(seconds, nanos).to_epoch_text();
        assert_eq!(Timestamp::from_epoch_text(&text), Some(at(seconds, nanos)), "{text}");
    }
    assert_eq!(Timestamp::from_epoch_text("9223372036854775808"), None);
    assert_eq!(Timestamp::from_epoch_text("-9223372036854775808.1"), None);
}

proptest! {
    #[test]
    fn agrees_with_a_date_crate(seconds in -62_135_596_800_i64..=253_402_207_199) {
        let other = jiff::Timestamp::from_second(seconds).unwrap();
        let ours = Timestamp::from_seconds(seconds);
        prop_assert_eq!(ours.to_string(), other.to_string());
        prop_assert_eq!(ours.to_http_date(), rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&other).unwrap());
    }

    #[test]
    fn reads_written_timestamps_in_all_formats(seconds in seconds(), micros in 0_u32..1_000_000) {
        let timestamp = at(seconds, micros * 1000);
        prop_assert_eq!(Timestamp::from_date_time(&timestamp.to_string()), Some(timestamp));
        let whole = at(seconds, 0);
        prop_assert_eq!(Timestamp::from_http_date(&whole.to_http_date()), Some(whole));
    }

    #[test]
    fn keeps_milliseconds_of_a_double(seconds in seconds(), millis in 0_u32..1000) {
        let timestamp = at(seconds, millis * 1_000_000);
        let double: f64 = timestamp.to_epoch_text().parse().unwrap();
        prop_assert_eq!(Timestamp::from_epoch_seconds(double), Some(timestamp));
        prop_assert_eq!(Timestamp::from_epoch_text(&format!("{double:e}")), Some(timestamp));
    }

    #[test]
    fn reads_written_epoch_seconds_exactly(seconds in seconds(), nanos in 0_u32..1_000_000_000) {
        let timestamp = at(seconds, nanos);
        prop_assert_eq!(Timestamp::from_epoch_text(&timestamp.to_epoch_text()), Some(timestamp));
    }

    #[test]
    fn converts_to_and_from_system_time(seconds in -1_000_000_000_000_i64..1_000_000_000_000, nanos in 0_u32..1_000_000_000) {
        let timestamp = at(seconds, nanos);
        prop_assert_eq!(Timestamp::from(SystemTime::try_from(timestamp).unwrap()), timestamp);
    }

    #[test]
    fn never_panics(text in "\\PC*", number in any::<f64>(), seconds in any::<i64>()) {
        let _ = text.parse::<Timestamp>();
        let _ = Timestamp::from_epoch_seconds(number);
        let _ = SystemTime::try_from(Timestamp::from_seconds(seconds));
        let _ = (Timestamp::from_seconds(seconds).to_string(), Timestamp::from_seconds(seconds).to_http_date());
    }
}

#[test]
fn reads_doubles() {
    assert_eq!(
        Timestamp::from_epoch_seconds(1_632_395_919.138),
        Some(at(1_632_395_919, 138_000_000))
    );
    assert_eq!(Timestamp::from_epoch_seconds(-86_400.5), Some(at(-86_401, 500_000_000)));
    assert_eq!(Timestamp::from_epoch_seconds(0.000_000_001), Some(at(0, 1)));
    for not_a_time in [f64::NAN, f64::INFINITY, 1e300] {
        assert_eq!(Timestamp::from_epoch_seconds(not_a_time), None);
    }
}

#[test]
fn reads_epoch_seconds_as_decimals() {
    for (text, seconds, nanos) in [
        ("-0.5", -1, 500_000_000),
        ("-1", -1, 0),
        ("7.000000000", 7, 0),
        ("1632395919.1234567899", 1_632_395_919, 123_456_789),
        ("1.5e1", 15, 0),
        ("9223372036854775807", i64::MAX, 0),
    ] {
        assert_eq!(Timestamp::from_epoch_text(text), Some(at(seconds, nanos)), "{text}");
    }
    for text in ["", "-", ".", "--1", "1.-5", "1 ", "99999999999999999999", "NaN"] {
        assert_eq!(Timestamp::from_epoch_text(text), None, "{text}");
    }
    assert_eq!(at(-1, 500_000_000).to_epoch_text(), "-0.5");
    assert_eq!(at(i64::MIN, 1).to_epoch_text(), "-9223372036854775807.999999999");
}

#[test]
fn reads_dates_in_all_formats() {
    let expected = at(1_516_925_490, 87_000_000);
    for text in [
        "2018-01-26T00:11:30.087Z",
        "2018-01-26t01:11:30.0870+01:00",
        "2018-01-25T23:41:30.087000000999-00:30",
        "Fri, 26 Jan 2018 00:11:30.087 GMT",
        "1516925490.087",
    ] {
        assert_eq!(text.parse(), Ok(expected), "{text}");
    }
}

#[test]
fn reads_date_times_without_seconds_time_or_offset() {
    for (text, seconds) in [
        ("2029-03-04T05:06Z", 1_867_295_160),
        ("2029-03-04T05:06:07", 1_867_295_167),
        ("2029-03-04 05:06:07", 1_867_295_167),
        ("2029-03-04 05:06:07 UTC", 1_867_295_167),
        ("2029-03-04T05:06:07+0000", 1_867_295_167),
        ("2029-03-04T05:06-0130", 1_867_300_560),
        ("2029-03-04", 1_867_276_800),
    ] {
        assert_eq!(text.parse(), Ok(at(seconds, 0)), "{text}");
    }
}

#[test]
fn reads_obsolete_and_unusual_http_dates() {
    for text in [
        "Sun, 4 Mar 2029 05:06:07 GMT",
        "Sun, 04 Mar 2029 05:06:07 UTC",
        "Sun, 04 Mar 2029 05:06:07 +0000",
        "Sun, 04 Mar 2029 06:36:07 +0130",
        "Sunday, 04-Mar-29 05:06:07 GMT",
        "Sun Mar  4 05:06:07 2029",
        "Sun Mar 04 05:06:07 2029",
    ] {
        assert_eq!(Timestamp::from_http_date(text), Some(at(1_867_295_167, 0)), "{text}");
    }
    let year = |year: &str| Timestamp::from_http_date(&format!("Tue, 01-Jan-{year} 00:00:00 GMT"));
    assert_eq!(year("69"), Some(at(3_124_224_000, 0)));
    assert_eq!(year("70"), Some(at(0, 0)));
    assert_eq!(year("1970"), Some(at(0, 0)));
}

#[test]
fn truncates_to_milliseconds() {
    assert_eq!(at(7, 87_654_321).truncated_to_millis(), at(7, 87_000_000));
    assert_eq!(at(-1, 999_999_999).truncated_to_millis(), at(-1, 999_000_000));
}

#[test]
fn rejects_invalid_dates() {
    for text in [
        "",
        "Z",
        "now",
        "NaN",
        "2018-01",
        "2018-02-30",
        "2018-02-30T00:00:00Z",
        "2018-13-01T00:00:00Z",
        "2018-01-26T24:00:00Z",
        "2018-01-26T00:60:00Z",
        "2018-01-26T",
        "2018-01-26T00Z",
        "2018-01-26T00:00:00.Z",
        "2018-01-26T00:00:00 EST",
        "2018-01-26T00:00:00+1",
        "2018-01-26T00:00:00 +0100 UTC",
        "2018-01-26T00:00:00Zx",
        "2018-01-26T00:00:00+24:00",
        "Fri, 32 Jan 2018 00:11:30 GMT",
        "Fri, 26 Jam 2018 00:11:30 GMT",
        "Fri, 26 Jan 2018 00:11:30 PST",
        "Fri, 26 Jan 018 00:11:30 GMT",
        "Fri Jan 26 00:11:30 18",
        "Friday",
        "２018-01-26T00:00:00Z",
    ] {
        assert!(text.parse::<Timestamp>().is_err(), "{text}");
    }
}

#[test]
fn reads_a_leap_second_as_the_next_second() {
    assert_eq!("2016-12-31T23:59:60Z".parse(), Ok(at(1_483_228_800, 0)));
}

#[test]
fn converts_system_times_before_the_epoch() {
    let half_a_second_before = UNIX_EPOCH - Duration::from_millis(500);
    assert_eq!(Timestamp::from(half_a_second_before), at(-1, 500_000_000));
    assert_eq!(Timestamp::new(0, 1_000_000_000), None);
}
