//! `cargo lab bench`: compares farrier with its alternatives. A round runs all jobs, and a job all candidates, so
//! that other load on the machine affects all of them. Each timed task is a separate process.

mod body;
mod builds;
pub mod calls;
mod candidates;
mod cargo;
mod chart;
mod compiler;
mod figures;
mod generated;
mod history;
mod machine;
mod measure;
mod publish;
mod query;
mod replies;
mod report;
mod s3;
mod samples;
mod setup;
mod streams;
mod table;
mod targets;
mod transfer;
mod unit;

use std::path::PathBuf;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::shared::{fetch, pluralize, slashes};
use farrier_xtask::{Outcome, Terminal};

use self::candidates::Candidate;
use self::compiler::Suite;
use self::figures::Figures;
use self::history::Packages;
use self::machine::Machine;
use self::report::Report;
use self::setup::Setup;
use crate::cli::{Bench, Job};

/// The folder of the page and the chart.
const SHOWN: &str = "tests/benches";

/// The folder of a trial's page and chart, whose figures mean nothing.
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
    let setup = Setup::of(&terminal.directory, args.quick)?;
    let mut bench = Prepared::new(args, &setup, terminal)?;
    bench.run(&setup, terminal)?;
    let report = Report {
        machine: Machine::this(&bench.candidates, &setup),
        calls: &bench.calls,
        query: &bench.query,
        s3: &bench.s3,
        streams: &bench.streams,
        rounds: bench.rounds,
        quick: args.quick,
        candidates: &bench.candidates,
        ladder: bench.ladder(),
        figures: std::mem::take(&mut bench.figures),
    };
    let folder = match &args.out {
        Some(out) => out.clone(),
        None => PathBuf::from(if args.quick { TRIED } else { SHOWN }),
    };
    publish::page(&report, &setup.root, &folder)?;
    if args.out.is_none() && !args.quick {
        publish::section(&report, &setup.root, &folder)?;
    }
    let targets = targets::of(&report.figures, &report.ladder);
    let met = targets.iter().filter(|target| target.is_met() == Some(true)).count();
    let measured = targets.iter().filter(|target| target.is_met().is_some()).count();
    let failed = report.figures.failures().count();
    let result =
        if args.quick { "tried".to_owned() } else { format!("{met} of {measured} targets met") };
    terminal.print_line(&format!(
        "{result}, {}: {}",
        pluralize(failed, "failure"),
        slashes(&folder.join("README.md"))
    ))?;
    Ok(if failed == 0 { Outcome::Fine } else { Outcome::Finding })
}

/// The files and builds that precede the first round.
struct Prepared {
    rounds: usize,
    jobs: Vec<Job>,
    /// The programs of the job [`Job::Calls`].
    calls: Vec<&'static Candidate>,
    /// The candidates of the job [`Job::Query`].
    query: Vec<&'static Candidate>,
    /// The candidates of the job [`Job::S3`].
    s3: Vec<&'static Candidate>,
    /// The candidates of the job [`Job::Streams`].
    streams: Vec<&'static Candidate>,
    candidates: Vec<&'static Candidate>,
    quick: bool,
    suite: Option<Suite>,
    /// The packages of the job [`Job::History`].
    history: Option<Packages>,
    figures: Figures,
}

