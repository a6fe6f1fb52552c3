//! Measures the compiler: the stages in separate processes, and the commands as a user runs them.

mod floor;
mod orders;
mod stages;
mod worker;

use std::cmp::Ordering;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use farrier_codegen::change::ChangeDocument;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_xtask::shared::{failure, input, slashes, write};
use serde::de::DeserializeOwned;

pub use self::orders::Order;
pub use self::stages::STAGES;
pub use self::worker::run as work;

use self::floor::Floor;
use self::orders::ladder;
use self::stages::Stages;
use super::figures::Figures;
use super::generated;
use super::measure::Usage;
use super::setup::Setup;

/// The folder of the unpacked models.
const FOLDER: &str = "compiler";

/// The nine operations of Backup.
pub const NINE: &str = "nine";
/// All of Backup.
pub const BACKUP: &str = "backup";
/// EC2, the largest model.
pub const EC2: &str = "ec2";
/// All operations of the package that can be generated.
pub const EVERYTHING: &str = "everything";
/// The Smithy model of Backup.
pub const SMITHY_TWIN: &str = "smithy-twin";
/// The model of Backup in the package, with the operations of its Smithy twin.
pub const BOTOCORE_TWIN: &str = "botocore-twin";

/// The metric with the size of the models of the ladder.
const STEP: &str = "step of the ladder";

/// The models of a run.
#[derive(Debug)]
pub struct Suite {
    /// The folder of the models and of the order files.
    folder: PathBuf,
    /// All models of the package.
    pub orders: Vec<Order>,
    /// The measured parts.
    parts: Vec<Part>,
}

/// A part that is compiled in a separate process.
#[derive(Debug)]
struct Part {
    /// The name of the part in the figures.
    id: String,
    /// The file of orders.
    file: &'static str,
    /// The name of the only order; `None` for all.
    order: Option<String>,
}

/// Unpacks the models, in a separate process. `smithy` is a Smithy model of Backup.
///
/// # Errors
///
/// Fails if Backup is missing, or if a file cannot be read or written.
pub fn prepare(models: &Path, smithy: Option<&Path>, setup: &Setup) -> Result<Suite, Diagnostics> {
    // Each package has its own folder.
    let package = models.file_name().unwrap_or_default();
    let folder = setup.work.join(FOLDER).join(package);
    let file = folder.join("orders.json");
    // The worker resolves paths relative to the order file.
    write::if_changed(&file, "[]\n")?;
    let plan = ["plan", "--models", &slashes(models), "--orders", "orders.json"];
    setup.worker(&folder, &plan)?;
    let orders = orders::read(&file)?;

    let backup = of_service(&orders, "backup")
        .ok_or_else(|| Diagnostic::error(format!("{} has no Backup", models.display())))?;
    let nine = Order { name: NINE.to_owned(), operations: nine(setup)?, ..backup.clone() };
    orders::save(&[nine], &folder.join("nine.json"))?;
    let one = |id: &str, order: &Order| Part {
        id: id.to_owned(),
        file: "orders.json",
        order: Some(order.name.clone()),
    };
    let mut parts = vec![
        Part { id: NINE.to_owned(), file: "nine.json", order: None },
        one(BACKUP, backup),
        Part { id: EVERYTHING.to_owned(), file: "orders.json", order: None },
    ];
    parts.extend(of_service(&orders, "ec2").map(|ec2| one(EC2, ec2)));
    parts.extend(ladder(&orders).into_iter().map(|order| one(&order.name, order)));
    if let Some(smithy) = smithy {
        let twins = Order::twins(backup, smithy, &folder)?;
        orders::save(&twins, &folder.join("twins.json"))?;
        parts.extend(twins.map(|twin| Part {
            id: twin.name.clone(),
            file: "twins.json",
            order: Some(twin.name),
        }));
    }
    Ok(Suite { folder, orders, parts })
}

/// The newest model of a service.
fn of_service<'o>(orders: &'o [Order], service: &str) -> Option<&'o Order> {
    let is_of = |order: &&Order| order.name.split('/').next() == Some(service);
    orders.iter().filter(is_of).max_by_key(|order| &order.name)
}

/// The names of the nine operations.
///
/// # Errors
///
/// Fails if the change document cannot be read.
pub fn nine(setup: &Setup) -> Result<Vec<String>, Diagnostics> {
    let source = input::read(&setup.root.join(generated::CHANGE), generated::CHANGE.to_owned())?;
    let document = ChangeDocument::read(&source)?;
    Ok(document.operations.into_iter().map(|change| change.operation).collect())
}

/// Runs the stages of each part, and the JSON parser on the same files.
///
/// # Errors
///
/// Fails if farrier fails.
pub fn round(suite: &Suite, setup: &Setup, figures: &mut Figures) -> Result<(), Diagnostics> {
    for part in &suite.parts {
        let (stages, usage): (Stages, _) = part.run("stages", suite, setup)?;
        record("worker", &part.id, usage, figures);
        for (stage, seconds) in &stages.seconds {
            figures.add(&format!("stage: {stage}"), &part.id, *seconds);
        }
        figures.add("stages", &part.id, stages.seconds.values().sum());
        let sizes = [
            ("models", stages.models),
            ("output", stages.output),
            ("operations", stages.operations),
        ];
        for (metric, size) in sizes {
            #[expect(clippy::cast_precision_loss, reason = "one byte makes no difference")]
            figures.add(metric, &part.id, size as f64);
        }
        // The parsed types are those of botocore's format.
        if part.id != SMITHY_TWIN {
            let (floor, _): (Floor, _) = part.run("floor", suite, setup)?;
            figures.add("floor: values", &part.id, floor.values);
            figures.add("floor: typed", &part.id, floor.typed);
        }
    }
    for order in ladder(&suite.orders) {
        #[expect(clippy::cast_precision_loss, reason = "one byte makes no difference")]
        figures.add(STEP, &order.name, order.bytes as f64);
    }
    Ok(())
}

