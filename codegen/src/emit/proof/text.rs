//! Texts of values on the wire: numbers, timestamps, base64 and percent-encoding. They are written here a second time, so
//! that the expected messages do not depend on the runtime.

use std::fmt::Write;

use super::value::Value;
use crate::ir::TimestampFormat;

/// The text of a scalar outside of JSON and CBOR; an empty text for other values.
pub fn scalar(value: &Value<'_>, format: TimestampFormat) -> String {
    match value {
        Value::Boolean(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Long(value) => value.to_string(),
        Value::Float(value) => value.to_string(),
        Value::Double(value) => value.to_string(),
        Value::Text(text) | Value::Enum(_, text) | Value::Document(text) => text.clone(),
        Value::Blob(bytes) => base64(bytes),
        Value::Timestamp(seconds) => timestamp(*seconds, format),
        Value::List(_) | Value::Map(_) | Value::Structure(_) | Value::Union(..) => String::new(),
    }
}

/// A timestamp in a format.
pub fn timestamp(seconds: i64, format: TimestampFormat) -> String {
    let days = seconds.div_euclid(86400);
    let (year, month, day) = date(days);
    let of_day = seconds.rem_euclid(86400);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    match format {
        TimestampFormat::EpochSeconds => seconds.to_string(),
        TimestampFormat::DateTime => {
            format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
        }
        TimestampFormat::HttpDate => {
            let weekdays = "ThuFriSatSunMonTueWed";
            let months = "JanFebMarAprMayJunJulAugSepOctNovDec";
            let (weekday, month) = (three(weekdays, days.rem_euclid(7)), three(months, month - 1));
            format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
        }
    }
}

/// The name with this index in names of three letters.
fn three(names: &str, index: i64) -> &str {
    let start = usize::try_from(index * 3).unwrap_or_default();
    names.get(start..start + 3).unwrap_or_default()
}

/// The year, month and day of a day after 1970-01-01, which counts up from there.
fn date(days: i64) -> (i64, i64, i64) {
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let (mut year, mut rest) = (1970, days);
    while rest >= 365 + i64::from(is_leap(year)) {
        rest -= 365 + i64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + i64::from(is_leap(year));
    let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 1;
    for length in lengths {
        if rest < length {
            break;
        }
        rest -= length;
        month += 1;
    }
    (year, month, rest + 1)
}

/// Bytes as base64.
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits =
            (0..3).fold(0, |bits, at| bits << 8 | u32::from(chunk.get(at).copied().unwrap_or(0)));
        for digit in 0..4 {
            let index = usize::try_from(bits >> (18 - 6 * digit) & 63).unwrap_or_default();
            let is_padding = digit > chunk.len();
            let character = DIGITS.get(index).filter(|_| !is_padding).unwrap_or(&b'=');
            text.push(char::from(*character));
        }
    }
    text
}

/// Text in percent-encoding, except for the unreserved characters and those of `keep`.
pub fn percent(text: &str, keep: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        let character = char::from(byte);
        if character.is_ascii_alphanumeric()
            || "-._~".contains(character)
            || keep.contains(character)
        {
            encoded.push(character);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::{base64, percent, timestamp};
    use crate::ir::TimestampFormat::{DateTime, EpochSeconds, HttpDate};

    #[test]
    fn formats_timestamps() {
        let cases = [
            (0, "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
            (951_782_400, "2000-02-29T00:00:00Z", "Tue, 29 Feb 2000 00:00:00 GMT"),
            (1_398_796_238, "2014-04-29T18:30:38Z", "Tue, 29 Apr 2014 18:30:38 GMT"),
            (1_704_067_199, "2023-12-31T23:59:59Z", "Sun, 31 Dec 2023 23:59:59 GMT"),
        ];
        for (seconds, date_time, http_date) in cases {
            assert_eq!(timestamp(seconds, DateTime), date_time);
            assert_eq!(timestamp(seconds, HttpDate), http_date);
            assert_eq!(timestamp(seconds, EpochSeconds), seconds.to_string());
        }
    }

    #[test]
    fn encodes_bytes_and_texts() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
        assert_eq!(base64(&[0xff, 0xff, 0xff]), "////");
        assert_eq!(percent("a/b é~", "/"), "a/b%20%C3%A9~");
    }
}
