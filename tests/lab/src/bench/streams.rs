//! A stream of events, and the protocol rpc-v2-cbor, beside the official SDK.

use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::Terminal;
use farrier_xtask::cli::Codegen;
use farrier_xtask::shared::{codegen, fetch, write};

use super::body::EVENTS;
use super::candidates::{Candidate, Program, Tasks};
use super::figures::Figures;
use super::report::Report;
use super::setup::Setup;
use super::table::Table;
use super::unit::Unit;
use crate::newest;

/// farrier's crate with `ConverseStream`.
pub const EVENTS_CRATE: &str = "converse";
/// The official SDK for Bedrock Runtime, without an HTTP client.
pub const EVENTS_SDK: &str = "converse-sdk";
/// farrier's crate with nine operations of `CloudWatch`.
pub const CBOR: &str = "cloudwatch";
/// The official SDK for `CloudWatch`, without an HTTP client.
pub const CBOR_SDK: &str = "cloudwatch-sdk";

/// The candidates.
pub const ALL: [Candidate; 4] = [
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
        tasks: None,
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
        tasks: None,
        generated: None,
    },
];

/// The tasks of a program that reads events.
const fn tasks(program: Program) -> Tasks {
    Tasks { program, reply: &EVENTS }
}

/// The package with both services.
const PACKAGE: &str = "botocore==1.44.8";

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
/// Fails if the package cannot be fetched, or if a crate cannot be generated.
pub fn generate(setup: &Setup, terminal: &mut Terminal) -> Result<(), Diagnostics> {
    let package = fetch::wheel(PACKAGE, None, &setup.root, terminal)?;
    import(&package, &setup.work.join("models"))?;
    let path = setup.work.join("streams.toml");
    write::if_changed(&path, MANIFEST)?;
    let args = Codegen { manifest: Some(path), accept_reordered: true, ..Codegen::default() };
    codegen(&args, terminal)?;
    Ok(())
}

fn import(package: &Path, models: &Path) -> Result<(), Diagnostics> {
    let is_used = |service: &str| ["bedrock-runtime", "cloudwatch"].contains(&service);
    newest::import(package, is_used, models)
}

/// The tasks: 100,000 events, and the checksums in them.
const EVENT_TASKS: [(&str, &str); 2] =
    [("reply", "100,000 events"), ("reply, checksums alone", "their checksums alone")];

/// The seconds that the events take without their checksums.
pub fn apart(figures: &Figures, of: &str) -> Option<f64> {
    let [all, checksums] =
        EVENT_TASKS.map(|(task, _)| figures.median(&format!("seconds: {task}"), of));
    Some(all? - checksums?)
}

/// The section of the page.
pub fn section(report: &Report<'_>) -> String {
    let mut table = Table::new(["", "farrier", "aws-sdk-bedrockruntime"]);
    for (task, shown) in EVENT_TASKS {
        let cells = [EVENTS_CRATE, EVENTS_SDK]
            .map(|of| report.cell(&format!("seconds: {task}"), of, Unit::Seconds));
        table.row([shown.to_owned()].into_iter().chain(cells).collect());
    }
    let apart = [EVENTS_CRATE, EVENTS_SDK].map(|of| {
        apart(&report.figures, of).map_or_else(String::new, |seconds| Unit::Seconds.text(seconds))
    });
    table.row(["the rest".to_owned()].into_iter().chain(apart).collect());
    format!(
        "## Events and CBOR\n\nfarrier's crates have no I/O; the SDK has no HTTP client.\n\n{}\n\nThe stream is that of \
         `ConverseStream`: 100,000 deltas of text with a payload of 1 kB each, in pieces of 16 KiB. The SDK's receiver \
         reads it through its client, with a connector that answers at once.\n\n{}",
        report.by_program(report.streams),
        table.markdown()
    )
}
