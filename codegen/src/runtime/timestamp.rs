//! Timestamps, in the three formats of AWS services.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const NANOS_PER_SECOND: u32 = 1_000_000_000;
const SECONDS_PER_DAY: i64 = 86_400;
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A point in time: seconds since 1970-01-01T00:00:00Z, with nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    seconds: i64,
    nanos: u32,
}

impl Timestamp {
    /// Creates a timestamp from seconds since the Unix epoch and nanoseconds after that second.
    ///
    /// Returns `None` if `nanos` is a second or more.
    #[must_use]
    pub const fn new(seconds: i64, nanos: u32) -> Option<Self> {
        if nanos < NANOS_PER_SECOND { Some(Self { seconds, nanos }) } else { None }
    }

    /// Creates a timestamp from seconds since the Unix epoch.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self { seconds, nanos: 0 }
    }

    /// Seconds since the Unix epoch, rounded down.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// Nanoseconds after [`seconds`](Self::seconds).
    #[must_use]
    pub const fn nanos(self) -> u32 {
        self.nanos
    }

    /// Drops the digits after the milliseconds, as requests do: the formats of AWS have "optional millisecond precision"
    /// (Smithy's `timestampFormat`), and some services refuse more digits. Never rounds up.
    #[must_use]
    pub const fn truncated_to_millis(self) -> Self {
        Self { seconds: self.seconds, nanos: self.nanos - self.nanos % 1_000_000 }
    }

    /// Converts seconds since the epoch. Returns `None` for NaN and numbers that are too large.
    ///
    /// The value is rounded to the finest unit that a double can represent reliably: microseconds up to the year 2041,
    /// then milliseconds. For example, 1516925490.087 becomes exactly 1516925490 seconds and 87 milliseconds.
    #[must_use]
    #[allow(clippy::cast_possible_truncation)] // The value is below 2^51.
    pub fn from_epoch_seconds(value: f64) -> Option<Self> {
        // Below 2^51, the rounding errors of the decimal and the product add up to less than half a unit.
        const EXACT: f64 = 2_251_799_813_685_248.0;
        let units_per_second = [1_000_000_000_u32, 1_000_000, 1_000, 1]
            .into_iter()
            .find(|units| (value * f64::from(*units)).abs() < EXACT)?;
        let units = (value * f64::from(units_per_second)).round() as i64;
        let fraction = u32::try_from(units.rem_euclid(units_per_second.into())).ok()?;
        let nanos = fraction * (NANOS_PER_SECOND / units_per_second);
        Self::new(units.div_euclid(units_per_second.into()), nanos)
    }

    /// Parses an RFC 3339 date-time, such as `2018-01-26T00:11:30.087Z`.
    ///
    /// As in botocore, the seconds, their fraction, the time and the offset may be missing. The default offset is UTC.
    #[must_use]
    pub fn from_date_time(text: &str) -> Option<Self> {
        let mut text = Scanner(text);
        let date = (text.number(4)?, text.skip("-")?.number(2)?, text.skip("-")?.number(2)?);
        if text.end().is_some() {
            return civil_seconds(date, (0, 0, 0)).map(Self::from_seconds);
        }
        text.one_of(&['T', 't', ' '])?;
        text.time_of(date)
    }

    /// Parses an HTTP date, such as `Fri, 26 Jan 2018 00:11:30 GMT`, or one of the obsolete forms of RFC 9110, section
    /// 5.6.7: `Friday, 26-Jan-18 00:11:30 GMT` and `Fri Jan 26 00:11:30 2018`. The weekday is not checked.
    #[must_use]
    pub fn from_http_date(text: &str) -> Option<Self> {
        let mut text = Scanner(text.trim_start_matches(|c: char| c.is_ascii_alphabetic()));
        if text.skip(",").is_none() {
            let month = text.skip(" ")?.month()?;
            let day = text.skip(" ")?.day()?;
            let time = text.skip(" ")?.time()?;
            let year = text.skip(" ")?.number(4)?;
            text.end()?;
            return civil_seconds((year, month, day), time).map(Self::from_seconds);
        }
        let day = text.skip(" ")?.day()?;
        text.one_of(&[' ', '-'])?;
        let month = text.month()?;
        text.one_of(&[' ', '-'])?;
        let year = text.year()?;
        text.skip(" ")?.time_of((year, month, day))
    }

    /// Formats an HTTP date, such as `Fri, 26 Jan 2018 00:11:30 GMT`, without a fraction.
    #[must_use]
    pub fn to_http_date(self) -> String {
        let (year, month, day) = civil_date(self.seconds.div_euclid(SECONDS_PER_DAY));
        let (hour, minute, second) = self.time_of_day();
        let weekday = nth(&WEEKDAYS, self.seconds.div_euclid(SECONDS_PER_DAY).rem_euclid(7));
        let month = nth(&MONTHS, month - 1);
        format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
    }

    /// Parses seconds since the epoch. Returns `None` if the text is not a number, or the number is too large.
    ///
    /// Decimals are exact to the nanosecond. A number with an exponent is read as a double.
    #[must_use]
    pub fn from_epoch_text(text: &str) -> Option<Self> {
        let (is_negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let point = digits.bytes().position(|byte| byte == b'.').unwrap_or(digits.len());
        let (seconds, fraction) = digits.split_at(point);
        let mut fraction = Scanner(fraction);
        let nanos = fraction.fraction().filter(|_| fraction.end().is_some());
        match (seconds.parse::<u64>().ok(), nanos) {
            (Some(seconds), Some(nanos)) if !is_negative => {
                Self::new(i64::try_from(seconds).ok()?, nanos)
            }
            (Some(seconds), Some(0)) => 0_i64.checked_sub_unsigned(seconds).map(Self::from_seconds),
            (Some(seconds), Some(nanos)) => {
                Self::new((-1_i64).checked_sub_unsigned(seconds)?, NANOS_PER_SECOND - nanos)
            }
            _ => Self::from_epoch_seconds(text.parse().ok()?),
        }
    }

    /// Formats seconds since the epoch, with a fraction if necessary.
    #[must_use]
    pub fn to_epoch_text(self) -> String {
        let (sign, seconds, nanos) = match (self.seconds, self.nanos) {
            (seconds, 0) => return seconds.to_string(),
            (seconds @ 0.., nanos) => ("", seconds, nanos),
            (seconds, nanos) => ("-", -1 - seconds, NANOS_PER_SECOND - nanos),
        };
        let text = format!("{sign}{seconds}.{nanos:09}");
        text.trim_end_matches('0').to_owned()
    }

    fn time_of_day(self) -> (i64, i64, i64) {
        let second = self.seconds.rem_euclid(SECONDS_PER_DAY);
        (second / 3600, second / 60 % 60, second % 60)
    }
}

