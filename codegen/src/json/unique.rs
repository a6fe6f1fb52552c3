//! Detection of duplicate keys in JSON objects. Most JSON readers silently use the last one.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{JsonPath, Key};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source};

/// Rejects a text with duplicate keys. Malformed JSON is left to other readers.
///
/// # Errors
///
/// Reports each duplicate key.
pub fn unique_keys(source: &Arc<Source>) -> Result<(), Diagnostics> {
    let mut duplicates = Vec::new();
    let mut path = JsonPath::new();
    let mut deserializer = serde_json::Deserializer::from_str(&source.text);
    let _ = Node { path: &mut path, duplicates: &mut duplicates }.deserialize(&mut deserializer);
    let mut errors = Diagnostics::default();
    for path in duplicates {
        errors.push(duplicate_key(source, path));
    }
    errors.finish(())
}

/// The error for a duplicate key.
pub fn duplicate_key(source: &Arc<Source>, path: JsonPath) -> Diagnostic {
    let name = path.last().map_or("", String::as_str);
    Diagnostic::error(format!("duplicate key `{name}`")).at(Location::new(source, path))
}

struct Node<'n> {
    path: &'n mut JsonPath,
    duplicates: &'n mut Vec<JsonPath>,
}

impl Node<'_> {
    fn child(&mut self, step: String) -> Node<'_> {
        self.path.push(step);
        Node { path: self.path, duplicates: self.duplicates }
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(Key(key)) = map.next_key::<Key<'de>>()? {
            let child = self.child(key.clone().into_owned());
            if !seen.insert(key) {
                child.duplicates.push(child.path.clone());
            }
            map.next_value_seed(child)?;
            self.path.pop();
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        for index in 0_usize.. {
            let element = seq.next_element_seed(self.child(index.to_string()))?;
            self.path.pop();
            if element.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::unique_keys;
    use crate::diagnostic::Source;

    #[test]
    fn rejects_duplicate_names() {
        let fine = Source::new("a", r#"{"a": {"a": [{"a": 1}, {"a": null}]}, "b": "a"}"#);
        assert!(unique_keys(&fine).is_ok());
        let duplicates = Source::new("a", r#"{"a": [1, {"b": 1.5, "b": true}], "a": -1}"#);
        assert_eq!(unique_keys(&duplicates).unwrap_err().iter().count(), 2);
        assert!(
            unique_keys(&Source::new("a", "{")).is_ok(),
            "malformed JSON is reported elsewhere"
        );
    }
}
