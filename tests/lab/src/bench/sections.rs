//! Sections of the page with tables of their own.

use super::candidates::Candidate;
use super::figures::Figures;
use super::loopback::{self, IN_FLIGHT, metric};
use super::report::Report;
use super::streams::{self, EVENTS_CRATE, EVENTS_SDK};
use super::table::Table;
use super::unit::Unit;
use super::{s3, transfer};

/// S3: whole programs, transfers and a listing.
pub fn s3(report: &Report) -> String {
    format!(
        "Each program stores a file and reads the object over HTTPS, with credentials from the environment or a profile. \
         SDK programs use `aws-config`. A transfer moves an object of 1 GiB to and from the server `s3s-fs`. *Memory* is the \
         growth of the peak during the transfer.\n\n{}\n\n{}\n\nThe reply is `ListObjectsV2` with 1,000 keys, in the order of S3 \
         or with the members of an object sorted by name. The time includes dropping the result.\n\n{}",
        report.by_program(&s3::ALL),
        transfers(report),
        report.tasks(&s3::ALL)
    )
}

/// A table with a line for each program.
fn transfers(report: &Report) -> String {
    let mut table =
        Table::new(["1 GiB up and down", "CPU", "by the clock", "throughput", "memory"]);
    for program in s3::ALL.iter().filter(|candidate| candidate.call.is_some()) {
        let failed = report.figures.has_failed(transfer::JOB, program.id);
        let cell = |metric: &str, unit| {
            if failed { "failed".to_owned() } else { report.cell(metric, program.id, unit) }
        };
        table.row(vec![
            program.label.to_owned(),
            cell("transfer: cpu", Unit::Seconds),
            cell("transfer: wall", Unit::Seconds),
            cell("transfer: rate", Unit::Rate),
            cell("transfer: memory", Unit::Bytes),
        ]);
    }
    table.markdown()
}

/// The tasks: 100,000 events, and the checksums in them.
const EVENT_TASKS: [(&str, &str); 2] =
    [("reply", "100,000 events"), ("reply, checksums alone", "their checksums alone")];

/// The seconds that the events take without their checksums.
fn apart(figures: &Figures, of: &str) -> Option<f64> {
    let [all, checksums] =
        EVENT_TASKS.map(|(task, _)| figures.median(&format!("seconds: {task}"), of));
    Some(all? - checksums?)
}

/// Events and CBOR.
pub fn streams(report: &Report) -> String {
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
        "farrier's crates have no I/O; the SDK has no HTTP client.\n\n{}\n\nThe stream is that of \
         `ConverseStream`: 100,000 deltas of text with a payload of 1 kB each, in pieces of 16 KiB. The SDK's receiver \
         reads it through its client, with a connector that answers at once.\n\n{}\n\nThe reply in CBOR is \
         `DescribeAlarms` with 1,000 alarms. The handwritten types are read with ciborium; minicbor passes over the \
         reply.\n\n{}",
        report.by_program(&streams::ALL),
        table.markdown(),
        report.tasks(&streams::ALL[2..])
    )
}

/// Calls on loopback.
pub fn loopback(report: &Report) -> String {
    let mut table = Table::new(["in flight", "", "CPU of a call", "by the clock", "peak memory"]);
    for in_flight in IN_FLIGHT {
        for Candidate { id, label, .. } in &loopback::ALL {
            let failed = report.figures.has_failed(loopback::JOB, id);
            let cell = |name: &str, unit| {
                if failed {
                    "failed".to_owned()
                } else {
                    report.cell(&metric(name, in_flight), id, unit)
                }
            };
            table.row(vec![
                in_flight.to_string(),
                (*label).to_owned(),
                cell("cpu", Unit::Seconds),
                cell("wall", Unit::Seconds),
                cell("memory", Unit::Bytes),
            ]);
        }
    }
    format!(
        "The programs call `ListRecoveryPointsByBackupVault`, with a reply of ten items, over plain HTTP and connections that \
         stay open. With ureq, each call in flight has a thread; the others have one thread. CPU is the user and system \
         time of the client, whose start is not counted.\n\n{}",
        table.markdown()
    )
}
