//! Reading of JSON texts, with locations of errors.

mod unique;

use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;
use serde_path_to_error::Segment;

use crate::diagnostic::{Diagnostic, Location, Source};

pub use crate::diagnostic::json_path::{JsonPath, Key};
pub use unique::{duplicate_key, unique_keys};

/// Reads `source` as a `T`. `expected` names the content in messages.
///
/// # Errors
///
/// Fails with the location of malformed or unexpected JSON.
pub fn read<'a, T: Deserialize<'a>>(
    source: &'a Arc<Source>,
    expected: &str,
) -> Result<T, Diagnostic> {
    serde_json::from_str(&source.text).or_else(|error| {
        if !error.is_data() {
            return Err(malformed(source, &error));
        }
        // Parse again with path tracking, which is slower and only needed for errors.
        let mut deserializer = serde_json::Deserializer::from_str(&source.text);
        serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
            failure(source, expected, error.inner())
                .at(Location::new(source, path_of(error.path())))
        })
    })
}

/// Reads a merged value as a `T`. `locate` returns the location of a path in the merged files.
///
/// # Errors
///
/// Fails with the location of an unexpected value.
pub fn read_value<T: for<'a> Deserialize<'a>>(
    value: &Value,
    source: &Source,
    expected: &str,
    locate: impl FnOnce(JsonPath) -> Location,
) -> Result<T, Diagnostic> {
    serde_path_to_error::deserialize(value)
        .map_err(|error| failure(source, expected, error.inner()).at(locate(path_of(error.path()))))
}

/// The error for malformed JSON.
pub fn malformed(source: &Arc<Source>, error: &serde_json::Error) -> Diagnostic {
    let location = Location::line_column(source, error.line(), error.column());
    failure(source, "valid JSON", error).at(location)
}

fn failure(source: &Source, expected: &str, error: &serde_json::Error) -> Diagnostic {
    let message = error.to_string();
    let reason = message.rsplit_once(" at line ").map_or(&*message, |(reason, _)| reason);
    Diagnostic::error(format!("`{}` is not {expected}: {reason}", source.path))
}

/// Converts the path of an error.
pub fn path_of(path: &serde_path_to_error::Path) -> JsonPath {
    let steps = path.iter().filter_map(|segment| match segment {
        Segment::Seq { index } => Some(index.to_string()),
        Segment::Map { key } => Some(key.clone()),
        Segment::Enum { .. } | Segment::Unknown => None,
    });
    steps.collect()
}

/// Reads an object as entries, in the order of the file.
///
/// # Errors
///
/// Fails if the value is not an object, or an entry cannot be read.
pub fn in_order<'de, D, T>(deserializer: D) -> Result<Vec<(String, T)>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct Entries<T>(std::marker::PhantomData<T>);

    impl<'de, T: Deserialize<'de>> serde::de::Visitor<'de> for Entries<T> {
        type Value = Vec<(String, T)>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: serde::de::MapAccess<'de>>(
            self,
            mut map: A,
        ) -> Result<Self::Value, A::Error> {
            let mut entries = Vec::new();
            while let Some(entry) = map.next_entry()? {
                entries.push(entry);
            }
            Ok(entries)
        }
    }

    deserializer.deserialize_map(Entries(std::marker::PhantomData))
}
