//! Measures the compiler: the stages in separate processes, and the commands as a user runs them.

mod floor;
mod orders;
mod stages;
mod worker;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use farrier_codegen::change::ChangeDocument;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_xtask::shared::{failure, input, slashes, write};
use serde::de::DeserializeOwned;

pub use self::orders::{Order, ladder};
pub use self::stages::STAGES;
pub use self::worker::run as work;

use self::floor::Floor;
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
/// EC2, which is only loaded: its protocol is not supported.
pub const EC2: &str = "ec2";
/// All operations of the package that can be generated.
pub const EVERYTHING: &str = "everything";

/// The models of a run.
#[derive(Debug)]
pub struct Suite {
    /// The folder of the models and of the order files.
    folder: PathBuf,
    /// All models of the package.
    pub orders: Vec<Order>,
    /// The measured parts.
    pieces: Vec<Part>,
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

/// Unpacks the models, in a separate process.
///
/// # Errors
///
/// Fails if Backup is missing, or if a file cannot be read or written.
pub fn prepare(models: &Path, setup: &Setup) -> Result<Suite, Diagnostics> {
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
    let mut pieces = vec![
        Part { id: NINE.to_owned(), file: "nine.json", order: None },
        one(BACKUP, backup),
        Part { id: EVERYTHING.to_owned(), file: "orders.json", order: None },
    ];
    pieces.extend(of_service(&orders, "ec2").map(|ec2| one(EC2, ec2)));
    pieces.extend(ladder(&orders).into_iter().map(|order| one(&order.name, order)));
    Ok(Suite { folder, orders, pieces })
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
    for piece in &suite.pieces {
        let (stages, usage): (Stages, _) = piece.run("stages", suite, setup)?;
        record("worker", &piece.id, usage, figures);
        for (stage, seconds) in &stages.seconds {
            figures.add(&format!("stage: {stage}"), &piece.id, *seconds);
        }
        figures.add("stages", &piece.id, stages.seconds.values().sum());
        let sizes = [
            ("models", stages.models),
            ("output", stages.output),
            ("operations", stages.operations),
        ];
        for (metric, size) in sizes {
            #[expect(clippy::cast_precision_loss, reason = "one byte makes no difference")]
            figures.add(metric, &piece.id, size as f64);
        }
        let (floor, _): (Floor, _) = piece.run("floor", suite, setup)?;
        figures.add("floor: values", &piece.id, floor.values);
        figures.add("floor: typed", &piece.id, floor.typed);
        #[expect(clippy::cast_precision_loss, reason = "one byte makes no difference")]
        figures.add("floor: bytes", &piece.id, floor.bytes as f64);
    }
    Ok(())
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
