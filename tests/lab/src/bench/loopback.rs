//! Whole calls of a server on this machine, over plain HTTP: CPU and memory of the client alone, whose process is not
//! that of the server.

use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::Terminal;
use farrier_xtask::cli::Codegen;
use farrier_xtask::shared::{codegen, slashes, write};

use super::body::FEW_RECOVERY_POINTS;
use super::builds::{self, DEBUG, RELEASE};
use super::candidates::{Candidate, Program};
use super::figures::Figures;
use super::setup::Setup;
use super::{calls, local};
use crate::local_server::LocalServer;
use crate::newest;

/// The name of the job in failures.
pub const JOB: &str = "loopback";

/// Calls with `ureq`, on threads.
pub const UREQ: &str = "loopback-ureq";
/// Calls with `reqwest`, as tasks on one thread.
pub const REQWEST: &str = "loopback-reqwest";
/// Calls with the official SDK, as tasks on one thread.
pub const SDK: &str = "loopback-sdk";

/// The candidates.
pub const ALL: [Candidate; 3] = [
    Candidate::ours(
        UREQ,
        "farrier, ureq",
        Program {
            source: include_str!("programs/calls/loopback/ureq.rs"),
            dependencies: "calls = { path = \"../../generated/loopback-ureq/calls\" }\n",
        },
    ),
    Candidate::ours(
        REQWEST,
        "farrier, reqwest",
        Program {
            source: include_str!("programs/calls/loopback/reqwest.rs"),
            dependencies: "calls = { path = \"../../generated/loopback-reqwest/calls\" }
tokio = { version = \"1\", features = [\"rt\"] }\n",
        },
    ),
    Candidate::theirs(
        SDK,
        "aws-sdk-backup",
        Program {
            source: include_str!("programs/calls/loopback/sdk.rs"),
            dependencies: "aws-config = \"1\"
aws-sdk-backup = \"1\"
tokio = { version = \"1\", features = [\"rt\"] }\n",
        },
    ),
];

/// The numbers of calls in flight.
pub const IN_FLIGHT: [usize; 3] = [1, 16, 256];

/// The number of measured calls, and that of a trial.
const CALLS: [usize; 2] = [20_000, 500];

/// Generates the outputs.
///
/// # Errors
///
/// Fails if the package has no Backup, or if an output cannot be generated.
pub fn generate(package: &Path, setup: &Setup, terminal: &mut Terminal) -> Result<(), Diagnostics> {
    newest::import(package, |service| service == "backup", &setup.work.join("models"))?;
    let manifest: String = [(UREQ, "ureq"), (REQWEST, "reqwest")]
        .map(|(id, client)| {
            calls::output(
                &format!("generated/{id}/calls"),
                client,
                r#"["environment"]"#,
                &["backup"],
            )
        })
        .concat();
    let path = setup.work.join("loopback.toml");
    write::if_changed(&path, &manifest)?;
    let args = Codegen { manifest: Some(path), accept_reordered: true, ..Codegen::default() };
    codegen(&args, terminal)?;
    Ok(())
}

/// The name of a metric with this number of calls in flight.
pub fn metric(name: &str, in_flight: usize) -> String {
    format!("loopback {in_flight}: {name}")
}

/// Runs the program of each candidate.
///
/// # Errors
///
/// Fails if the server or cargo cannot be run. A program that fails is recorded.
pub fn round(
    candidates: &[&Candidate],
    quick: bool,
    setup: &Setup,
    figures: &mut Figures,
) -> Result<(), Diagnostics> {
    let [body, _] = FEW_RECOVERY_POINTS.files;
    let body = slashes(&setup.work.join("replies").join(body));
    let server =
        LocalServer::start(&mut setup.worker_command(&["serve", "--", &body]), "the server")?;
    let (calls, profile) = if quick { (CALLS[1], DEBUG) } else { (CALLS[0], RELEASE) };
    for candidate in candidates {
        let Some(program) = builds::program(candidate, &profile, JOB, setup, figures)? else {
            continue;
        };
        for in_flight in IN_FLIGHT {
            // The difference of two runs is the cost of the calls, without that of the start and of connections.
            let run = |calls: usize| {
                let arguments = [calls.to_string(), in_flight.to_string()];
                local::run(&program, &arguments, &local::variables(&server.url), setup)
            };
            match (run(in_flight)?, run(in_flight + calls)?) {
                (Ok((few, _)), Ok((all, memory))) => {
                    #[expect(clippy::cast_precision_loss, reason = "the number is small")]
                    let each = |seconds: f64| seconds / calls as f64;
                    let mut add = |name, value| {
                        figures.add(&metric(name, in_flight), candidate.id, value);
                    };
                    add("cpu", each(all.cpu - few.cpu));
                    add("wall", each(all.wall - few.wall));
                    add("memory", memory.peak().unwrap_or(all.peak));
                }
                (Err(why), _) | (_, Err(why)) => figures.fail(JOB, candidate.id, &why),
            }
        }
    }
    Ok(())
}
