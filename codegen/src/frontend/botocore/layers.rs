//! Files that are laid over others, merged as botocore merges them.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Location, Source};
use crate::frontend::Layers;
use crate::json::{self, Path};

/// The keys that lead from the top of an overlay to what stands for the top of the other file.
pub const ROOT: &[&str] = &["merge"];

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
            let value = match file.remove("merge") {
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
        let mut merged = json::read(&self.base, "a file of a botocore model")?;
        for (_, overlay) in &self.overlays {
            merge(&mut merged, overlay);
        }
        Ok(merged)
    }

    /// Where the value stands that `path` leads to from the top: in the uppermost file that has it.
    pub fn locate(&self, path: Path) -> Location {
        for (source, overlay) in self.overlays.iter().rev() {
            let mut steps = path.iter();
            let first = steps.next().and_then(|key| overlay.get(key));
            let found = steps.try_fold(first, |value, key| match value? {
                Value::Array(elements) => Some(elements.get(key.parse::<usize>().ok()?)),
                value => Some(value.get(key)),
            });
            if found.flatten().is_some() {
                let root = ROOT.iter().map(|key| (*key).to_owned());
                return Location::new(source, root.chain(path).collect());
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
