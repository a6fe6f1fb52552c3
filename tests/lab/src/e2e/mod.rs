//! `cargo lab e2e`: calls a mock of AWS, and an S3 server, over HTTPS through generated code. The programs are `tests/e2e`,
//! which calls twenty services, `tests/e2e-s3`, and those of `cargo lab bench` with all sources of credentials. All other files
//! are below `target/e2e`.

mod agents;
mod docs;
#[path = "../../../sending/src/server.rs"]
#[allow(dead_code, reason = "the tests of the clients use more of the server")]
#[allow(clippy::disallowed_methods, reason = "a server reads the clock")]
mod http;
mod moto;
mod programs;
mod readme;
mod run;
mod runs;
mod s3;

use std::path::Path;
use std::process::Command;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_xtask::cli::Codegen;
use farrier_xtask::shared::{codegen, failure, fetch, input, manifest, write};
use farrier_xtask::{Outcome, Terminal};

use self::runs::Runs;
use crate::cli::E2e;
use crate::{newest, workspace};

/// The program.
const PROGRAM: &str = "tests/e2e";

/// The manifest of the program's generated code.
const MANIFEST: &str = "codegen.toml";

/// The files of the program.
const FILES: [&str; 8] = [
    "Cargo.toml",
    "src/main.rs",
    "src/backup.rs",
    "src/ec2.rs",
    "src/json.rs",
    "src/query.rs",
    "src/rest_json.rs",
    "src/rest_xml.rs",
];

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
    let manifest = [
        &read(MANIFEST)?.text,
        &s3::read(&root, s3::MANIFEST)?,
        "\n",
        &programs::manifest(),
        readme::MANIFEST,
        &docs::read(&root, docs::MANIFEST)?,
    ]
    .concat();
    write::if_changed(&folder.join(MANIFEST), &manifest)?;
    for file in FILES {
        write::if_changed(&folder.join("e2e").join(file), &read(file)?.text)?;
    }
    let python = args.python.as_deref();
    programs::write(&folder)?;
    readme::write(&root, &folder)?;
    docs::write(&root, &folder)?;
    s3::write(&root, &folder)?;
    let wheel = fetch::wheel(MODELS, python, &root, terminal)?;
    let is_named = |service: &str| manifest.contains(&format!("\"models/{service}\""));
    newest::import(&wheel, is_named, &folder.join("models"))?;
    let manifest = Some(folder.join(MANIFEST));
    let order = Codegen { manifest, accept_reordered: true, ..Codegen::default() };
    codegen(&order, terminal)?;
    let members: Vec<String> = ["aws", "e2e"]
        .into_iter()
        .chain(readme::FOLDERS)
        .chain(docs::FOLDERS)
        .chain(s3::FOLDERS)
        .map(str::to_owned)
        .chain(programs::folders())
        .collect();
    workspace::lay_out(&folder, &members, terminal)?;
    let target = folder.join("target");
    build(&folder, &target)?;
    let server = moto::Server::start(&folder, python, terminal)?;
    let programs = target.join("debug");
    let calls = calls(&programs, &server)?;
    let calls = calls & s3::run((&root, &folder), &programs, &server, args.long, terminal)?;
    let runs = Runs { folder: &folder, programs: &programs, server: &server };
    if runs.all(terminal)? && calls {
        return Ok(Outcome::Fine);
    }
    terminal.print_progress(&format!("the log of the server is {FOLDER}/{}", moto::LOG));
    Ok(Outcome::Finding)
}

/// Calls twenty services. Returns whether all calls succeed.
fn calls(programs: &Path, server: &moto::Server) -> Result<bool, Diagnostics> {
    let program = programs.join(format!("e2e{}", std::env::consts::EXE_SUFFIX));
    let mut command = Command::new(&program);
    command.env_clear().envs([
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", agents::SECRET),
        ("AWS_REGION", "eu-west-1"),
    ]);
    command.env("AWS_ENDPOINT_URL", server.url()).env("AWS_CA_BUNDLE", server.certificate());
    let status = command.status();
    let status =
        status.map_err(|error| failure(format!("{} cannot be run", program.display()), &error))?;
    Ok(status.success())
}

fn build(folder: &Path, target: &Path) -> Result<(), Diagnostics> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--quiet", "--workspace", "--target-dir"]).arg(target);
    // Nothing here is built twice, or run in a debugger.
    cargo.env("CARGO_INCREMENTAL", "0").env("CARGO_PROFILE_DEV_DEBUG", "0");
    let status = cargo.current_dir(folder).status();
    let status = status.map_err(|error| failure("cargo cannot be run", &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(Diagnostic::error("the program does not compile; the output of cargo is above").into())
    }
}
