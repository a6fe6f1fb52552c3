//! `cargo lab bench`: compares farrier with its alternatives. A round runs all jobs, and a job all candidates, so
//! that other load on the machine affects all of them. Each timed task is a separate process.

mod body;
mod builds;
mod callgrind;
pub mod calls;
mod candidates;
mod cargo;
mod chart;
mod compiler;
mod compiler_tables;
mod cores;
mod figures;
mod generated;
mod history;
mod jobs;
mod kept;
mod local;
mod loopback;
mod measure;
mod origin;
mod publish;
mod query;
mod replies;
mod reply_times;
mod report;
mod s3;
mod samples;
mod sections;
mod server;
mod setup;
mod streams;
mod table;
mod targets;
mod transfer;
mod unit;

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::shared::{manifest, pluralize, slashes};
use farrier_xtask::{Outcome, Terminal};

use self::jobs::Prepared;
use self::kept::Kept;
use self::origin::Origin;
use self::report::Report;
use self::setup::Setup;
use crate::cli::{Bench, Job};

/// The folder of the page, the chart and the figures.
const SHOWN: &str = "tests/benches";

/// The same of a trial, whose figures mean nothing.
const TRIED: &str = "target/bench/quick";

/// Runs the command.
///
/// # Errors
///
/// Fails if farrier, cargo or pip fail. Failed candidates appear in the tables.
pub fn run(args: &Bench, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    if let Some(worker) = args.worker {
        return compiler::work(worker, args, terminal);
    }
    let root = manifest::root(&terminal.directory);
    let mut kept = Kept::read(&root.join(if args.quick { TRIED } else { SHOWN }))?;
    if args.quick || args.rounds > 0 {
        let setup = Setup::of(&terminal.directory, args.quick)?;
        measure_jobs(args, &setup, &mut kept, terminal)?;
    }
    let report = Report::new(kept, args.quick);
    let folder = match &args.out {
        Some(out) => out.clone(),
        None => PathBuf::from(if args.quick { TRIED } else { SHOWN }),
    };
    publish::page(&report, &root, &folder)?;
    if args.out.is_none() && !args.quick {
        publish::section(&report, &root, &folder)?;
    }
    summary(&report, &folder, terminal)
}

/// Runs the rounds of the chosen jobs, without those whose figures are kept.
fn measure_jobs(
    args: &Bench,
    setup: &Setup,
    kept: &mut Kept,
    terminal: &mut Terminal,
) -> Result<(), Diagnostics> {
    let inputs: &[&str] = if args.quick { &["inputs", "--quick"] } else { &["inputs"] };
    setup.worker(&setup.root, inputs)?;
    let origin = Origin::this(&jobs::package_name(args), setup);
    let rounds = if args.quick { 1 } else { args.rounds };
    let chosen: &[Job] = if args.only.is_empty() { Job::value_variants() } else { &args.only };
    let is_possible = |job: &Job| !args.quick || jobs::is_offline(*job);
    let chosen: Vec<Job> = chosen.iter().copied().filter(is_possible).collect();
    let mut running = Vec::new();
    for (job, mut record) in kept.resume(&chosen, rounds, &origin) {
        let prepared = Prepared::new(job, args, setup, &mut record.figures, terminal)?;
        running.push((prepared, record));
    }
    for number in 0..rounds {
        for (prepared, record) in running.iter_mut().filter(|(_, record)| record.rounds == number) {
            let job = prepared.job;
            terminal.print_progress(&format!("round {} of {rounds}: {job}", number + 1));
            prepared.round(number, setup, &mut record.figures)?;
            record.rounds += 1;
            record.origin.update(&prepared.candidates, setup);
            kept.keep(job, record)?;
        }
    }
    Ok(())
}

/// Prints the result, and where the page is.
fn summary(
    report: &Report,
    folder: &Path,
    terminal: &mut Terminal,
) -> Result<Outcome, Diagnostics> {
    let targets = targets::of(&report.figures);
    let met = targets.iter().filter(|target| target.is_met() == Some(true)).count();
    let measured = targets.iter().filter(|target| target.is_met().is_some()).count();
    let failed = report.figures.failures().count();
    let result =
        if report.quick { "tried".to_owned() } else { format!("{met} of {measured} targets met") };
    terminal.print_line(&format!(
        "{result}, {}: {}",
        pluralize(failed, "failure"),
        slashes(&folder.join("README.md"))
    ))?;
    Ok(if failed == 0 { Outcome::Fine } else { Outcome::Finding })
}
