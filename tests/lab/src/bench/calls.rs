//! Whole programs: they sign and send requests over HTTPS, with credentials from the environment or a profile.

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
/// One call of Backup, with as little of the official SDK as possible.
const ONE_LEAN_SDK: &str = "one-sdk-lean";
/// One call of Backup, with rusoto.
const ONE_RUSOTO: &str = "one-rusoto";
/// Calls of three services, with `ureq`.
pub const THREE_UREQ: &str = "three-ureq";
/// Calls of three services, with `ureq` and all sources of credentials.
pub const THREE_UREQ_DEFAULT: &str = "three-ureq-default";
/// Calls of three services, with `reqwest`.
pub const THREE_REQWEST: &str = "three-reqwest";
/// Calls of three services, with the official SDK.
pub const THREE_SDK: &str = "three-sdk";
/// Calls of three services, with as little of the official SDK as possible.
const THREE_LEAN_SDK: &str = "three-sdk-lean";
/// Calls of three services, with rusoto.
const THREE_RUSOTO: &str = "three-rusoto";
/// Pages of `DynamoDB`, with `ureq`.
pub const PAGES_UREQ: &str = "pages-ureq";
/// Pages of `DynamoDB`, with `reqwest`.
pub const PAGES_REQWEST: &str = "pages-reqwest";
/// Pages of `DynamoDB`, with the official SDK.
pub const PAGES_SDK: &str = "pages-sdk";
/// Pages of `DynamoDB`, with rusoto.
const PAGES_RUSOTO: &str = "pages-rusoto";

/// `ureq` alone, with the features that outputs choose.
const UREQ_ALONE: &str = "ureq-alone";
/// `reqwest` alone, with the features that outputs choose.
const REQWEST_ALONE: &str = "reqwest-alone";

