//! Times the reading of response bodies and the writing of requests. All candidates of a reply get the same inputs.

use std::path::{Path, PathBuf};
use std::process::Command;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::shared::write;
use serde::Deserialize;

use super::candidates::{self, Candidate, Tasks};
use super::figures::Figures;
use super::setup::Setup;
use super::{body, callgrind, cargo, measure};

/// The name of the job in failures.
pub const JOB: &str = "replies";

/// The arguments of cargo, and those of a trial.
const BUILD: [&[&str]; 2] = [&["build", "--offline", "--release"], &["build", "--offline"]];

/// The modules that all programs share.
const SHARED: [(&str, &str); 5] = [
    ("bin/time.rs", include_str!("programs/time.rs")),
    ("bin/count.rs", include_str!("programs/count.rs")),
    ("bin/repeat.rs", include_str!("programs/repeat.rs")),
    ("driver.rs", include_str!("programs/driver.rs")),
    ("plan.rs", include_str!("programs/plan.rs")),
];

/// The largest number of items in a trial.
const FEW_ITEMS: usize = 10;

/// The milliseconds for each task, and those of a trial.
const MILLIS: [&str; 2] = ["1000", "5"];

/// A line of a program's output.
#[derive(Deserialize)]
struct Line {
    task: String,
    answer: f64,
    seconds: Option<f64>,
    allocations: Option<f64>,
    peak: Option<f64>,
}

/// The candidates with tasks.
fn with_tasks<'c>(candidates: &'c [&'c Candidate]) -> impl Iterator<Item = (&'c Candidate, Tasks)> {
    candidates.iter().filter_map(|candidate| Some((*candidate, candidate.tasks?)))
}

fn folder(candidate: &Candidate, setup: &Setup) -> PathBuf {
    setup.work.join("replies").join(candidate.id)
}

/// Writes the response bodies.
///
/// # Errors
///
/// Fails if they cannot be written.
pub fn write(quick: bool, work: &Path) -> Result<(), Diagnostics> {
    for reply in body::ALL {
        let items = if quick { reply.items.min(FEW_ITEMS) } else { reply.items };
        for (name, by_name) in reply.files.into_iter().zip([false, true]) {
            write::file(&work.join("replies").join(name), &(reply.write)(items, by_name))?;
        }
    }
    Ok(())
}

/// Writes and builds the programs. A trial builds without optimizations, because those take most of the time.
///
/// # Errors
///
/// Fails if a file cannot be written, or if cargo is missing. A program that does not build is recorded as a failure.
pub fn prepare(
    candidates: &[&Candidate],
    quick: bool,
    setup: &Setup,
    figures: &mut Figures,
) -> Result<(), Diagnostics> {
    for (candidate, Tasks { program, .. }) in with_tasks(candidates) {
        let folder = folder(candidate, setup);
        write::if_changed(&folder.join("Cargo.toml"), &candidates::manifest("tasks", &program))?;
        let own = [("candidate.rs", program.source)];
        for (path, text) in SHARED.into_iter().chain(own) {
            write::if_changed(&folder.join("src").join(path), text)?;
        }
        if let Err(errors) = cargo::fetch(&folder, candidate.is_ours, setup) {
            let why = errors.iter().next().map_or("", |error| error.message());
            figures.fail(JOB, candidate.id, why);
            continue;
        }
        let built = cargo::run(&folder, &folder.join("target"), BUILD[usize::from(quick)])?;
        if !built.success {
            figures.fail(JOB, candidate.id, &cargo::reason(&built.err));
        }
    }
    Ok(())
}

/// Runs the timing program of each candidate. In the first round, counts allocations and instructions, which are the same in
/// every round.
///
/// # Errors
///
/// Fails if a program cannot be started.
pub fn round(
    candidates: &[&Candidate],
    number: usize,
    quick: bool,
    setup: &Setup,
    figures: &mut Figures,
) -> Result<(), Diagnostics> {
    let programs: &[&str] = if number == 0 { &["time", "count"] } else { &["time"] };
    for program in programs {
        for (candidate, tasks) in with_tasks(candidates) {
            if !figures.has_failed(JOB, candidate.id) {
                run(candidate, tasks.reply, program, quick, setup, figures)?;
            }
        }
    }
    if number == 0 && callgrind::is_installed() {
        for (candidate, tasks) in with_tasks(candidates) {
            count(candidate, tasks.reply, quick, setup, figures)?;
        }
    }
    Ok(())
}

/// The tasks whose instructions are counted.
const COUNTED: [&str; 4] = ["reply", "reply, passed over", "output, cloned", "request"];

/// Counts the instructions of the timed tasks.
fn count(
    candidate: &Candidate,
    reply: &body::Reply,
    quick: bool,
    setup: &Setup,
    figures: &mut Figures,
) -> Result<(), Diagnostics> {
    let program = program(candidate, "repeat", quick, setup);
    for task in COUNTED {
        if figures.samples(&format!("seconds: {task}"), candidate.id).is_some() {
            let arguments = [reply.files[0], reply.files[1], task];
            let folder = setup.work.join("replies");
            if let Some(count) = callgrind::instructions(&program, &folder, &arguments)? {
                figures.add(&format!("instructions: {task}"), candidate.id, count);
            }
        }
    }
    Ok(())
}

/// The path of a program.
fn program(candidate: &Candidate, name: &str, quick: bool, setup: &Setup) -> PathBuf {
    let target = folder(candidate, setup).join("target");
    let built = target.join(if quick { "debug" } else { "release" });
    built.join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

fn run(
    candidate: &Candidate,
    reply: &body::Reply,
    program: &str,
    quick: bool,
    setup: &Setup,
    figures: &mut Figures,
) -> Result<(), Diagnostics> {
    let mut command = Command::new(self::program(candidate, program, quick, setup));
    command.current_dir(setup.work.join("replies"));
    command.args(reply.files).arg(MILLIS[usize::from(quick)]);
    let finished = measure::run(&mut command)?;
    if !finished.success {
        figures.fail(JOB, candidate.id, &cargo::reason(&finished.err));
        return Ok(());
    }
    let lines = finished.out.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
    for Line { task, answer, seconds, allocations, peak } in lines {
        let values = [
            ("seconds", seconds),
            ("allocations", allocations),
            ("peak", peak),
            ("answer", Some(answer)),
        ];
        for (metric, value) in values {
            if let Some(value) = value {
                figures.add(&format!("{metric}: {task}"), candidate.id, value);
            }
        }
    }
    Ok(())
}
