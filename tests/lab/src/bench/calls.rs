//! The whole call: programs that sign and send requests over HTTPS, with credentials from the environment or a profile.

use std::fmt::Write;
use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::Terminal;
use farrier_xtask::cli::Codegen;
use farrier_xtask::shared::{codegen, write};

use super::candidates::{Candidate, Program};
use super::setup::Setup;
use crate::newest;

/// One call of Backup, with `ureq`.
pub const ONE_UREQ: &str = "one-ureq";
/// One call of Backup, with `reqwest`.
pub const ONE_REQWEST: &str = "one-reqwest";
/// One call of Backup, with the official SDK.
pub const ONE_SDK: &str = "one-sdk";
/// Calls of three services, with `ureq`.
pub const THREE_UREQ: &str = "three-ureq";
/// Calls of three services, with `ureq` and all sources of credentials.
pub const THREE_UREQ_DEFAULT: &str = "three-ureq-default";
/// Calls of three services, with `reqwest`.
pub const THREE_REQWEST: &str = "three-reqwest";
/// Calls of three services, with the official SDK.
pub const THREE_SDK: &str = "three-sdk";

/// The programs.
pub const ALL: [Candidate; 7] = [
    ours(
        ONE_UREQ,
        "one service, ureq",
        Program {
            source: include_str!("programs/calls/signed/one_ureq.rs"),
            dependencies: "calls = { path = \"../../generated/one-ureq/calls\" }\n",
        },
    ),
    ours(
        ONE_REQWEST,
        "one service, reqwest",
        Program {
            source: include_str!("programs/calls/signed/one_reqwest.rs"),
            dependencies: "calls = { path = \"../../generated/one-reqwest/calls\" }
tokio = { version = \"1\", features = [\"rt\"] }\n",
        },
    ),
    sdk(
        ONE_SDK,
        "one service, SDK",
        Program {
            source: include_str!("programs/calls/signed/one_sdk.rs"),
            dependencies: "aws-config = \"1\"
aws-sdk-backup = \"1\"
tokio = { version = \"1\", features = [\"rt\"] }\n",
        },
    ),
    ours(
        THREE_UREQ,
        "three services, ureq",
        Program {
            source: include_str!("programs/calls/signed/three_ureq.rs"),
            dependencies: "calls = { path = \"../../generated/three-ureq/calls\" }\n",
        },
    ),
    ours(
        THREE_UREQ_DEFAULT,
        "three services, ureq, all sources of credentials",
        Program {
            source: include_str!("programs/calls/signed/three_ureq.rs"),
            dependencies: "calls = { path = \"../../generated/three-ureq-default/calls\" }\n",
        },
    ),
    ours(
        THREE_REQWEST,
        "three services, reqwest",
        Program {
            source: include_str!("programs/calls/signed/three_reqwest.rs"),
            dependencies: "calls = { path = \"../../generated/three-reqwest/calls\" }
tokio = { version = \"1\", features = [\"rt\"] }\n",
        },
    ),
    sdk(
        THREE_SDK,
        "three services, SDK",
        Program {
            source: include_str!("programs/calls/signed/three_sdk.rs"),
            dependencies: "aws-config = \"1\"
aws-sdk-backup = \"1\"
aws-sdk-dynamodb = \"1\"
aws-sdk-lambda = \"1\"
tokio = { version = \"1\", features = [\"rt\"] }\n",
        },
    ),
];

/// A program with an output of farrier.
const fn ours(id: &'static str, label: &'static str, call: Program) -> Candidate {
    Candidate { id, label, is_ours: true, call: Some(call), tasks: None, generated: Some("calls") }
}

/// A program with the official SDK.
const fn sdk(id: &'static str, label: &'static str, call: Program) -> Candidate {
    Candidate { id, label, is_ours: false, call: Some(call), tasks: None, generated: None }
}

/// The services of the programs, and the operations in the outputs.
const SERVICES: [(&str, &[&str]); 3] = [
    (
        "backup",
        &[
            "DescribeBackupJob",
            "DescribeCopyJob",
            "DescribeProtectedResource",
            "DescribeRecoveryPoint",
            "ListBackupJobs",
            "ListCopyJobs",
            "ListProtectedResources",
            "ListRecoveryPointsByBackupVault",
            "ListRecoveryPointsByResource",
        ],
    ),
    ("dynamodb", &["DeleteItem", "GetItem", "ListTables", "PutItem", "Query", "UpdateItem"]),
    ("lambda", &["GetFunction", "Invoke", "ListFunctions", "UpdateFunctionCode"]),
];

/// The outputs: the program, its client, its sources of credentials and the number of services.
const OUTPUTS: [(&str, &str, &str, usize); 5] = [
    (ONE_UREQ, "ureq", r#"["environment", "profile"]"#, 1),
    (ONE_REQWEST, "reqwest", r#"["environment", "profile"]"#, 1),
    (THREE_UREQ, "ureq", r#"["environment", "profile"]"#, 3),
    (THREE_UREQ_DEFAULT, "ureq", r#""default""#, 3),
    (THREE_REQWEST, "reqwest", r#"["environment", "profile"]"#, 3),
];

/// Generates the outputs from the models of a package.
///
/// # Errors
///
/// Fails if the package lacks a model, or if an output cannot be generated.
pub fn generate(package: &Path, setup: &Setup, terminal: &mut Terminal) -> Result<(), Diagnostics> {
    newest::import(package, is_used, &setup.work.join("models"))?;
    let manifest = setup.work.join("codegen.toml");
    write::if_changed(&manifest, &self::manifest())?;
    codegen(
        &Codegen { manifest: Some(manifest), accept_reordered: true, ..Codegen::default() },
        terminal,
    )?;
    Ok(())
}

fn is_used(service: &str) -> bool {
    SERVICES.iter().any(|(name, _)| *name == service)
}

/// The manifest of the outputs.
fn manifest() -> String {
    let mut text = String::new();
    for (id, client, credentials, services) in OUTPUTS {
        text += &output(&format!("generated/{id}/calls"), client, credentials, services);
    }
    text
}

/// The manifest of an output with the first services.
pub fn output(path: &str, client: &str, credentials: &str, services: usize) -> String {
    let mut text = format!(
        "[[output]]\npath = \"{path}\"\nclient = \"{client}\"\ncredentials = {credentials}\n\n"
    );
    for (name, operations) in &SERVICES[..services] {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "[[output.service]]\nname = \"{name}\"\nmodel = \"models/{name}\"\noperations = {operations:?}\n"
        );
    }
    text
}
