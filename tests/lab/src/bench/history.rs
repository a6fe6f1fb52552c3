//! The timeline of Backup's nine operations, beside parsing its models with `serde_json`; and `update` of their models.

use std::path::PathBuf;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::Terminal;
use farrier_xtask::shared::{fetch, slashes, write};

use super::compiler::{self, NINE, Order};
use super::figures::Figures;
use super::setup::Setup;

/// The folder of the unpacked models.
const FOLDER: &str = "history";

/// Twelve versions of botocore from more than four years. Nine operations of Backup differ between the second and the
/// third.
const VERSIONS: [&str; 12] = [
    "1.29.0", "1.29.66", "1.29.67", "1.31.0", "1.34.0", "1.35.0", "1.36.0", "1.38.0", "1.40.0",
    "1.41.0", "1.43.0", "1.44.8",
];

/// The packages, and the folder with their models of Backup.
#[derive(Debug)]
pub struct Packages {
    wheels: Vec<PathBuf>,
    folder: PathBuf,
    operations: Vec<String>,
}

/// Downloads the packages, and unpacks the models of Backup for the parser.
///
/// # Errors
///
/// Fails if pip fails, or if a file cannot be read or written.
pub fn prepare(setup: &Setup, terminal: &mut Terminal) -> Result<Packages, Diagnostics> {
    let folder = setup.work.join(FOLDER);
    let operations = compiler::nine(setup)?;
    let mut wheels = Vec::new();
    let mut orders = Vec::new();
    for version in VERSIONS {
        let wheel = fetch::wheel(&format!("botocore=={version}"), None, &setup.root, terminal)?;
        orders.push(Order::unpacked(&wheel, "backup", version, &operations, &folder)?);
        wheels.push(wheel);
    }
    let orders = serde_json::to_string(&orders).unwrap_or_default();
    write::if_changed(&folder.join("orders.json"), &orders)?;
    Ok(Packages { wheels, folder, operations })
}

/// Prints the timeline, parses the same models, and updates an output from the oldest model to the newest.
///
/// # Errors
///
/// Fails if farrier fails.
pub fn round(packages: &Packages, setup: &Setup, figures: &mut Figures) -> Result<(), Diagnostics> {
    let wheels: Vec<String> = packages.wheels.iter().map(|wheel| slashes(wheel)).collect();
    let operations = packages.operations.join(",");
    let mut arguments = vec!["changes", "--history"];
    arguments.extend(wheels.iter().map(String::as_str));
    arguments.extend(["--service", "backup", "--operations", &operations]);
    let finished = setup.farrier(&packages.folder, &arguments)?;
    compiler::record("history", NINE, finished.usage, figures);
    let floor = compiler::floor(&packages.folder, setup)?;
    figures.add("history floor: values", NINE, floor.values);
    figures.add("history floor: typed", NINE, floor.typed);
    if let [oldest, .., newest] = wheels.as_slice() {
        let fresh = setup.fresh()?;
        let run = |arguments: &[&str]| setup.farrier(fresh.path(), arguments);
        run(&["init", oldest, "--service", "backup", "--operations", &operations])?;
        run(&["codegen"])?;
        let update = run(&["update", newest, "--accept-reordered"])?;
        compiler::record("update", NINE, update.usage, figures);
    }
    Ok(())
}