/// Formats an RFC 3339 date-time, such as `2018-01-26T00:11:30Z`. A fraction has six digits, or nine if necessary.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_date(self.seconds.div_euclid(SECONDS_PER_DAY));
        let (hour, minute, second) = self.time_of_day();
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        match self.nanos {
            0 => {}
            nanos if nanos % 1000 == 0 => write!(f, ".{:06}", nanos / 1000)?,
            nanos => write!(f, ".{nanos:09}")?,
        }
        f.write_str("Z")
    }
}

/// Parses any of the three formats.
impl FromStr for Timestamp {
    type Err = InvalidTimestamp;

    fn from_str(text: &str) -> Result<Self, InvalidTimestamp> {
        Self::from_date_time(text)
            .or_else(|| Self::from_http_date(text))
            .or_else(|| Self::from_epoch_text(text))
            .ok_or(InvalidTimestamp)
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        // A `SystemTime` stores its seconds as `i64`, so that only the last second can saturate.
        match time.duration_since(UNIX_EPOCH) {
            Ok(after) => Self {
                seconds: i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
                nanos: after.subsec_nanos(),
            },
            Err(before) => {
                let before = before.duration();
                let seconds = i64::try_from(before.as_secs()).unwrap_or(i64::MAX);
                match before.subsec_nanos() {
                    0 => Self::from_seconds(-seconds),
                    nanos => Self { seconds: -seconds - 1, nanos: NANOS_PER_SECOND - nanos },
                }
            }
        }
    }
}

/// Fails if the platform's `SystemTime` cannot represent the timestamp.
impl TryFrom<Timestamp> for SystemTime {
    type Error = InvalidTimestamp;

    fn try_from(timestamp: Timestamp) -> Result<Self, InvalidTimestamp> {
        let whole = Duration::from_secs(timestamp.seconds.unsigned_abs());
        let second = if timestamp.seconds < 0 {
            UNIX_EPOCH.checked_sub(whole)
        } else {
            UNIX_EPOCH.checked_add(whole)
        };
        second
            .and_then(|second| second.checked_add(Duration::from_nanos(timestamp.nanos.into())))
            .ok_or(InvalidTimestamp)
    }
}

/// The error for a text that is not a timestamp, or a timestamp that another type cannot represent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidTimestamp;

impl fmt::Display for InvalidTimestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid or out-of-range timestamp")
    }
}

impl std::error::Error for InvalidTimestamp {}

/// The rest of a text that is being parsed.
struct Scanner<'a>(&'a str);

