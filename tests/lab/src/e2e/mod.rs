//! `cargo lab e2e`: calls a mock of AWS through generated code. The program is `tests/e2e`; all other files are below
//! `target/e2e`.

mod moto;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_codegen::frontend;
use farrier_xtask::cli::Codegen;
use farrier_xtask::shared::package::{ModelName, Package};
use farrier_xtask::shared::{codegen, failure, fetch, input, manifest, slashes, write};
use farrier_xtask::{Outcome, Terminal};

use crate::cli::E2e;
use crate::workspace;

/// The program.
const PROGRAM: &str = "tests/e2e";

/// The manifest of the program's generated code.
const MANIFEST: &str = "codegen.toml";

/// The files of the program.
const FILES: [&str; 5] =
    ["Cargo.toml", "src/main.rs", "src/backup.rs", "src/json.rs", "src/rest_json.rs"];

/// The working folder.
const FOLDER: &str = "target/e2e";

/// The package of the models. In this version SQS uses a JSON protocol.
const MODELS: &str = "botocore==1.37.23";

/// Runs the command. A failed call is a finding.
///
/// # Errors
///
/// Fails if the models or the server are not available, or if the generated code does not compile.
pub fn run(args: &E2e, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let root = manifest::root(&terminal.directory);
    let folder = root.join(FOLDER);
    if !root.join(PROGRAM).is_dir() {
        let error = Diagnostic::error(format!("{PROGRAM} is missing"));
        return Err(error.help("run the command in the repository of farrier").into());
    }
    let read =
        |file: &str| input::read(&root.join(PROGRAM).join(file), format!("{PROGRAM}/{file}"));
    let manifest = read(MANIFEST)?;
    write::if_changed(&folder.join(MANIFEST), &manifest.text)?;
    for file in FILES {
        write::if_changed(&folder.join("e2e").join(file), &read(file)?.text)?;
    }
    let python = args.python.as_deref();
    models(&manifest.text, &folder.join("models"), python, &root, terminal)?;
    let manifest = Some(folder.join(MANIFEST));
    let order = Codegen { manifest, accept_reordered: true, ..Codegen::default() };
    codegen(&order, terminal)?;
    workspace::lay_out(&folder, &["aws", "e2e"].map(str::to_owned), terminal)?;
    let target = folder.join("target");
    build(&folder, &target)?;
    let server = moto::Server::start(&folder, python, terminal)?;
    let program = target.join("debug").join(format!("e2e{}", std::env::consts::EXE_SUFFIX));
    let status = Command::new(&program).arg(server.url()).status();
    let status =
        status.map_err(|error| failure(format!("{} cannot be run", program.display()), &error))?;
    if status.success() {
        return Ok(Outcome::Fine);
    }
    terminal.print_progress(&format!("the log of the server is {FOLDER}/{}", moto::LOG));
    Ok(Outcome::Finding)
}

/// Extracts the manifest's models from the package of botocore.
fn models(
    manifest: &str,
    folder: &Path,
    python: Option<&Path>,
    root: &Path,
    terminal: &mut Terminal,
) -> Result<(), Diagnostics> {
    let wheel = fetch::wheel(MODELS, python, root, terminal)?;
    let package = Package::open(&wheel, slashes(&wheel))?;
    // The last version of an API is the newest.
    let newest: BTreeMap<&str, &ModelName> =
        package.models().map(|name| (name.service.as_str(), name)).collect();
    let is_named = |name: &&ModelName| manifest.contains(&format!("\"models/{}\"", name.service));
    for name in newest.into_values().filter(is_named) {
        let files = frontend::import(&package.files(name)?, true)?;
        for (file, text) in files {
            write::if_changed(&folder.join(&name.service).join(file), &text)?;
        }
    }
    Ok(())
}

fn build(folder: &Path, target: &Path) -> Result<(), Diagnostics> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--quiet", "--package", "e2e", "--target-dir"]).arg(target);
    let status = cargo.current_dir(folder).status();
    let status = status.map_err(|error| failure("cargo cannot be run", &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(Diagnostic::error("the program does not compile; the output of cargo is above").into())
    }
}
