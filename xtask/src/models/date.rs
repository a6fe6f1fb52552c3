//! The days of files in packages.

const DAY: u64 = 24 * 60 * 60;

/// The start of an entry in the central directory of a zip archive (APPNOTE.TXT, 4.3.12).
const ENTRY: &[u8] = b"PK\x01\x02";
/// The length of an entry without its name, extra fields and comment.
const ENTRY_LENGTH: usize = 46;

/// The day of the newest entry in the central directory of a zip archive, such as `2023-02-08`, if an entry has a day.
pub fn of_directory(mut directory: &[u8]) -> Option<String> {
    let mut newest = None;
    while let Some((entry, rest)) = directory.split_at_checked(ENTRY_LENGTH)
        && entry.starts_with(ENTRY)
    {
        newest = newest.max(day(number(entry, 14)));
        let [name, extra, comment] = [28, 30, 32].map(|at| usize::from(number(entry, at)));
        directory = rest.get(name + extra + comment..).unwrap_or_default();
    }
    newest.map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}"))
}

/// The two bytes at an offset, or 0 behind the end.
fn number(entry: &[u8], at: usize) -> u16 {
    match entry.get(at..) {
        Some([low, high, ..]) => u16::from_le_bytes([*low, *high]),
        _ => 0,
    }
}

/// Year, month and day of a date of MS-DOS, unless the archive has none.
fn day(date: u16) -> Option<(u16, u16, u16)> {
    let (year, month, day) = (1980 + (date >> 9), (date >> 5) & 15, date & 31);
    ((1..=12).contains(&month) && day > 0).then_some((year, month, day))
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
    use super::{ENTRY, ENTRY_LENGTH, of_directory, of_seconds};

    /// An entry of a central directory with a name of three bytes.
    fn entry(date: u16) -> Vec<u8> {
        let mut entry = ENTRY.to_vec();
        entry.resize(14, 0);
        entry.extend(date.to_le_bytes());
        entry.resize(28, 0);
        entry.push(3);
        entry.resize(ENTRY_LENGTH, 0);
        entry.extend(b"a/b");
        entry
    }

    #[test]
    fn newest_day_of_a_directory() {
        let (none, older, newer) = (entry(0), entry(0x5547), entry(0x5648));
        let directory = [&*none, &*older, &*newer, &*older, b"PK\x05\x06"].concat();
        assert_eq!(of_directory(&directory).as_deref(), Some("2023-02-08"));
        assert_eq!(of_directory(&none), None);
        let cut = directory.len() - older.len();
        (0..cut).for_each(|end| drop(of_directory(&directory[..end])));
    }

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