/// The models that show how the time grows with the size, the largest first.
pub fn steps(figures: &Figures) -> Vec<String> {
    let mut steps: Vec<&str> = figures.candidates(STEP).collect();
    steps.sort_by(|one, other| {
        figures
            .median(STEP, other)
            .partial_cmp(&figures.median(STEP, one))
            .unwrap_or(Ordering::Equal)
    });
    steps.into_iter().map(str::to_owned).collect()
}

/// Records the time and the memory of a process.
pub fn record(metric: &str, of: &str, usage: Usage, figures: &mut Figures) {
    figures.add(&format!("{metric}: cpu"), of, usage.cpu);
    figures.add(&format!("{metric}: wall"), of, usage.wall);
    figures.add(&format!("{metric}: peak"), of, usage.peak);
}

impl Part {
    fn run<T: DeserializeOwned>(
        &self,
        worker: &str,
        suite: &Suite,
        setup: &Setup,
    ) -> Result<(T, Usage), Diagnostics> {
        let mut arguments = vec![worker, "--orders", self.file];
        if let Some(order) = &self.order {
            arguments.extend(["--order", order]);
        }
        let finished = setup.worker(&suite.folder, &arguments)?;
        Ok((answer(&finished.out)?, finished.usage))
    }
}

/// Parses the models of all orders in a folder, in a separate process.
///
/// # Errors
///
/// Fails if a model is not JSON.
pub fn floor(folder: &Path, setup: &Setup) -> Result<Floor, Diagnostics> {
    answer(&setup.worker(folder, &["floor", "--orders", "orders.json"])?.out)
}

/// Reads the result of a worker.
fn answer<T: DeserializeOwned>(out: &str) -> Result<T, Diagnostics> {
    serde_json::from_str(out).map_err(|error| failure(format!("a worker answered {out}"), &error))
}

/// The numbers of cores that everything is generated on, besides all of them.
const CORES: [usize; 2] = [1, 2];

/// Runs `codegen` without existing output, and `codegen --check` on the result.
///
/// # Errors
///
/// Fails if a command fails.
pub fn commands(suite: &Suite, setup: &Setup, figures: &mut Figures) -> Result<(), Diagnostics> {
    for (id, file) in [(NINE, "nine.json"), (EVERYTHING, "orders.json")] {
        let orders = orders::read(&suite.folder.join(file))?;
        run_commands(id, &orders, suite, setup, figures)?;
    }
    let backup: Vec<Order> = of_service(&suite.orders, "backup").cloned().into_iter().collect();
    run_commands(BACKUP, &backup, suite, setup, figures)
}

fn run_commands(
    id: &str,
    orders: &[Order],
    suite: &Suite,
    setup: &Setup,
    figures: &mut Figures,
) -> Result<(), Diagnostics> {
    let package = suite.folder.file_name().unwrap_or_default().to_string_lossy();
    let models = format!("../../{FOLDER}/{package}");
    let fresh = setup.fresh()?;
    // The manifest's folder has the same depth as the order files, so that relative paths are valid in both.
    write::file(&fresh.path().join("codegen.toml"), &manifest(orders, &models))?;
    record("codegen", id, setup.farrier(fresh.path(), &["codegen"])?.usage, figures);
    record("check", id, setup.farrier(fresh.path(), &["codegen", "--check"])?.usage, figures);
    if id == EVERYTHING {
        for cores in CORES {
            let fresh = setup.fresh()?;
            write::file(&fresh.path().join("codegen.toml"), &manifest(orders, &models))?;
            if let Some(finished) = setup.farrier_on(cores, fresh.path(), &["codegen"])? {
                record(&format!("codegen on {cores}"), id, finished.usage, figures);
            }
        }
    }
    Ok(())
}

/// A manifest with a crate for each order.
fn manifest(orders: &[Order], models: &str) -> String {
    let mut text = String::new();
    for order in orders.iter().filter(|order| order.is_generated()) {
        let folder = slashes(&order.model);
        let name: String = folder
            .trim_start_matches("models/")
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
            .collect();
        let operations: Vec<String> =
            order.operations.iter().map(|name| format!("{name:?}")).collect();
        let operations = match operations.as_slice() {
            [all] if all == "\"all\"" => all.clone(),
            names => format!("[{}]", names.join(", ")),
        };
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "[[output]]\npath = \"generated/{name}\"\n\n[[output.service]]\nmodel = \"{models}/{folder}\"\n\
             operations = {operations}\n\n"
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_start_with_the_largest_model() {
        let mut figures = Figures::default();
        for (name, bytes) in [("a", 1e5), ("b", 4e5), ("c", 2e5)] {
            figures.add(STEP, name, bytes);
        }
        assert_eq!(steps(&figures), ["b", "c", "a"]);
    }

    #[test]
    fn manifest_has_a_crate_for_each_generated_model() {
        let order = |model: &str, operations: &[&str]| Order {
            name: model.to_owned(),
            model: PathBuf::from("models").join(model),
            bytes: 1,
            operations: operations.iter().map(|name| (*name).to_owned()).collect(),
        };
        let orders =
            [order("runtime.Lex-1", &["all"]), order("ec2-1", &[]), order("b-1", &["A", "B"])];
        let expected = r#"[[output]]
path = "generated/runtime-lex-1"

[[output.service]]
model = "../m/models/runtime.Lex-1"
operations = "all"

[[output]]
path = "generated/b-1"

[[output.service]]
model = "../m/models/b-1"
operations = ["A", "B"]

"#;
        assert_eq!(manifest(&orders, "../m"), expected);
    }
}
