//! `cargo lab conformance`: runs public protocol tests and recorded corpora through generated types.

mod body;
mod botocore;
mod caller;
pub mod case;
mod cbor;
pub mod compare;
pub mod convert;
pub mod corpus;
pub mod endpoints;
mod event_replies;
mod events;
mod form;
mod frames;
pub mod harness;
pub mod program;
mod query;
mod reply;
mod report;
mod request;
mod route53;
mod samples;
mod skips;
mod smithy;
pub mod trial;
pub mod xml;

use std::path::Path;
use std::sync::Arc;

use farrier_codegen::Input;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source};
use farrier_xtask::shared::{fetch, input, manifest, package, slashes};
use farrier_xtask::{Outcome, Terminal};
use serde_json::Value;

use crate::cli::{Conformance, Corpus};
use case::Trial;
use report::Counts;
pub use report::failure;

/// Describes both formats of suites, for help texts.
const SUITES: &str = "Smithy's are models in the JSON AST with traits of `smithy.test`; botocore's are arrays of \
    suites with `metadata`, `shapes` and `cases`";

/// The folder of the generated crates and the driver.
const FOLDER: &str = "target/conformance";

/// Runs the command. A failed case is a finding.
///
/// # Errors
///
/// Fails if there are no cases, if a file has another form, or if the generated code does not compile.
pub fn run(args: &Conformance, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let root = manifest::root(&terminal.directory);
    let mut trials = named(args, terminal)?;
    let mut frames = Vec::new();
    for path in &args.frames {
        let source = corpus::read(&terminal.directory.join(path), slashes(path))?;
        frames.extend(frames::run(&source)?);
    }
    for path in &args.event_replies {
        let source = corpus::read(&terminal.directory.join(path), slashes(path))?;
        let python = args.python.as_deref();
        trials.extend(event_replies::trials(&source, python, &root, terminal)?);
    }
    let mut tallies = Vec::new();
    for version in &args.botocore {
        let sdist = fetch::sdist(version, args.python.as_deref(), &root, terminal)?;
        for source in suites_of_botocore(version, &sdist)? {
            trials.extend(botocore::trials(&source)?);
        }
        trials.extend(samples::trials(&sdist)?);
        tallies.push((version, endpoints::run(&sdist, terminal)?));
    }
    if trials.is_empty() && frames.is_empty() {
        let error = Diagnostic::error("there are no cases to run");
        return Err(error
            .help("name cases with --suite, --model or --botocore; see --help")
            .into());
    }
    let skipped = skips::take(&mut trials)?;
    trials.retain(|trial| !trial.cases.is_empty() || !trial.operations.is_empty());
    let tried = if trials.is_empty() {
        Vec::new()
    } else {
        harness::run(&trials, &root.join(FOLDER), terminal)?
    };

    let mut counts = Counts::default();
    for (name, judged) in &frames {
        counts.judge(name, judged, terminal)?;
    }
    for (trial, tried) in trials.iter().zip(&tried) {
        counts.add(trial, tried, terminal)?;
    }
    for skipped in &skipped {
        counts.skip(skipped, terminal)?;
    }
    for (version, tally) in &tallies {
        for (name, mismatch) in &tally.failed {
            terminal.print_line(&failure(name, mismatch))?;
        }
        let counts = tally.counts();
        terminal.print_line(&format!("endpoints of botocore {version}: {counts}"))?;
    }
    terminal.print_line(&counts.shown())?;
    let is_fine = counts.failed == 0 && tallies.iter().all(|(_, tally)| tally.failed.is_empty());
    Ok(if is_fine { Outcome::Fine } else { Outcome::Finding })
}

/// The trials of the suites and corpora on the command line.
fn named(args: &Conformance, terminal: &Terminal) -> Result<Vec<Trial>, Diagnostics> {
    let mut trials = Vec::new();
    let mut errors = Diagnostics::default();
    for path in &args.suite {
        let source = input::read(&terminal.directory.join(path), slashes(path));
        let read = source.and_then(|source| suites(&source));
        trials.extend(errors.collect(read).unwrap_or_default());
    }
    for corpus in &args.corpora.0 {
        trials.extend(errors.collect(corpus_trial(corpus, terminal)));
    }
    errors.finish(trials)
}

/// The trials of a suite file. Its content determines the format.
fn suites(source: &Arc<Source>) -> Result<Vec<Trial>, Diagnostics> {
    match serde_json::from_str(&source.text) {
        Ok(Value::Array(_)) => {}
        Ok(Value::Object(top)) if top.contains_key("smithy") => {
            return Ok(vec![smithy::trial(source)?]);
        }
        read => {
            let reason = read.err().map(|error| format!(": {error}")).unwrap_or_default();
            let message = format!("{} is not a file of protocol tests{reason}", source.path);
            return Err(Diagnostic::error(message).help(SUITES).into());
        }
    }
    let trials = botocore::trials(source)?;
    if trials.is_empty() {
        let message = format!("{} has no suite of a supported protocol", source.path);
        return Err(Diagnostic::error(message)
            .help("`rest-json`, `rest-xml`, `json`, `smithy-rpc-v2-cbor`, `query` and `ec2` are supported")
            .into());
    }
    Ok(trials)
}

/// All suites in the sdist of a version of botocore.
fn suites_of_botocore(version: &str, sdist: &Path) -> Result<Vec<Arc<Source>>, Diagnostics> {
    let is_suite = |path: &str| {
        let within = path.split_once("tests/unit/protocols/").map_or("", |(_, within)| within);
        let is_json = Path::new(within).extension().is_some_and(|extension| extension == "json");
        is_json
            && ["input", "output"]
                .iter()
                .any(|folder| within.split('/').any(|part| part == *folder))
    };
    let sources = package::texts(sdist, &slashes(sdist), is_suite)?;
    if sources.is_empty() {
        let message = format!("botocore {version} has no protocol tests in its sdist");
        return Err(Diagnostic::error(message).into());
    }
    Ok(sources
        .iter()
        .map(|source| Source::new(botocore::shown(&source.path), source.text.clone()))
        .collect())
}

fn corpus_trial(corpus: &Corpus, terminal: &Terminal) -> Result<Trial, Diagnostics> {
    let path = |path: &Path| terminal.directory.join(path);
    let model = input::model(&path(&corpus.model), &slashes(&corpus.model))?;
    let changes = corpus.changes.iter().map(|file| input::read(&path(file), slashes(file)));
    let changes = changes.collect::<Result<_, _>>()?;
    let input = Input { model, changes };
    let files = corpus.files.iter().map(|file| corpus::read(&path(file), slashes(file)));
    let cases = corpus::cases(&files.collect::<Result<Vec<_>, _>>()?)?;
    let label = slashes(&corpus.model);
    Ok(Trial { suite: label.clone(), label, input, operations: Vec::new(), cases })
}
