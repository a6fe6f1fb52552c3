//! Files that are laid over others, merged as botocore merges them.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::keys::Root;
use super::{Level, path};
use crate::diagnostic::{Diagnostic, Source};
use crate::frontend::Layers;
use crate::ir::{Origin, Overlay};
use crate::json;

/// Reads a file with everything that is laid over it, and tells where its parts stand.
pub fn read<T: DeserializeOwned>(layers: &Layers, what: &str) -> Result<(T, Origin), Diagnostic> {
    let mut origin = Origin { base: Arc::clone(&layers.base), overlays: Vec::new(), path };
    if layers.overlays.is_empty() {
        return Ok((json::read(&layers.base, what)?, origin));
    }
    for source in &layers.overlays {
        let value = Arc::new(Value::Object(value_of(source)?));
        let root = Root::Over(Level::Top).overlaid_path();
        origin.overlays.push(Overlay { source: Arc::clone(source), root, value });
    }
    let merged = Value::Object(merged(layers, what)?);
    let value = json::read_value(&merged, &layers.base, what, |path| origin.locate_path(path))?;
    Ok((value, origin))
}

/// The value of a file with everything that is laid over it.
pub fn merged(layers: &Layers, what: &str) -> Result<Map<String, Value>, Diagnostic> {
    let mut merged = json::read(&layers.base, what)?;
    for overlay in &layers.overlays {
        merge(&mut merged, value_of(overlay)?);
    }
    Ok(merged)
}

fn value_of(overlay: &Arc<Source>) -> Result<Map<String, Value>, Diagnostic> {
    let mut file: Map<String, Value> = json::read(overlay, "an overlay of a botocore model")?;
    match file.remove("merge") {
        Some(Value::Object(value)) => Ok(value),
        _ => Ok(Map::new()),
    }
}

/// Objects are merged key by key; anything else replaces what was there.
fn merge(base: &mut Map<String, Value>, over: Map<String, Value>) {
    for (key, value) in over {
        match (base.get_mut(&key), value) {
            (Some(Value::Object(base)), Value::Object(over)) => merge(base, over),
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}
