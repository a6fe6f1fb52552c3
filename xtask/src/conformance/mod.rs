//! `cargo xtask conformance`: runs public protocol tests and recorded corpora through generated types.

mod caller;
mod compare;
mod convert;
mod corpus;
mod endpoints;
mod harness;
mod skips;
mod suite;
mod trial;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use farrier_codegen::Input;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Source};

use crate::cli::{Conformance, Corpus};
use crate::models::{fetch, package};
use crate::{Outcome, Terminal, input, manifest, slashes};
use endpoints::Tally;
use skips::Skip;
use trial::{Mismatch, Trial};

/// Where generated code is built.
const FOLDER: &str = "target/conformance";

/// Runs the command. A case that fails is a finding.
///
/// # Errors
///
/// Fails if there are no cases, if a file is not one of cases, or if what is generated does not compile.
pub fn run(args: &Conformance, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let root = manifest::root(&terminal.directory);
    let mut trials = Vec::new();
    let mut tallies = Vec::new();
    for path in &args.suite {
        let source = input::read(&terminal.directory.join(path), slashes(path))?;
        trials.extend(suites(&source)?);
    }
    for version in &args.botocore {
        let sdist = fetch::sdist(version, args.python.as_deref(), &root, terminal)?;
        for source in suites_of_botocore(version, &sdist)? {
            trials.extend(suite::trials(&source)?);
        }
        tallies.push((version, endpoints::run(&sdist, terminal)?));
    }
    for corpus in &args.corpora.0 {
        trials.push(corpus_trial(corpus, terminal)?);
    }
    if trials.is_empty() {
        let error = Diagnostic::error("there are no cases to run");
        return Err(error.help("name some with --suite, --model or --botocore; see --help").into());
    }
    let skips = skips::all()?;
    let mut skipped = Vec::new();
    for trial in &mut trials {
        trial.cases.retain(|case| match skips.get(case.name()) {
            Some(skip) => {
                skipped.push(skip);
                false
            }
            None => true,
        });
    }
    trials.retain(|trial| !trial.cases.is_empty());
    let tried = harness::run(&trials, &root.join(FOLDER), terminal)?;

    let (mut passed, mut failed) = (0, 0);
    for (trial, tried) in trials.iter().zip(tried) {
        for (case, answer) in trial.cases.iter().zip(&tried.answers) {
            let verdict = match (&tried.model, answer) {
                (Some(model), Ok(answer)) => case.judge(model, answer),
                (None, Ok(_)) => Ok(()),
                (_, Err(error)) => Err(Mismatch::new("a task for the generated types", error)),
            };
            match verdict {
                Ok(()) => passed += 1,
                Err(mismatch) => {
                    failed += 1;
                    terminal.say(&failure_of(trial, case.name(), &mismatch))?;
                }
            }
        }
    }
    for Skip { case, reason, discussion } in &skipped {
        terminal.say(&format!("skipped {case}: {reason} ({discussion})"))?;
    }
    for (version, Tally { passed, failed: of_endpoints, skipped }) in &tallies {
        for (name, Mismatch { expected, got }) in of_endpoints {
            terminal.say(&format!("failed {name}\n  expected {expected}\n  got      {got}\n"))?;
        }
        let counts = format!("{passed} passed, {} failed, {skipped} skipped", of_endpoints.len());
        terminal.say(&format!("endpoints of botocore {version}: {counts}"))?;
    }
    terminal.say(&format!("{passed} passed, {failed} failed, {} skipped", skipped.len()))?;
    failed += tallies.iter().map(|(_, tally)| tally.failed.len()).sum::<usize>();
    Ok(if failed == 0 { Outcome::Fine } else { Outcome::Finding })
}

fn failure_of(trial: &Trial, name: &str, mismatch: &Mismatch) -> String {
    let Mismatch { expected, got } = mismatch;
    format!("failed {name}\n  in {}\n  expected {expected}\n  got      {got}\n", trial.label)
}

/// The suites of a file that somebody named, which are of a protocol that is generated.
fn suites(source: &Arc<Source>) -> Result<Vec<Trial>, Diagnostics> {
    let trials = suite::trials(source)?;
    if trials.is_empty() {
        let message = format!("{} has no suite of a protocol that is generated", source.path);
        return Err(Diagnostic::error(message).help("`rest-json` and `json` are").into());
    }
    Ok(trials)
}

/// All files of suites in the sdist of a version of botocore.
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
        .map(|source| Source::new(suite::shown(&source.path), source.text.clone()))
        .collect())
}

fn corpus_trial(corpus: &Corpus, terminal: &Terminal) -> Result<Trial, Diagnostics> {
    let path = |path: &Path| terminal.directory.join(path);
    let model = input::model(&path(&corpus.model), &slashes(&corpus.model))?;
    let read = |paths: &[PathBuf]| -> Result<Vec<Arc<Source>>, Diagnostics> {
        paths.iter().map(|file| input::read(&path(file), slashes(file))).collect()
    };
    Ok(Trial {
        label: slashes(&corpus.model),
        input: Input { model, changes: read(&corpus.changes)? },
        cases: corpus::cases(&read(&corpus.files)?)?,
    })
}
