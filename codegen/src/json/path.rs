//! Finds a value in a JSON text by the keys that lead to it.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The bytes to point at: the key and its value where the value is short, else the key, and for an
/// element of an array its start. Where the path ends early, the last place that exists.
pub fn locate(text: &str, path: &[String]) -> Range<usize> {
    let mut span = 0..text.len().min(1);
    let Ok(mut value) = serde_json::from_str::<&RawValue>(text) else {
        return span;
    };
    for step in path {
        let Ok(Some(child)) =
            serde_json::from_str::<Child>(value.get()).map(|child| child.find(step))
        else {
            break;
        };
        value = child;
        span = span_of(text, child.get());
    }
    span
}

/// The span of `value`, which is a part of `text`, with its key if it has one.
fn span_of(text: &str, value: &str) -> Range<usize> {
    // Both are slices of one allocation, so that their addresses tell the offset.
    let start = (value.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let scalar = !value.starts_with(['{', '[']);
    let value_end = start + if scalar { value.len() } else { 1 };
    let before = text.get(..start).unwrap_or_default().trim_end();
    let Some(before) = before.strip_suffix(':').map(str::trim_end) else {
        return start..value_end;
    };
    let key_start = before.strip_suffix('"').and_then(|key| key.rfind('"')).unwrap_or(start);
    key_start..if scalar { value_end } else { before.len() }
}

/// The children of an object or array, each as the part of the text that holds it.
enum Child<'a> {
    Object(Vec<(Cow<'a, str>, &'a RawValue)>),
    Array(Vec<&'a RawValue>),
}

impl<'a> Child<'a> {
    /// The last of equal keys, which is the one that counts.
    fn find(self, step: &str) -> Option<&'a RawValue> {
        match self {
            Self::Object(entries) => {
                entries.into_iter().rev().find_map(|(key, value)| (key == step).then_some(value))
            }
            Self::Array(elements) => elements.get(step.parse::<usize>().ok()?).copied(),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Child<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ChildVisitor;

        impl<'de> Visitor<'de> for ChildVisitor {
            type Value = Child<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object or array")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry::<Key<'de>, &RawValue>()? {
                    entries.push((entry.0.0, entry.1));
                }
                Ok(Child::Object(entries))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut elements = Vec::new();
                while let Some(element) = seq.next_element()? {
                    elements.push(element);
                }
                Ok(Child::Array(elements))
            }
        }

        deserializer.deserialize_any(ChildVisitor)
    }
}

/// A key without a copy, unless it holds escapes.
#[derive(serde::Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

#[cfg(test)]
mod tests {
    use super::locate;

    fn found<'a>(text: &'a str, path: &[&str]) -> &'a str {
        let path: Vec<String> = path.iter().map(|step| (*step).to_owned()).collect();
        text.get(locate(text, &path)).unwrap()
    }

    #[test]
    fn a_scalar_is_shown_with_its_key_and_anything_longer_by_its_key() {
        let text = r#"{"a": {"b": [1, "x"], "c\"d": true}}"#;
        assert_eq!(found(text, &["a", "b"]), "\"b\"");
        assert_eq!(found(text, &["a", "b", "1"]), "\"x\"");
        assert_eq!(found(text, &["a"]), "\"a\"");
        assert!(found(text, &["a", "c\"d"]).ends_with("true"));
    }

    #[test]
    fn a_path_that_ends_early_is_shown_as_far_as_it_goes() {
        let text = r#"{"a": {"b": 1}}"#;
        assert_eq!(found(text, &["a", "z", "y"]), "\"a\"");
        assert_eq!(found(text, &["z"]), "{");
        assert_eq!(found("not json", &["a"]), "n");
        assert_eq!(found("", &["a"]), "");
    }

    #[test]
    fn of_equal_keys_the_last_counts() {
        assert_eq!(found(r#"{"a": 1, "a": 2}"#, &["a"]), "\"a\": 2");
    }
}
