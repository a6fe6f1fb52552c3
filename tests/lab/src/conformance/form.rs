//! Comparison of forms, as pairs in any order.

use std::collections::BTreeSet;

use super::body::FORM;

/// An equality of values in forms.
#[derive(Clone, Copy, Debug, Default)]
pub struct FormEquality {
    /// Whether numbers are compared by value.
    pub by_number: bool,
    /// Whether timestamps are compared to the millisecond.
    pub by_millis: bool,
}

impl FormEquality {
    /// Whether two forms have the same pairs.
    pub fn of(self, seen: &[u8], wanted: &[u8]) -> bool {
        let (seen, wanted) = (pairs(seen), pairs(wanted));
        seen.len() == wanted.len()
            && seen.iter().zip(&wanted).all(|((seen_key, seen), (key, wanted))| {
                seen_key == key && self.same_value(seen, wanted)
            })
    }

    fn same_value(self, seen: &str, wanted: &str) -> bool {
        let numbers = || seen.parse::<f64>().ok().zip(wanted.parse::<f64>().ok());
        let millis = |text: &str| Some(text.parse::<jiff::Timestamp>().ok()?.as_millisecond());
        seen == wanted
            || self.by_number && numbers().is_some_and(|(a, b)| a.to_bits() == b.to_bits())
            || self.by_millis && millis(seen).is_some() && millis(seen) == millis(wanted)
    }
}

/// A header without the character set, which botocore adds to the media type of forms.
pub fn without_charset((name, value): (String, String)) -> (String, String) {
    let is_form = value.starts_with(FORM);
    (name, if is_form { FORM.to_owned() } else { value })
}

/// The decoded pairs of a form, sorted.
fn pairs(form: &[u8]) -> Vec<(String, String)> {
    let form = String::from_utf8_lossy(form);
    let mut pairs: Vec<(String, String)> = form
        .split('&')
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(key), decoded(value))
        })
        .collect();
    for (start, marks) in entries(&pairs) {
        for (key, _) in &mut pairs {
            if let Some(rest) = key.strip_prefix(&*start).filter(|rest| rest.starts_with('.')) {
                *key = format!("{marks}{rest}");
            }
        }
    }
    pairs.sort();
    pairs
}

/// The start of the keys of each entry of a map, such as `Tags.entry.1`, and a start by its content in its place, because the
/// entries of a map have no order.
fn entries(pairs: &[(String, String)]) -> Vec<(String, String)> {
    let starts: BTreeSet<&str> = pairs.iter().filter_map(|(key, _)| entry_of(key)).collect();
    let marked = |start: &str| {
        let own = pairs.iter().filter(|(key, _)| entry_of(key) == Some(start));
        let mut content: Vec<String> = own
            .map(|(key, value)| format!("{}={value}", key.get(start.len()..).unwrap_or_default()))
            .collect();
        content.sort();
        let map = start.rsplit_once('.').map_or(start, |(map, _)| map);
        (start.to_owned(), format!("{map}.{content:?}"))
    };
    starts.into_iter().map(marked).collect()
}

/// The start of a key up to the number of the last entry.
fn entry_of(key: &str) -> Option<&str> {
    const ENTRY: &str = ".entry.";
    let number = key.rfind(ENTRY)? + ENTRY.len();
    let length = key.get(number..)?.find('.')?;
    key.get(..number + length)
}

/// Decodes `+` and percent-encoding.
pub fn decoded(text: &str) -> String {
    let text = text.replace('+', " ");
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let digits = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match digits {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend(part.bytes().skip(2));
            }
            None => bytes.extend(format!("%{part}").bytes()),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::FormEquality;

    #[test]
    fn compares_pairs_in_any_order() {
        let same = |seen: &str, wanted: &str| {
            FormEquality::default().of(seen.as_bytes(), wanted.as_bytes())
        };
        assert!(same("a=%20%C3%A9&b=", "b=&a=+%C3%A9"));
        let map = "m.entry.1.key=a&m.entry.1.value=1&m.entry.2.key=b&m.entry.2.value=2";
        let turned = "m.entry.1.key=b&m.entry.1.value=2&m.entry.2.key=a&m.entry.2.value=1";
        let other = "m.entry.1.key=b&m.entry.1.value=1&m.entry.2.key=a&m.entry.2.value=2";
        assert!(same(map, turned));
        assert!(!same(map, other));
        assert!(!same("a=1", "a=1&a=1"));
        assert!(!same("a=1", "a=1.0"));
    }

    #[test]
    fn compares_values_within_tolerances() {
        let equality = FormEquality { by_number: true, by_millis: true };
        assert!(equality.of(b"a=1", b"a=1.0"));
        assert!(equality.of(b"a=1970-01-01T00:00:00.001000Z", b"a=1970-01-01T00:00:00.001999Z"));
        assert!(!equality.of(b"a=1970-01-01T00:00:00.001Z", b"a=1970-01-01T00:00:00.002Z"));
    }
}
