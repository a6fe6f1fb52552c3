//! The committed form of models: one JSON layout, overlays merged, with or without documentation, whole or cut to some
//! operations.

mod cut;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::Layers;
use super::botocore::Merged;
use super::key_index::find;
use super::key_table::{Holds, KeyLevel};
use crate::diagnostic::Diagnostic;

pub use cut::Cut;

/// The parts of a model that an import keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// Whether to leave out the documentation.
    pub strip_docs: bool,
    /// The operations to keep, with what they need; or all.
    pub operations: Option<BTreeSet<String>>,
}

/// The text of a file in committed form, with its overlays merged; optionally without documentation, and cut.
///
/// # Errors
///
/// Fails if the text is not a JSON object.
pub fn file(
    layers: &Layers,
    top: KeyLevel,
    strip_docs: bool,
    cut: Option<&Cut>,
) -> Result<String, Diagnostic> {
    let mut file = Merged::new(layers)?.value()?;
    if let Some(cut) = cut {
        cut.apply(&mut file, top);
    }
    if strip_docs {
        strip(&mut file, top);
    }
    Ok(format!("{:#}\n", Value::Object(file)))
}

/// Removes keys that the key table marks as prose. Members and shapes with such a name are kept.
fn strip(object: &mut Map<String, Value>, level: KeyLevel) {
    object.retain(|key, value| {
        let Some(entry) = find(level, key) else { return true };
        let within: Vec<&mut Value> = match (entry.holds, &mut *value) {
            (Holds::Object(_), value) => vec![value],
            (Holds::Map(_), Value::Object(entries)) => entries.values_mut().collect(),
            (Holds::List(_), Value::Array(elements)) => elements.iter_mut().collect(),
            _ => Vec::new(),
        };
        if let Holds::Object(level) | Holds::Map(level) | Holds::List(level) = entry.holds {
            for object in within.into_iter().filter_map(Value::as_object_mut) {
                strip(object, level);
            }
        }
        if entry.prose && entry.is_needed {
            *value = Value::from("");
        }
        !entry.prose || entry.is_needed
    });
}