impl Scanner<'_> {
    fn skip(&mut self, expected: &str) -> Option<&mut Self> {
        self.0 = self.0.strip_prefix(expected)?;
        Some(self)
    }

    fn one_of(&mut self, expected: &[char]) -> Option<char> {
        let mut characters = self.0.chars();
        let first = characters.next().filter(|first| expected.contains(first))?;
        self.0 = characters.as_str();
        Some(first)
    }

    fn number(&mut self, digits: usize) -> Option<i64> {
        let (number, rest) = (self.0.get(..digits)?, self.0.get(digits..)?);
        let number = number.bytes().try_fold(0, |value, digit| {
            Some(value * 10 + i64::from(char::from(digit).to_digit(10)?))
        })?;
        self.0 = rest;
        Some(number)
    }

    /// Parses a day of one or two digits. A space may replace the first digit.
    fn day(&mut self) -> Option<i64> {
        let digits = if self.skip(" ").is_some() { 1 } else { 2 };
        self.number(digits).or_else(|| self.number(1))
    }

    /// Parses a year of four or two digits. Two digits are a year from 1970 to 2069.
    fn year(&mut self) -> Option<i64> {
        self.number(4).or_else(|| {
            self.number(2).map(|year| if year < 70 { 2000 + year } else { 1900 + year })
        })
    }

    fn month(&mut self) -> Option<i64> {
        let (name, rest) = (self.0.get(..3)?, self.0.get(3..)?);
        self.0 = rest;
        (1..).zip(MONTHS).find_map(|(number, month)| (month == name).then_some(number))
    }

    /// Parses a time. The seconds are optional.
    fn time(&mut self) -> Option<(i64, i64, i64)> {
        let (hour, minute) = (self.number(2)?, self.skip(":")?.number(2)?);
        let second = self.skip(":").map_or(Some(0), |text| text.number(2))?;
        Some((hour, minute, second))
    }

    /// Parses the rest of a timestamp after its date: the time, a fraction and an offset.
    fn time_of(&mut self, date: (i64, i64, i64)) -> Option<Timestamp> {
        let time = self.time()?;
        let nanos = self.fraction()?;
        let offset = self.offset()?;
        self.end()?;
        Timestamp::new(civil_seconds(date, time)?.checked_sub(offset)?, nanos)
    }

    /// Parses a fraction as nanoseconds. Digits after the ninth are ignored.
    fn fraction(&mut self) -> Option<u32> {
        let Some(digits) = self.0.strip_prefix('.') else {
            return Some(0);
        };
        let length = digits.bytes().take_while(u8::is_ascii_digit).count();
        let (fraction, rest) = digits.split_at(length);
        self.0 = rest;
        let mut unit = NANOS_PER_SECOND;
        let nanos = fraction.bytes().map(|digit| {
            unit /= 10;
            u32::from(digit - b'0') * unit
        });
        (length > 0).then(|| nanos.sum())
    }

    /// Parses an offset from UTC, in seconds: `+01:00`, `+0100`, the name of UTC, or nothing for UTC.
    fn offset(&mut self) -> Option<i64> {
        let _ = self.skip(" ");
        if ["", "Z", "z", "GMT", "UTC"].contains(&self.0) {
            self.0 = "";
            return Some(0);
        }
        let sign = if self.one_of(&['+', '-'])? == '+' { 1 } else { -1 };
        let hours = self.number(2)?;
        let _ = self.skip(":");
        let minutes = self.number(2)?;
        (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
    }

    fn end(&self) -> Option<()> {
        self.0.is_empty().then_some(())
    }
}

fn nth(names: &[&'static str], index: i64) -> &'static str {
    let index = usize::try_from(index).unwrap_or(usize::MAX);
    names.get(index).copied().unwrap_or_default()
}

/// Converts days since 1970-01-01 to year, month and day of the proleptic Gregorian calendar.
fn civil_date(day: i64) -> (i64, i64, i64) {
    // If years start on 1 March, the leap day is the last day, five months have 153 days, and 400 years have 146,097.
    let day = day + 719_468;
    let (era, day) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, next_year) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (era * 400 + year + next_year, month, day)
}

/// Converts a date and time in UTC to seconds since the epoch. Returns `None` for an invalid date or time.
fn civil_seconds(date: (i64, i64, i64), (hour, minute, second): (i64, i64, i64)) -> Option<i64> {
    let (year, month, day) = date;
    let (year_from_march, month_from_march) =
        if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year_from_march.div_euclid(4) - year_from_march.div_euclid(100)
        + year_from_march.div_euclid(400);
    let days =
        365 * year_from_march + leap_days + (153 * month_from_march + 2) / 5 + day - 1 - 719_468;
    // A leap second is the same as the second after it, as in Unix time.
    let exists = civil_date(days) == date && hour < 24 && minute < 60 && second <= 60;
    exists.then_some(days * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second)
}
