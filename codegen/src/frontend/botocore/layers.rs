//! Files that are laid over others, merged as botocore merges them.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Location, Source};
use crate::frontend::Layers;
use crate::json::{self, JsonPath};

/// The key of an overlay whose value is laid over the other file.
const ROOT: &str = "merge";

/// A file with what is laid over it.
#[derive(Debug)]
pub struct Merged {
    base: Arc<Source>,
    /// What is laid over it, in order.
    overlays: Vec<(Arc<Source>, Map<String, Value>)>,
}

impl Merged {
    /// Reads what is laid over a file.
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

    /// The text of the file itself, if nothing is laid over it.
    pub fn plain(&self) -> Option<&Arc<Source>> {
        self.overlays.is_empty().then_some(&self.base)
    }

    /// The value of the whole.
    pub fn value(&self) -> Result<Map<String, Value>, Diagnostic> {
        let mut merged = json::read(&self.base, "a file of a model")?;
        for (_, overlay) in &self.overlays {
            merge(&mut merged, overlay);
        }
        Ok(merged)
    }

    /// The whole as a `T`. `what` says what it should be.
    pub fn read<T: for<'de> Deserialize<'de>>(&self, what: &str) -> Result<T, Diagnostic> {
        if let Some(source) = self.plain() {
            json::read(source, what)
        } else {
            let value = Value::Object(self.value()?);
            json::read_value(&value, &self.base, what, |path| self.locate(path))
        }
    }

    /// Where the value stands that `path` leads to from the top: in the uppermost file that has it.
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

/// Objects are merged key by key; anything else replaces what was there.
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
