//! S3: programs that store and read an object, and the reply of a listing, beside the official SDK.

use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::Terminal;
use farrier_xtask::cli::Codegen;
use farrier_xtask::shared::{codegen, write};

use super::body::LISTING;
use super::candidates::{Candidate, Program, Tasks};
use super::report::Report;
use super::setup::Setup;
use super::table::Table;
use super::transfer;
use super::unit::Unit;
use crate::newest;

/// An object of S3, with `ureq`.
pub const S3_UREQ: &str = "s3-ureq";
/// An object of S3, with `reqwest`.
pub const S3_REQWEST: &str = "s3-reqwest";
/// An object of S3, with the official SDK.
pub const S3_SDK: &str = "s3-sdk";
/// farrier's crate with a listing.
pub const LIST: &str = "s3-list";
/// The official SDK for S3, without an HTTP client.
pub const LIST_SDK: &str = "s3-list-sdk";

/// The candidates.
pub const ALL: [Candidate; 5] = [
    Candidate {
        id: S3_UREQ,
        label: "an object of S3, ureq",
        is_ours: true,
        call: Some(Program {
            source: include_str!("programs/calls/s3/ureq.rs"),
            dependencies: "calls = { path = \"../../generated/s3-ureq/calls\" }\n",
        }),
        tasks: None,
        generated: Some("calls"),
    },
    Candidate {
        id: S3_REQWEST,
        label: "an object of S3, reqwest",
        is_ours: true,
        call: Some(Program {
            source: include_str!("programs/calls/s3/reqwest.rs"),
            dependencies: "calls = { path = \"../../generated/s3-reqwest/calls\" }
tokio = { version = \"1\", features = [\"fs\", \"io-util\", \"rt\"] }\n",
        }),
        tasks: None,
        generated: Some("calls"),
    },
    Candidate {
        id: S3_SDK,
        label: "an object of S3, SDK",
        is_ours: false,
        call: Some(Program {
            source: include_str!("programs/calls/s3/sdk.rs"),
            dependencies: "aws-config = \"1\"
aws-sdk-s3 = \"1\"
tokio = { version = \"1\", features = [\"fs\", \"io-util\", \"rt\"] }\n",
        }),
        tasks: None,
        generated: None,
    },
    Candidate {
        id: LIST,
        label: "farrier",
        is_ours: true,
        call: None,
        tasks: Some(tasks(Program {
            source: include_str!("programs/candidates/s3/farrier.rs"),
            dependencies: "http = \"1\"\ns3 = { path = \"../../generated/s3-list/s3\" }\n",
        })),
        generated: None,
    },
    Candidate {
        id: LIST_SDK,
        label: "aws-sdk-s3, no default features",
        is_ours: false,
        call: None,
        tasks: Some(tasks(Program {
            source: include_str!("programs/candidates/s3/sdk.rs"),
            dependencies: "aws-sdk-s3 = { version = \"1\", default-features = false, features = [\"rt-tokio\"] }
aws-smithy-runtime-api = { version = \"1\", features = [\"client\"] }
aws-smithy-types = \"1\"\n",
        })),
        generated: None,
    },
];

/// The tasks of a program with a listing.
const fn tasks(program: Program) -> Tasks {
    Tasks { program, reply: &LISTING }
}

/// The manifest of the outputs.
const MANIFEST: &str = r#"[[output]]
path = "generated/s3-ureq/calls"
client = "ureq"
credentials = ["environment", "profile"]

[[output.service]]
model = "models/s3"
operations = ["GetObject", "PutObject"]

[[output]]
path = "generated/s3-reqwest/calls"
client = "reqwest"
credentials = ["environment", "profile"]

[[output.service]]
model = "models/s3"
operations = ["GetObject", "PutObject"]

[[output]]
path = "generated/s3-list/s3"

[[output.service]]
model = "models/s3"
operations = ["ListObjectsV2"]
"#;

/// Generates the outputs from the models of a package.
///
/// # Errors
///
/// Fails if the package lacks the model, or if an output cannot be generated.
pub fn generate(package: &Path, setup: &Setup, terminal: &mut Terminal) -> Result<(), Diagnostics> {
    newest::import(package, |service| service == "s3", &setup.work.join("models"))?;
    let path = setup.work.join("s3.toml");
    write::if_changed(&path, MANIFEST)?;
    let args = Codegen { manifest: Some(path), accept_reordered: true, ..Codegen::default() };
    codegen(&args, terminal)?;
    Ok(())
}

/// The section of the page.
pub fn section(report: &Report<'_>) -> String {
    format!(
        "## S3\n\nThe programs store a file and read the object over HTTPS, with credentials from the environment or a profile; \
         that of the SDK uses `aws-config`. The object of the transfer has 1 GiB, the server is `s3s-fs`, and *memory* is the \
         peak above that before the transfer.\n\n{}\n\n{}\n\nThe reply is `ListObjectsV2` with 1,000 keys, in the order of S3 \
         or with the members of an object sorted by name. The time includes dropping the result.\n\n{}",
        report.by_program(report.s3),
        transfers(report),
        report.tasks(report.s3)
    )
}

/// A table with a line for each program.
fn transfers(report: &Report<'_>) -> String {
    let mut table = Table::new(["1 GiB up and down", "CPU", "by the clock", "memory"]);
    for program in report.s3.iter().filter(|candidate| candidate.call.is_some()) {
        let failed = report.figures.has_failed(transfer::JOB, program.id);
        let cell = |metric: &str, unit| {
            if failed { "failed".to_owned() } else { report.cell(metric, program.id, unit) }
        };
        table.row(vec![
            program.label.to_owned(),
            cell("transfer: cpu", Unit::Seconds),
            cell("transfer: wall", Unit::Seconds),
            cell("transfer: memory", Unit::Bytes),
        ]);
    }
    table.markdown()
}
