//! The days of files in packages.

const DAY: u64 = 24 * 60 * 60;

/// A day from its year, month and day, such as `2023-02-08`.
pub fn of_day((year, month, day): (u16, u8, u8)) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// The day of a time in seconds since 1970, in UTC.
pub fn of_seconds(seconds: u64) -> String {
    let is_leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let mut days = seconds / DAY;
    // 400 years have 146,097 days.
    let mut year = 1970 + days / 146_097 * 400;
    days %= 146_097;
    while days >= 365 + u64::from(is_leap(year)) {
        days -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u64::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", days + 1)
}

#[cfg(test)]
mod tests {
    use super::of_seconds;

    #[test]
    fn days_of_times() {
        let days = [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (1_675_883_318, "2023-02-08"),
            (4_107_542_400, "2100-03-01"),
        ];
        assert_eq!(days.map(|(seconds, _)| of_seconds(seconds)), days.map(|(_, day)| day));
    }
}
