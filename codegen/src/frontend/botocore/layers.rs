//! Overlays, merged in the same way as botocore merges them.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Location, Source};
use crate::frontend::Layers;
use crate::json::{self, JsonPath};

/// The key of an overlay whose value is merged into the file below.
const ROOT: &str = "merge";

/// A file with its overlays.
#[derive(Debug)]
pub struct Merged {
    base: Arc<Source>,
    /// Overlays, in the order in which they are merged.
    overlays: Vec<(Arc<Source>, Map<String, Value>)>,
}

impl Merged {
    /// Reads the overlays of a file.
    pub fn new(layers: &Layers) -> Result<Self, Diagnostic> {
        let overlays = layers.overlays.iter().map(|overlay| {
            let mut file: Map<String, Value> =
                json::read(overlay, "an overlay of a botocore model")?;
            let value = match file.remove(ROOT) {
                Some(Value::Object(value)) => value,
                _ => Map::new(),
            };
            Ok((Arc::clone(overlay), value))
        });
        Ok(Self { base: Arc::clone(&layers.base), overlays: overlays.collect::<Result<_, _>>()? })
    }

    /// The file itself, if there are no overlays.
    pub fn plain(&self) -> Option<&Arc<Source>> {
        self.overlays.is_empty().then_some(&self.base)
    }

    /// The merged value.
    pub fn value(&self) -> Result<Map<String, Value>, Diagnostic> {
        let mut merged = json::read(&self.base, "a service model")?;
        for (_, overlay) in &self.overlays {
            merge(&mut merged, overlay);
        }
        Ok(merged)
    }

    /// Reads the merged value as a `T`. `expected` names the content in messages.
    pub fn read<T: for<'de> Deserialize<'de>>(&self, expected: &str) -> Result<T, Diagnostic> {
        if let Some(source) = self.plain() {
            json::read(source, expected)
        } else {
            let value = Value::Object(self.value()?);
            json::read_value(&value, &self.base, expected, |path| self.locate(path))
        }
    }

    /// The location of a path in the topmost file that has it.
    pub fn locate(&self, path: JsonPath) -> Location {
        for (source, overlay) in self.overlays.iter().rev() {
            let found = path.split_first().and_then(|(first, rest)| {
                rest.iter().try_fold(overlay.get(first)?, |value, key| match value {
                    Value::Array(elements) => elements.get(key.parse::<usize>().ok()?),
                    value => value.get(key),
                })
            });
            if found.is_some() {
                let root = [ROOT.to_owned()];
                return Location::new(source, root.into_iter().chain(path).collect());
            }
        }
        Location::new(&self.base, path)
    }
}

/// Merges objects key by key. Other values replace the value below.
fn merge(base: &mut Map<String, Value>, over: &Map<String, Value>) {
    for (key, value) in over {
        match (base.get_mut(key), value) {
            (Some(Value::Object(base)), Value::Object(over)) => merge(base, over),
            (_, value) => {
                base.insert(key.clone(), value.clone());
            }
        }
    }
}
