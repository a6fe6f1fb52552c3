//! Finding values in a JSON text by their path.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

/// The path of a JSON value: keys and array indices from the top.
pub type JsonPath = Vec<String>;

/// The position of a JSON value in its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JsonSpan {
    /// The bytes to mark: key and value of a scalar, the key of an object or array, or the start of an array element.
    /// If the path does not exist, its last existing ancestor.
    pub span: Range<usize>,
    /// The path in the syntax of `jq`: `.shapes.Job.members.State`. Empty for the whole text.
    pub path: String,
}

/// Locates paths. Reads the text once, for any number of paths.
pub fn locate(text: &str, paths: &[&JsonPath]) -> Vec<JsonSpan> {
    let start = JsonSpan { span: 0..text.len().min(1), path: String::new() };
    let mut found = vec![start; paths.len()];
    if let Ok(value) = serde_json::from_str::<&RawValue>(text) {
        let open = paths.iter().enumerate().map(|(index, path)| (index, path.as_slice())).collect();
        descend(text, value, open, &mut found);
    }
    found
}

/// Follows the rest of each path from `value`. The recursion is as deep as the paths are long.
fn descend<'a>(
    text: &str,
    value: &'a RawValue,
    paths: Vec<(usize, &[String])>,
    found: &mut [JsonSpan],
) {
    let mut by_step: BTreeMap<&str, Vec<(usize, &[String])>> = BTreeMap::new();
    for (index, path) in paths {
        if let Some((step, rest)) = path.split_first() {
            by_step.entry(step).or_default().push((index, rest));
        }
    }
    if by_step.is_empty() {
        return;
    }
    let Ok(children) = serde_json::from_str::<Children<'a>>(value.get()) else { return };
    for (step, paths) in by_step {
        let Some(child) = children.find(step) else { continue };
        let span = span_of(text, child.get());
        for (index, _) in &paths {
            if let Some(found) = found.get_mut(*index) {
                found.span.clone_from(&span);
                children.write_step(step, &mut found.path);
            }
        }
        descend(text, child, paths, found);
    }
}

/// The span of `value`, a slice of `text`, including its key.
fn span_of(text: &str, value: &str) -> Range<usize> {
    // Both are slices of one allocation, so the difference of the addresses is the offset.
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

/// The children of an object or array, as slices of the text.
enum Children<'a> {
    /// The last value of each key, as in other JSON readers.
    Object(BTreeMap<Cow<'a, str>, &'a RawValue>),
    Array(Vec<&'a RawValue>),
}

impl<'a> Children<'a> {
    fn find(&self, step: &str) -> Option<&'a RawValue> {
        match self {
            Self::Object(entries) => entries.get(step).copied(),
            Self::Array(elements) => elements.get(step.parse::<usize>().ok()?).copied(),
        }
    }

    /// Appends the step to a child to a path.
    fn write_step(&self, step: &str, path: &mut String) {
        let plain = step.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && step.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if plain || path.is_empty() {
            path.push('.');
        }
        match self {
            Self::Object(_) if plain => path.push_str(step),
            Self::Object(_) => path.extend(["[", &Value::from(step).to_string(), "]"]),
            Self::Array(_) => path.extend(["[", step, "]"]),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Children<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ChildrenVisitor;

        impl<'de> Visitor<'de> for ChildrenVisitor {
            type Value = Children<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object or array")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = BTreeMap::new();
                while let Some((key, value)) = map.next_entry::<Key<'de>, &RawValue>()? {
                    entries.insert(key.0, value);
                }
                Ok(Children::Object(entries))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut elements = Vec::new();
                while let Some(element) = seq.next_element()? {
                    elements.push(element);
                }
                Ok(Children::Array(elements))
            }
        }

        deserializer.deserialize_any(ChildrenVisitor)
    }
}

/// A key, borrowed from the text unless it has escapes.
#[derive(serde::Deserialize)]
pub struct Key<'a>(#[serde(borrow)] pub Cow<'a, str>);

#[cfg(test)]
mod tests {
    use super::locate;

    fn found<'a>(text: &'a str, path: &[&str]) -> &'a str {
        let path = path.iter().map(|step| (*step).to_owned()).collect();
        text.get(locate(text, &[&path]).remove(0).span).unwrap()
    }

    #[test]
    fn marks_scalars_with_key_and_containers_by_key() {
        let text = r#"{"a": {"b": [1, "x"], "c\"d": true}}"#;
        assert_eq!(found(text, &["a", "b"]), "\"b\"");
        assert_eq!(found(text, &["a", "b", "1"]), "\"x\"");
        assert_eq!(found(text, &["a"]), "\"a\"");
        assert!(found(text, &["a", "c\"d"]).ends_with("true"));
    }

    #[test]
    fn marks_last_existing_ancestor() {
        let text = r#"{"a": {"b": 1}}"#;
        assert_eq!(found(text, &["a", "z", "y"]), "\"a\"");
        assert_eq!(found(text, &["z"]), "{");
        assert_eq!(found("not json", &["a"]), "n");
        assert_eq!(found("", &["a"]), "");
    }

    #[test]
    fn writes_paths_like_jq() {
        let written = |text: &str, path: &[&str]| {
            let path = path.iter().map(|step| (*step).to_owned()).collect();
            locate(text, &[&path]).remove(0).path
        };
        assert_eq!(written(r#"{"a": [1, {"b": 2}]}"#, &["a", "1", "b"]), ".a[1].b");
        assert_eq!(written(r#"{"1": {"a-b\"": 2}}"#, &["1", "a-b\""]), r#".["1"]["a-b\""]"#);
        assert_eq!(written("[[1]]", &["0", "0"]), ".[0][0]");
        assert_eq!(written("{}", &["a"]), "");
    }

    #[test]
    fn uses_last_of_equal_keys() {
        assert_eq!(found(r#"{"a": 1, "a": 2}"#, &["a"]), "\"a\": 2");
    }
}
