//! Runs the compiler's stages one by one, in the order of `generate`, and times each.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

use farrier_codegen::check::check;
use farrier_codegen::diagnostic::Diagnostics;
use farrier_codegen::emit::{ModulePaths, ServiceContext, emit};
use farrier_codegen::frontend;
use farrier_codegen::names::Names;
use farrier_codegen::output::{self, Files};
use farrier_codegen::slice::slice;
use farrier_codegen::{Layout, OutputOptions, Selection, XTASK};
use farrier_xtask::shared::input;
use serde::{Deserialize, Serialize};

use super::orders::Order;

/// The stages, in order.
pub const STAGES: [&str; 8] =
    ["read", "load", "slice", "documentation", "check", "names", "emit", "print"];

/// The times of the stages, summed over the orders.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct Stages {
    /// Seconds by stage.
    pub seconds: BTreeMap<String, f64>,
    /// The size of the models in bytes.
    pub models: u64,
    /// The size of the generated Rust in bytes.
    pub output: u64,
    /// The number of generated operations.
    pub operations: u64,
}

impl Stages {
    #[expect(clippy::disallowed_methods, reason = "the bench measures time")]
    fn time<T>(&mut self, stage: &str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        *self.seconds.entry(stage.to_owned()).or_default() += start.elapsed().as_secs_f64();
        result
    }

    /// Runs the stages for an order. A model without supported operations is only loaded.
    ///
    /// # Errors
    ///
    /// The errors of the stages.
    pub fn run(&mut self, order: &Order, root: &Path) -> Result<(), Diagnostics> {
        let files = self.files(order, root)?;
        self.output += files.values().map(|text| text.len() as u64).sum::<u64>();
        Ok(())
    }

    /// The generated files; none if the model has no supported operations.
    fn files(&mut self, order: &Order, root: &Path) -> Result<Files, Diagnostics> {
        let input =
            self.time("read", || input::service(root, &order.model, &[], &BTreeSet::new()))?;
        self.models += order.bytes;
        let (model, changed) = self.time("load", || input.load())?;
        if !order.is_generated() {
            return Ok(Files::new());
        }
        let selection = Selection::from_words(&order.operations);
        let mut sliced = self.time("slice", || {
            let operations = selection.resolve(&model, changed)?;
            Ok::<_, Diagnostics>(slice(&model, &operations))
        })?;
        self.operations += sliced.model.operations.len() as u64;
        sliced.model.docs =
            self.time("documentation", || frontend::documentation(&model, &sliced.model));
        let (paginators, waiters) = self.time("check", || check(&sliced))?;
        let names = self.time("names", || Names::new(&sliced));
        let layout = Layout::Crate("backup".to_owned());
        let paths = ModulePaths::new(&layout, None);
        let model_path = order.model.to_string_lossy();
        let context = ServiceContext {
            slice: &sliced,
            names: &names,
            paginators: &paginators,
            waiters: &waiters,
            paths: &paths,
            serde: false,
            exhaustive: false,
            has_client: false,
            model: &model_path,
            program: XTASK,
        };
        let emitted = self.time("emit", || emit(&[context], &layout, OutputOptions::default()));
        self.time("print", || output::print(emitted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use farrier_codegen::{Request, generate};
    use std::path::PathBuf;

    #[test]
    fn stages_match_the_compiler() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let order = Order {
            name: "backup".to_owned(),
            model: PathBuf::from("models/backup/2018-11-15"),
            bytes: 1,
            operations: vec!["ListBackupJobs".to_owned(), "DescribeBackupJob".to_owned()],
        };
        let mut stages = Stages::default();
        let files = stages.files(&order, &root).unwrap();
        assert!(STAGES.iter().all(|stage| stages.seconds.contains_key(*stage)));
        assert_eq!((stages.seconds.len(), stages.operations), (STAGES.len(), 2));

        let input = input::service(&root, &order.model, &[], &BTreeSet::new()).unwrap();
        let selection = Selection::from_words(&order.operations);
        let request = Request::new("models/backup/2018-11-15", input, selection);
        let whole = generate(&Layout::Crate("backup".to_owned()), &[request]).unwrap();
        assert_eq!(files, whole);
    }
}