/// The programs.
pub const ALL: [Candidate; 17] = [
    Candidate::ours(
        ONE_UREQ,
        "one service, ureq",
        Program {
            source: include_str!("programs/calls/signed/one_ureq.rs"),
            dependencies: "calls = { path = \"../../generated/one-ureq/calls\" }\n",
        },
    ),
    Candidate::ours(
        ONE_REQWEST,
        "one service, reqwest",
        Program {
            source: include_str!("programs/calls/signed/one_reqwest.rs"),
            dependencies: "calls = { path = \"../../generated/one-reqwest/calls\" }
tokio = { version = \"1\", features = [\"rt\"] }\n",
        },
    ),
    Candidate::theirs(
        ONE_SDK,
        "one service, SDK",
        Program {
            source: include_str!("programs/calls/signed/one_sdk.rs"),
            dependencies: "aws-config = \"1\"
aws-sdk-backup = \"1\"
tokio = { version = \"1\", features = [\"rt\"] }\n",
        },
    ),
    Candidate::theirs(
        ONE_LEAN_SDK,
        "one service, SDK, few features",
        Program {
            source: include_str!("programs/calls/signed/one_sdk.rs"),
            dependencies: "aws-config = { version = \"1\", default-features = false, features = [\"default-https-client\", \"rt-tokio\"] }
aws-sdk-backup = { version = \"1\", default-features = false, features = [\"default-https-client\", \"rt-tokio\"] }
tokio = { version = \"1\", features = [\"rt\"] }\n",
        },
    ),
    Candidate::theirs(
        ONE_RUSOTO,
        "one service, rusoto",
        Program {
            source: include_str!("programs/calls/rusoto.rs"),
            dependencies: "rusoto_backup = { version = \"0.48\", default-features = false, features = [\"rustls\"] }
rusoto_core = { version = \"0.48\", default-features = false, features = [\"rustls\"] }
tokio = { version = \"1\", features = [\"rt\"] }\n",
        },
    ),
    Candidate::ours(
        THREE_UREQ,
        "three services, ureq",
        Program {
            source: include_str!("programs/calls/signed/three_ureq.rs"),
            dependencies: "calls = { path = \"../../generated/three-ureq/calls\" }\n",
        },
    ),
    Candidate::ours(
        THREE_UREQ_DEFAULT,
        "three services, ureq, all sources of credentials",
        Program {
            source: include_str!("programs/calls/signed/three_ureq.rs"),
            dependencies: "calls = { path = \"../../generated/three-ureq-default/calls\" }\n",
        },
    ),
    Candidate::ours(
        THREE_REQWEST,
        "three services, reqwest",
        Program {
            source: include_str!("programs/calls/signed/three_reqwest.rs"),
            dependencies: "calls = { path = \"../../generated/three-reqwest/calls\" }
tokio = { version = \"1\", features = [\"rt\"] }\n",
        },
    ),
    Candidate::theirs(
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
    Candidate::theirs(
        THREE_LEAN_SDK,
        "three services, SDK, few features",
        Program {
            source: include_str!("programs/calls/signed/three_sdk.rs"),
            dependencies: "aws-config = { version = \"1\", default-features = false, features = [\"default-https-client\", \"rt-tokio\"] }
aws-sdk-backup = { version = \"1\", default-features = false, features = [\"default-https-client\", \"rt-tokio\"] }
aws-sdk-dynamodb = { version = \"1\", default-features = false, features = [\"default-https-client\", \"rt-tokio\"] }
aws-sdk-lambda = { version = \"1\", default-features = false, features = [\"default-https-client\", \"rt-tokio\"] }
tokio = { version = \"1\", features = [\"rt\"] }\n",
        },
    ),
    Candidate::theirs(
        THREE_RUSOTO,
        "three services, rusoto",
        Program {
            source: include_str!("programs/calls/signed/three_rusoto.rs"),
            dependencies: "rusoto_backup = { version = \"0.48\", default-features = false, features = [\"rustls\"] }
rusoto_core = { version = \"0.48\", default-features = false, features = [\"rustls\"] }
rusoto_dynamodb = { version = \"0.48\", default-features = false, features = [\"rustls\"] }
rusoto_lambda = { version = \"0.48\", default-features = false, features = [\"rustls\"] }
tokio = { version = \"1\", features = [\"rt\"] }\n",
        },
    ),
    Candidate::ours(
        PAGES_UREQ,
        "pages of DynamoDB, ureq",
        Program {
            source: include_str!("programs/calls/signed/pages_ureq.rs"),
            dependencies: "calls = { path = \"../../generated/pages-ureq/calls\" }\n",
        },
    ),
    Candidate::ours(
        PAGES_REQWEST,
        "pages of DynamoDB, reqwest",
        Program {
            source: include_str!("programs/calls/signed/pages_reqwest.rs"),
            dependencies: "calls = { path = \"../../generated/pages-reqwest/calls\" }
tokio = { version = \"1\", features = [\"rt\"] }\n",
        },
    ),
    Candidate::theirs(
        PAGES_SDK,
        "pages of DynamoDB, SDK",
        Program {
            source: include_str!("programs/calls/signed/pages_sdk.rs"),
            dependencies: "aws-config = \"1\"
aws-sdk-dynamodb = \"1\"
tokio = { version = \"1\", features = [\"rt\"] }\n",
        },
    ),
    Candidate::theirs(
        PAGES_RUSOTO,
        "pages of DynamoDB, rusoto",
        Program {
            source: include_str!("programs/calls/signed/pages_rusoto.rs"),
            dependencies: "rusoto_core = { version = \"0.48\", default-features = false, features = [\"rustls\"] }
rusoto_dynamodb = { version = \"0.48\", default-features = false, features = [\"rustls\"] }
tokio = { version = \"1\", features = [\"rt\"] }\n",
        },
    ),
    Candidate::theirs(
        UREQ_ALONE,
        "ureq alone, without AWS",
        Program {
            source: include_str!("programs/calls/alone/ureq.rs"),
            dependencies: "ureq = { version = \"3\", default-features = false, features = [\"rustls\"] }\n",
        },
    ),
    Candidate::theirs(
        REQWEST_ALONE,
        "reqwest alone, without AWS",
        Program {
            source: include_str!("programs/calls/alone/reqwest.rs"),
            dependencies: "idna_adapter = \"~1.1\"
reqwest = { version = \"0.13\", default-features = false, features = [\"rustls-no-provider\"] }
ring = \"0.17\"
rustls = { version = \"0.23\", default-features = false, features = [\"ring\", \"std\", \"tls12\"] }
rustls-platform-verifier = \"0.7\"
tokio = { version = \"1\", features = [\"rt\"] }\n",
        },
    ),
];

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
    (
        "dynamodb",
        &["DeleteItem", "GetItem", "ListTables", "PutItem", "Query", "Scan", "UpdateItem"],
    ),
    ("lambda", &["GetFunction", "Invoke", "ListFunctions", "UpdateFunctionCode"]),
];

/// The service of the programs with one call.
const ONE: &[&str] = &["backup"];

/// The services of the programs with three.
pub const THREE: &[&str] = &["backup", "dynamodb", "lambda"];

/// The sources of credentials of most programs.
pub const FEW_SOURCES: &str = r#"["environment", "profile"]"#;

/// All sources of credentials.
pub const ALL_SOURCES: &str = r#""default""#;

/// The outputs: the program, its client, its sources of credentials and the services.
const OUTPUTS: [(&str, &str, &str, &[&str]); 7] = [
    (ONE_UREQ, "ureq", FEW_SOURCES, ONE),
    (ONE_REQWEST, "reqwest", FEW_SOURCES, ONE),
    (THREE_UREQ, "ureq", FEW_SOURCES, THREE),
    (THREE_UREQ_DEFAULT, "ureq", ALL_SOURCES, THREE),
    (THREE_REQWEST, "reqwest", FEW_SOURCES, THREE),
    (PAGES_UREQ, "ureq", FEW_SOURCES, &["dynamodb"]),
    (PAGES_REQWEST, "reqwest", FEW_SOURCES, &["dynamodb"]),
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

/// The manifest of an output with these services.
pub fn output(path: &str, client: &str, credentials: &str, services: &[&str]) -> String {
    let mut text = format!(
        "[[output]]\npath = \"{path}\"\nclient = \"{client}\"\ncredentials = {credentials}\n\n"
    );
    for (name, operations) in SERVICES.iter().filter(|(name, _)| services.contains(name)) {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "[[output.service]]\nname = \"{name}\"\nmodel = \"models/{name}\"\noperations = {operations:?}\n"
        );
    }
    text
}
