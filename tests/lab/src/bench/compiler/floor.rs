//! The lower bound of reading models: `serde_json` parses their files, and nothing else happens.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::shared::{failure, input};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::orders::Order;

/// The times of parsing.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct Floor {
    /// Seconds to parse all files as untyped values.
    pub values: f64,
    /// Seconds to parse the files with operations and shapes as minimal types.
    pub typed: f64,
}

/// The minimum that a generator reads from a model.
#[derive(Deserialize)]
#[expect(dead_code, reason = "only the parsing is measured")]
struct Api {
    metadata: BTreeMap<String, Value>,
    operations: BTreeMap<String, Operation>,
    shapes: BTreeMap<String, Shape>,
    documentation: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only the parsing is measured")]
struct Operation {
    name: String,
    http: Option<BTreeMap<String, Value>>,
    input: Option<Reference>,
    output: Option<Reference>,
    #[serde(default)]
    errors: Vec<Reference>,
    documentation: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only the parsing is measured")]
struct Reference {
    shape: String,
    location: Option<String>,
    location_name: Option<String>,
    documentation: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only the parsing is measured")]
struct Shape {
    r#type: String,
    #[serde(default)]
    members: BTreeMap<String, Reference>,
    #[serde(default)]
    required: Vec<String>,
    #[serde(default)]
    r#enum: Vec<String>,
    member: Option<Reference>,
    key: Option<Reference>,
    value: Option<Reference>,
    documentation: Option<String>,
}

impl Floor {
    /// Parses the files of an order.
    ///
    /// # Errors
    ///
    /// Fails if a file cannot be read or is not JSON.
    pub fn run(&mut self, order: &Order, root: &Path) -> Result<(), Diagnostics> {
        let input = input::service(root, &order.model, &[], &BTreeSet::new())?;
        for source in input.sources() {
            self.values += time(|| serde_json::from_str::<Value>(&source.text).map(drop))?;
        }
        let api = &input.model.api.base.text;
        self.typed += time(|| serde_json::from_str::<Api>(api).map(drop))?;
        Ok(())
    }
}

#[expect(clippy::disallowed_methods, reason = "the bench measures time")]
fn time(work: impl FnOnce() -> Result<(), serde_json::Error>) -> Result<f64, Diagnostics> {
    let start = Instant::now();
    work().map_err(|error| failure("a model cannot be parsed", &error))?;
    Ok(start.elapsed().as_secs_f64())
}
