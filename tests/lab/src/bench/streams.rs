//! A stream of events, and the protocol rpc-v2-cbor, beside the official SDK.

use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::Terminal;
use farrier_xtask::cli::Codegen;
use farrier_xtask::shared::{codegen, write};

use super::body::{ALARMS, EVENTS};
use super::candidates::{Candidate, Program, Tasks};
use super::setup::Setup;
use crate::newest;

/// farrier's crate with `ConverseStream`.
pub const EVENTS_CRATE: &str = "converse";
/// The official SDK for Bedrock Runtime, without an HTTP client.
pub const EVENTS_SDK: &str = "converse-sdk";
/// farrier's crate with nine operations of `CloudWatch`.
pub const CBOR: &str = "cloudwatch";
/// The official SDK for `CloudWatch`, without an HTTP client.
pub const CBOR_SDK: &str = "cloudwatch-sdk";

/// Handwritten types for a reply of `CloudWatch`. Minicbor passes over it.
pub const CIBORIUM: &str = "cloudwatch-ciborium";

/// The candidates.
pub const ALL: [Candidate; 5] = [
    Candidate {
        id: EVENTS_CRATE,
        label: "ConverseStream of Bedrock Runtime",
        is_ours: true,
        call: Some(Program {
            source: include_str!("programs/calls/streams/converse.rs"),
            dependencies: "converse = { path = \"../../generated/streams/converse\" }\nhttp = \"1\"\n",
        }),
        tasks: Some(tasks(Program {
            source: include_str!("programs/candidates/streams/farrier.rs"),
            dependencies: "converse = { path = \"../../generated/streams/converse\" }\nhttp = \"1\"\n",
        })),
        generated: Some("converse"),
    },
    Candidate {
        id: EVENTS_SDK,
        label: "aws-sdk-bedrockruntime, no default features",
        is_ours: false,
        call: Some(Program {
            source: include_str!("programs/calls/streams/converse_sdk.rs"),
            dependencies: "aws-sdk-bedrockruntime = { version = \"1\", default-features = false }
tokio = { version = \"1\", features = [\"rt\"] }\n",
        }),
        tasks: Some(tasks(Program {
            source: include_str!("programs/candidates/streams/sdk.rs"),
            dependencies: "aws-sdk-bedrockruntime = { version = \"1\", default-features = false, features = [\"rt-tokio\"] }
aws-smithy-eventstream = \"0.60\"
aws-smithy-runtime-api = { version = \"1\", features = [\"client\"] }
aws-smithy-types = { version = \"1\", features = [\"http-body-1-x\"] }
bytes = \"1\"
crc32fast = \"1\"
futures-util = { version = \"0.3\", default-features = false }
http-body = \"1\"
http-body-util = \"0.1\"
tokio = { version = \"1\", features = [\"rt\", \"time\"] }\n",
        })),
        // The program of the SDK links the whole service.
        generated: None,
    },
    Candidate {
        id: CBOR,
        label: "nine operations of CloudWatch, CBOR",
        is_ours: true,
        call: Some(Program {
            source: include_str!("programs/calls/streams/cloudwatch.rs"),
            dependencies: "cloudwatch = { path = \"../../generated/streams/cloudwatch\" }\nhttp = \"1\"\n",
        }),
        tasks: Some(cbor(Program {
            source: include_str!("programs/candidates/cloudwatch/farrier.rs"),
            dependencies: "cloudwatch = { path = \"../../generated/streams/cloudwatch\" }\nhttp = \"1\"\n",
        })),
        generated: Some("cloudwatch"),
    },
    Candidate {
        id: CBOR_SDK,
        label: "aws-sdk-cloudwatch, no default features",
        is_ours: false,
        call: Some(Program {
            source: include_str!("programs/calls/streams/cloudwatch_sdk.rs"),
            dependencies: "aws-sdk-cloudwatch = { version = \"1\", default-features = false }
tokio = { version = \"1\", features = [\"rt\"] }\n",
        }),
        tasks: Some(cbor(Program {
            source: include_str!("programs/candidates/cloudwatch/sdk.rs"),
            dependencies: "aws-sdk-cloudwatch = { version = \"1\", default-features = false, features = [\"rt-tokio\"] }
aws-smithy-runtime-api = { version = \"1\", features = [\"client\"] }
aws-smithy-types = \"1\"\n",
        })),
        generated: None,
    },
    Candidate::timed(
        CIBORIUM,
        "structs by hand, ciborium",
        false,
        cbor(Program {
            source: include_str!("programs/candidates/cloudwatch/ciborium.rs"),
            dependencies: "ciborium = \"0.2\"
minicbor = \"2\"
serde = { version = \"1\", features = [\"derive\"] }\n",
        }),
    ),
];

/// The tasks of a program that reads events.
const fn tasks(program: Program) -> Tasks {
    Tasks { program, reply: &EVENTS }
}

/// The tasks of a program that reads alarms.
const fn cbor(program: Program) -> Tasks {
    Tasks { program, reply: &ALARMS }
}

/// The manifest of the crates.
const MANIFEST: &str = r#"[[output]]
path = "generated/streams/converse"

[[output.service]]
model = "models/bedrock-runtime"
operations = ["ConverseStream"]

[[output]]
path = "generated/streams/cloudwatch"

[[output.service]]
model = "models/cloudwatch"
protocol = "rpc-v2-cbor"
operations = ["DeleteAlarms", "DescribeAlarms", "DisableAlarmActions", "EnableAlarmActions", "GetMetricData", "GetMetricStatistics", "ListMetrics", "PutMetricAlarm", "PutMetricData"]
"#;

/// Generates the crates.
///
/// # Errors
///
/// Fails if the package lacks a model, or if a crate cannot be generated.
pub fn generate(package: &Path, setup: &Setup, terminal: &mut Terminal) -> Result<(), Diagnostics> {
    let is_used = |service: &str| ["bedrock-runtime", "cloudwatch"].contains(&service);
    newest::import(package, is_used, &setup.work.join("models"))?;
    let path = setup.work.join("streams.toml");
    write::if_changed(&path, MANIFEST)?;
    let args = Codegen { manifest: Some(path), accept_reordered: true, ..Codegen::default() };
    codegen(&args, terminal)?;
    Ok(())
}