impl Prepared {
    fn new(args: &Bench, setup: &Setup, terminal: &mut Terminal) -> Result<Self, Diagnostics> {
        let all = [
            Job::Calls,
            Job::Query,
            Job::S3,
            Job::Streams,
            Job::Build,
            Job::Replies,
            Job::Compiler,
            Job::Check,
            Job::History,
        ];
        let jobs = if args.only.is_empty() { all.to_vec() } else { args.only.clone() };
        let wanted = |candidate: &&Candidate| !args.quick || candidate.is_ours;
        let candidates: Vec<&Candidate> = candidates::ALL.iter().filter(wanted).collect();
        let mut figures = Figures::default();
        let inputs: &[&str] = if args.quick { &["inputs", "--quick"] } else { &["inputs"] };
        setup.worker(&setup.root, inputs)?;
        // The programs need crates and models from the network.
        let calls: Vec<&Candidate> =
            calls::ALL.iter().filter(|_| jobs.contains(&Job::Calls) && !args.quick).collect();
        if !calls.is_empty() {
            calls::generate(&models(args, setup, terminal)?, setup, terminal)?;
            terminal.print_progress("fetching crates");
            builds::prepare(&calls, setup, &mut figures)?;
        }
        let query: Vec<&Candidate> =
            query::ALL.iter().filter(|_| jobs.contains(&Job::Query) && !args.quick).collect();
        if !query.is_empty() {
            query::generate(&models(args, setup, terminal)?, setup, terminal)?;
            terminal.print_progress("building the programs");
            builds::prepare(&query, setup, &mut figures)?;
            replies::prepare(&query, false, setup, &mut figures)?;
        }
        let s3: Vec<&Candidate> =
            s3::ALL.iter().filter(|_| jobs.contains(&Job::S3) && !args.quick).collect();
        if !s3.is_empty() {
            s3::generate(&models(args, setup, terminal)?, setup, terminal)?;
            terminal.print_progress("building the programs");
            builds::prepare(&s3, setup, &mut figures)?;
            replies::prepare(&s3, false, setup, &mut figures)?;
        }
        let streams: Vec<&Candidate> =
            streams::ALL.iter().filter(|_| jobs.contains(&Job::Streams) && !args.quick).collect();
        if !streams.is_empty() {
            streams::generate(setup, terminal)?;
            terminal.print_progress("building the programs");
            builds::prepare(&streams, setup, &mut figures)?;
            replies::prepare(&streams, false, setup, &mut figures)?;
        }
        if jobs.contains(&Job::Build) {
            terminal.print_progress("fetching crates");
            builds::prepare(&candidates, setup, &mut figures)?;
        }
        if jobs.contains(&Job::Replies) {
            terminal.print_progress("building the programs");
            replies::prepare(&candidates, args.quick, setup, &mut figures)?;
        }
        let suite = if jobs.contains(&Job::Compiler) || jobs.contains(&Job::Check) {
            terminal.print_progress("unpacking the models");
            Some(compiler::prepare(&models(args, setup, terminal)?, setup)?)
        } else {
            None
        };
        // The packages are from the network.
        let history = if jobs.contains(&Job::History) && !args.quick {
            Some(history::prepare(setup, terminal)?)
        } else {
            None
        };
        let rounds = if args.quick { 1 } else { args.rounds };
        let quick = args.quick;
        Ok(Self {
            rounds,
            jobs,
            calls,
            query,
            s3,
            streams,
            candidates,
            quick,
            suite,
            history,
            figures,
        })
    }

    /// Runs all rounds. Failed preparations are recorded already.
    fn run(&mut self, setup: &Setup, terminal: &mut Terminal) -> Result<(), Diagnostics> {
        for number in 0..self.rounds {
            for job in self.jobs.clone() {
                terminal.print_progress(&format!("round {} of {}: {job}", number + 1, self.rounds));
                self.job(job, number, setup)?;
            }
        }
        Ok(())
    }

    fn job(&mut self, job: Job, number: usize, setup: &Setup) -> Result<(), Diagnostics> {
        let Self { calls, query, s3, streams, candidates, quick, suite, history, figures, .. } =
            self;
        match (job, suite) {
            (Job::Calls, _) => {
                builds::round(calls, builds::profiles(*quick), number, setup, figures)
            }
            (Job::Query, _) => {
                // A release build of aws-sdk-ec2 takes a quarter of an hour.
                builds::round(query, builds::profiles(true), number, setup, figures)?;
                replies::round(query, number, false, setup, figures)
            }
            (Job::S3, _) if s3.is_empty() => Ok(()),
            (Job::S3, _) => {
                builds::round(s3, builds::profiles(true), number, setup, figures)?;
                replies::round(s3, number, false, setup, figures)?;
                transfer::round(s3, setup, figures)
            }
            (Job::Streams, _) => {
                builds::round(streams, builds::profiles(true), number, setup, figures)?;
                replies::round(streams, number, false, setup, figures)
            }
            (Job::Build, _) => {
                builds::round(candidates, builds::profiles(*quick), number, setup, figures)
            }
            (Job::Replies, _) => replies::round(candidates, number, *quick, setup, figures),
            (Job::Compiler, Some(suite)) => compiler::round(suite, setup, figures),
            (Job::Check, Some(suite)) => compiler::commands(suite, setup, figures),
            (Job::History, _) => match history {
                Some(packages) => history::round(packages, setup, figures),
                None => Ok(()),
            },
            // Both jobs need the unpacked models, so the preparation ran for either.
            (Job::Compiler | Job::Check, None) => Ok(()),
        }
    }

    /// The models that show how the time grows with the size.
    fn ladder(&self) -> Vec<String> {
        let orders = self.suite.as_ref().map_or(&[][..], |suite| &suite.orders);
        compiler::ladder(orders).into_iter().map(|order| order.name.clone()).collect()
    }
}

/// The package of models: the given path, the downloaded package, or in a trial the models of this repository.
fn models(args: &Bench, setup: &Setup, terminal: &mut Terminal) -> Result<PathBuf, Diagnostics> {
    match &args.models {
        _ if args.quick => Ok(setup.root.join("models")),
        Some(path) => Ok(terminal.directory.join(path)),
        None => fetch::wheel(&args.package, None, &setup.root, terminal),
    }
}
