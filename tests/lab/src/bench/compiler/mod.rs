//! The compiler itself: its stages in processes of their own, and the commands as they are typed.

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
use super::place::Place;

/// The folder of all that is unpacked.
const FOLDER: &str = "compiler";

/// The nine operations of Backup.
pub const NINE: &str = "nine";
/// All of Backup.
pub const BACKUP: &str = "backup";
/// ec2, which has a protocol that is not generated: it is loaded alone.
pub const EC2: &str = "ec2";
/// Everything that the package has and that is generated.
pub const EVERYTHING: &str = "everything";

/// What is compiled.
#[derive(Debug)]
pub struct Suite {
    /// The folder of the models and of the files that list them.
    folder: PathBuf,
    /// All models of the package.
    pub orders: Vec<Order>,
    /// What is run by itself.
    pieces: Vec<Piece>,
}

/// Something that is compiled in a process of its own.
#[derive(Debug)]
struct Piece {
    /// What figures are recorded under.
    id: String,
    /// The file that lists the models.
    file: &'static str,
    /// The one model of it, if not all.
    order: Option<String>,
}

/// Unpacks the models, in a process of its own.
///
/// # Errors
///
/// Fails if there is no Backup among them, or if they cannot be read or written.
pub fn prepare(models: &Path, place: &Place) -> Result<Suite, Diagnostics> {
    // A folder for each package: what one has unpacked is not another's.
    let package = models.file_name().unwrap_or_default();
    let folder = place.work.join(FOLDER).join(package);
    let file = folder.join("orders.json");
    // A worker reads its orders from the folder of their file.
    write::changed(&file, "[]\n")?;
    let plan = ["plan", "--models", &slashes(models), "--orders", "orders.json"];
    place.worker(&folder, &plan)?;
    let orders = orders::read(&file)?;

    let backup = of_service(&orders, "backup")
        .ok_or_else(|| Diagnostic::error(format!("{} has no Backup", models.display())))?;
    let nine = Order { name: NINE.to_owned(), operations: nine(place)?, ..backup.clone() };
    orders::save(&[nine], &folder.join("nine.json"))?;
    let one = |id: &str, order: &Order| Piece {
        id: id.to_owned(),
        file: "orders.json",
        order: Some(order.name.clone()),
    };
    let mut pieces = vec![
        Piece { id: NINE.to_owned(), file: "nine.json", order: None },
        one(BACKUP, backup),
        Piece { id: EVERYTHING.to_owned(), file: "orders.json", order: None },
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
fn nine(place: &Place) -> Result<Vec<String>, Diagnostics> {
    let source = input::read(&place.root.join(generated::CHANGE), generated::CHANGE.to_owned())?;
    let document = ChangeDocument::read(&source)?;
    Ok(document.operations.into_iter().map(|change| change.operation).collect())
}

/// Runs every piece, and the parser of JSON on the same files.
///
/// # Errors
///
/// Fails if farrier fails.
pub fn round(suite: &Suite, place: &Place, figures: &mut Figures) -> Result<(), Diagnostics> {
    for piece in &suite.pieces {
        let (stages, usage): (Stages, _) = piece.run("stages", suite, place)?;
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
        for (what, size) in sizes {
            #[expect(clippy::cast_precision_loss, reason = "a byte more or less is the same")]
            figures.add(what, &piece.id, size as f64);
        }
        let (floor, _): (Floor, _) = piece.run("floor", suite, place)?;
        figures.add("floor: values", &piece.id, floor.values);
        figures.add("floor: typed", &piece.id, floor.typed);
        #[expect(clippy::cast_precision_loss, reason = "a byte more or less is the same")]
        figures.add("floor: bytes", &piece.id, floor.bytes as f64);
    }
    Ok(())
}

fn record(what: &str, of: &str, usage: Usage, figures: &mut Figures) {
    figures.add(&format!("{what}: cpu"), of, usage.cpu);
    figures.add(&format!("{what}: wall"), of, usage.wall);
    figures.add(&format!("{what}: peak"), of, usage.peak);
}

impl Piece {
    fn run<T: DeserializeOwned>(
        &self,
        worker: &str,
        suite: &Suite,
        place: &Place,
    ) -> Result<(T, Usage), Diagnostics> {
        let mut arguments = vec![worker, "--orders", self.file];
        if let Some(order) = &self.order {
            arguments.extend(["--order", order]);
        }
        let finished = place.worker(&suite.folder, &arguments)?;
        let result = serde_json::from_str(&finished.out)
            .map_err(|error| failure(format!("a worker answered {}", finished.out), &error))?;
        Ok((result, finished.usage))
    }
}

/// Runs `codegen` from nothing, and `codegen --check` on what it wrote.
///
/// # Errors
///
/// Fails if one of them fails.
pub fn commands(suite: &Suite, place: &Place, figures: &mut Figures) -> Result<(), Diagnostics> {
    for (id, file) in [(NINE, "nine.json"), (EVERYTHING, "orders.json")] {
        let orders = orders::read(&suite.folder.join(file))?;
        run_commands(id, &orders, suite, place, figures)?;
    }
    let backup: Vec<Order> = of_service(&suite.orders, "backup").cloned().into_iter().collect();
    run_commands(BACKUP, &backup, suite, place, figures)
}

fn run_commands(
    id: &str,
    orders: &[Order],
    suite: &Suite,
    place: &Place,
    figures: &mut Figures,
) -> Result<(), Diagnostics> {
    let package = suite.folder.file_name().unwrap_or_default().to_string_lossy();
    let models = format!("../../{FOLDER}/{package}");
    let fresh = place.fresh()?;
    // The manifest's folder is as deep below the folder of the bench as that of the models.
    write::file(&fresh.path().join("codegen.toml"), &manifest(orders, &models))?;
    record("codegen", id, place.farrier(fresh.path(), &["codegen"])?.usage, figures);
    record("check", id, place.farrier(fresh.path(), &["codegen", "--check"])?.usage, figures);
    Ok(())
}

/// A manifest that has each order as a crate.
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
    fn the_manifest_has_a_crate_for_each_model_that_is_generated() {
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
