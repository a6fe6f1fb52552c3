//! Reading JSON texts, and finding places in them.

mod unique;

use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;
use serde_path_to_error::Segment;

use crate::diagnostic::{Diagnostic, Location, Source};

pub use crate::diagnostic::json_path::{JsonPath, Key};
pub use unique::{duplicate_name, unique_names};

/// Reads `source` as a `T`. `what` says what it should be.
///
/// # Errors
///
/// Says where it is not.
pub fn read<'a, T: Deserialize<'a>>(source: &'a Arc<Source>, what: &str) -> Result<T, Diagnostic> {
    serde_json::from_str(&source.text).or_else(|error| {
        if !error.is_data() {
            return Err(malformed(source, what, &error));
        }
        // The slower reader knows the path to what it could not read; most input never needs it.
        let mut deserializer = serde_json::Deserializer::from_str(&source.text);
        serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
            failure(source, what, error.inner()).at(Location::new(source, path_of(error.path())))
        })
    })
}

/// Reads a value as a `T`, which was made from `source` and others. `locate` knows where its parts stand.
///
/// # Errors
///
/// Says where it is not.
pub fn read_value<T: for<'a> Deserialize<'a>>(
    value: &Value,
    source: &Source,
    what: &str,
    locate: impl FnOnce(JsonPath) -> Location,
) -> Result<T, Diagnostic> {
    serde_path_to_error::deserialize(value)
        .map_err(|error| failure(source, what, error.inner()).at(locate(path_of(error.path()))))
}

/// Says that a text is not JSON, or none that can be read.
pub fn malformed(source: &Arc<Source>, what: &str, error: &serde_json::Error) -> Diagnostic {
    let location = Location::line_column(source, error.line(), error.column());
    failure(source, what, error).at(location)
}

fn failure(source: &Source, what: &str, error: &serde_json::Error) -> Diagnostic {
    let message = error.to_string();
    let reason = message.rsplit_once(" at line ").map_or(&*message, |(reason, _)| reason);
    Diagnostic::error(format!("{} is not {what}: {reason}", source.path))
}

/// The keys and indices of a path.
pub fn path_of(path: &serde_path_to_error::Path) -> JsonPath {
    let steps = path.iter().filter_map(|segment| match segment {
        Segment::Seq { index } => Some(index.to_string()),
        Segment::Map { key } => Some(key.clone()),
        Segment::Enum { .. } | Segment::Unknown => None,
    });
    steps.collect()
}

/// Reads an object as its entries in the order of the file.
///
/// # Errors
///
/// Those of the entries, and what is no object.
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
