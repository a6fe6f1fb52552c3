//! S3: programs that store and read an object, and the reply of a listing, beside the official SDK.

use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::Terminal;
use farrier_xtask::cli::Codegen;
use farrier_xtask::shared::{codegen, write};

use super::body::LISTING;
use super::candidates::{Candidate, Program, Tasks};
use super::setup::Setup;
use crate::newest;

/// An object of S3, with `ureq`.
pub const S3_UREQ: &str = "s3-ureq";
/// An object of S3, with `reqwest`.
pub const S3_REQWEST: &str = "s3-reqwest";
/// An object of S3, with the official SDK.
pub const S3_SDK: &str = "s3-sdk";
/// An object of S3, with as little of the official SDK as possible.
const S3_LEAN_SDK: &str = "s3-sdk-lean";
/// farrier's crate with a listing.
pub const LIST: &str = "s3-list";
/// The official SDK for S3, without an HTTP client.
pub const LIST_SDK: &str = "s3-list-sdk";
/// Handwritten types for a listing.
pub const LIST_QUICK_XML: &str = "s3-list-quick-xml";

/// The candidates.
pub const ALL: [Candidate; 7] = [
    Candidate::ours(
        S3_UREQ,
        "an object of S3, ureq",
        Program {
            source: include_str!("programs/calls/s3/ureq.rs"),
            dependencies: "calls = { path = \"../../generated/s3-ureq/calls\" }\n",
        },
    ),
    Candidate::ours(
        S3_REQWEST,
        "an object of S3, reqwest",
        Program {
            source: include_str!("programs/calls/s3/reqwest.rs"),
            dependencies: "calls = { path = \"../../generated/s3-reqwest/calls\" }
tokio = { version = \"1\", features = [\"fs\", \"io-util\", \"rt\"] }\n",
        },
    ),
    Candidate::theirs(
        S3_SDK,
        "an object of S3, SDK",
        Program {
            source: include_str!("programs/calls/s3/sdk.rs"),
            dependencies: "aws-config = \"1\"
aws-sdk-s3 = \"1\"
tokio = { version = \"1\", features = [\"fs\", \"io-util\", \"rt\"] }\n",
        },
    ),
    Candidate::theirs(
        S3_LEAN_SDK,
        "an object of S3, SDK, few features",
        Program {
            source: include_str!("programs/calls/s3/sdk.rs"),
            dependencies: "aws-config = { version = \"1\", default-features = false, features = [\"default-https-client\", \"rt-tokio\"] }
aws-sdk-s3 = { version = \"1\", default-features = false, features = [\"default-https-client\", \"rt-tokio\"] }
tokio = { version = \"1\", features = [\"fs\", \"io-util\", \"rt\"] }\n",
        },
    ),
    Candidate::timed(
        LIST,
        "farrier",
        true,
        tasks(Program {
            source: include_str!("programs/candidates/s3/farrier.rs"),
            dependencies: "http = \"1\"\ns3 = { path = \"../../generated/s3-list/s3\" }\n",
        }),
    ),
    Candidate::timed(
        LIST_SDK,
        "aws-sdk-s3, no default features",
        false,
        tasks(Program {
            source: include_str!("programs/candidates/s3/sdk.rs"),
            dependencies: "aws-sdk-s3 = { version = \"1\", default-features = false, features = [\"rt-tokio\"] }
aws-smithy-runtime-api = { version = \"1\", features = [\"client\"] }
aws-smithy-types = \"1\"\n",
        }),
    ),
    Candidate::timed(
        LIST_QUICK_XML,
        "structs by hand, quick-xml",
        false,
        tasks(Program {
            source: include_str!("programs/candidates/s3/quick_xml.rs"),
            dependencies: "quick-xml = { version = \"0.42\", features = [\"serialize\"] }
serde = { version = \"1\", features = [\"derive\"] }\n",
        }),
    ),
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
