//! `cargo lab s3`: runs recorded calls of botocore's S3 client through generated code, and compares requests and results.

mod body;
mod job;
mod line;
mod reply;
mod request;
pub mod settings;
mod skips;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Location, Source};
use farrier_codegen::frontend::ModelFiles;
use farrier_codegen::ir::Model;
use farrier_codegen::{Input, OutputOptions};
use farrier_xtask::shared::package::Package;
use farrier_xtask::shared::{fetch, input, manifest, slashes};
use farrier_xtask::{Outcome, Terminal};

use crate::cli::S3;
use crate::conformance::case::Trial;
pub use crate::conformance::corpus::NOTATION;
use crate::conformance::harness::{Generated, generated};
use crate::conformance::trial::Mismatch;
use crate::conformance::{corpus, failure, program};
use job::{CallAnswer, CallJob};
use line::CallLine;

const PACKAGE: &str = "botocore==1.44.8";

/// The folder of the generated crate and the driver.
const FOLDER: &str = "target/s3-calls";

/// The name of the generated crate.
const CRATE: &str = "service";

const DRIVER: &str = include_str!("driver.rs");

/// The result of a line.
enum Verdict {
    Passed,
    Failed(Mismatch),
    /// farrier refuses the call by name.
    Skipped(String),
}

/// Runs the command. A failed call is a finding.
///
/// # Errors
///
/// Fails if a file cannot be read, or if the generated code does not compile.
pub fn run(args: &S3, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let root = manifest::root(&terminal.directory);
    let source = corpus::read(&terminal.directory.join(&args.calls), slashes(&args.calls))?;
    let lines = lines(&source)?;
    let model = model(args, &root, terminal)?;
    let operations: BTreeSet<&String> = lines.iter().map(|line| &line.operation).collect();
    let trial = Trial {
        suite: source.path.clone(),
        label: source.path.clone(),
        input: Input { model, changes: Vec::new() },
        operations: operations.into_iter().cloned().collect(),
        cases: Vec::new(),
    };
    let folder = root.join(FOLDER);
    let options = OutputOptions { signing: true, ..OutputOptions::default() };
    let generated = generated(CRATE, &trial, options)?;
    let Some(model) = &generated.model else {
        return Err(Diagnostic::error("no operation of the calls can be generated").into());
    };
    let jobs: Vec<Result<Vec<CallJob>, String>> =
        lines.iter().map(|line| jobs(&generated, model, line)).collect();
    let text = jobs.iter().flatten().flatten().map(ToString::to_string);
    let text = text.collect::<Vec<_>>().join("\n");
    program::build(std::slice::from_ref(&generated), DRIVER, &folder, terminal)?;
    let mut answers = program::answers::<CallAnswer>(&text, &folder)?.into_iter();
    let verdicts = lines.iter().zip(jobs).map(|(line, jobs)| match jobs {
        Err(reason) => Verdict::Skipped(reason),
        Ok(jobs) => jobs
            .iter()
            .map(|_| answers.next().unwrap_or(CallAnswer::Panicked))
            .map(|answer| verdict(model, line, &answer))
            .reduce(Verdict::worst)
            .unwrap_or(Verdict::Passed),
    });
    report(&lines, verdicts.collect(), terminal)
}

/// The lines of a file.
fn lines(source: &Arc<Source>) -> Result<Vec<CallLine>, Diagnostics> {
    let (mut lines, mut errors, mut start) = (Vec::new(), Diagnostics::default(), 0);
    for line in source.text.split_inclusive('\n') {
        let range = start..start + line.trim_end().len();
        start += line.len();
        if line.trim().is_empty() {
            continue;
        }
        let read = serde_json::from_str(line).map_err(|error| {
            Diagnostic::error(format!("the line is not a recorded call: {error}"))
                .at(Location::span(source, range))
        });
        lines.extend(errors.collect(read));
    }
    errors.finish(lines)
}

/// The model on the command line, or that of botocore.
fn model(args: &S3, root: &Path, terminal: &mut Terminal) -> Result<ModelFiles, Diagnostics> {
    if let Some(path) = &args.model {
        return input::model(&terminal.directory.join(path), &slashes(path));
    }
    let wheel = fetch::wheel(PACKAGE, args.python.as_deref(), root, terminal)?;
    let package = Package::open(&wheel, slashes(&wheel))?;
    package.files(package.pick(Some("s3"), None)?)
}

/// The jobs of a line, or the reason for which it is skipped.
fn jobs(generated: &Generated, model: &Model, line: &CallLine) -> Result<Vec<CallJob>, String> {
    if !model.operations.contains_key(&line.operation) {
        let errors = generated.missing.get(&line.operation).into_iter().flat_map(Diagnostics::iter);
        let reasons: BTreeSet<&str> = errors.map(Diagnostic::message).collect();
        return Err(reasons.into_iter().collect::<Vec<_>>().join("; "));
    }
    CallJob::of(model, line)
}

fn verdict(model: &Model, line: &CallLine, answer: &CallAnswer) -> Verdict {
    let refusal = answer.refusal().filter(|_| !line.requests.is_empty());
    if let Some(name) = refusal.and_then(skips::feature) {
        return Verdict::Skipped(name.to_owned());
    }
    answer.check(model, line).map_or_else(Verdict::Failed, |()| Verdict::Passed)
}

impl Verdict {
    /// The worse of two.
    fn worst(self, other: Self) -> Self {
        match (self, other) {
            (Self::Failed(mismatch), _) | (_, Self::Failed(mismatch)) => Self::Failed(mismatch),
            (Self::Skipped(reason), _) | (_, Self::Skipped(reason)) => Self::Skipped(reason),
            (Self::Passed, Self::Passed) => Self::Passed,
        }
    }
}

/// Prints failed and skipped calls, and the counts.
fn report(
    lines: &[CallLine],
    verdicts: Vec<Verdict>,
    terminal: &mut Terminal,
) -> Result<Outcome, Diagnostics> {
    let (mut passed, mut failed) = (0, 0);
    let mut skipped: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (line, verdict) in lines.iter().zip(verdicts) {
        match verdict {
            Verdict::Passed => passed += 1,
            Verdict::Skipped(reason) => skipped.entry(reason).or_default().push(line.name()),
            Verdict::Failed(mismatch) => {
                failed += 1;
                terminal.print_line(&failure(&line.name(), &mismatch))?;
            }
        }
    }
    for (reason, names) in &skipped {
        for name in names {
            terminal.print_line(&format!("skipped {name}: {reason}"))?;
        }
    }
    let skipped: usize = skipped.values().map(Vec::len).sum();
    terminal.print_line(&format!("{passed} passed, {failed} failed, {skipped} skipped"))?;
    Ok(if failed == 0 { Outcome::Fine } else { Outcome::Finding })
}
