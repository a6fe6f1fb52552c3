//! Generates the types of each trial, and runs the tasks of the cases through them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_codegen::ir::{Model, ShapeId};
use farrier_codegen::names::Names;
use farrier_codegen::output::Files;
use farrier_codegen::{
    DocsLevel, Layout, OutputOptions, Prepared, Request, Selection, assemble, prepare, survey,
};
use farrier_xtask::Terminal;
use farrier_xtask::shared::failure;
use serde::Serialize;

use super::case::{Case, Trial};
use super::program;
use super::trial::{Answer, Task};

/// The trait of operations that send events.
const SENDS_EVENTS: &str = "runtime::event_stream::sends::SendsEvents";

const DRIVER: &str = include_str!("driver.rs");

/// The result of a trial: an answer or an error for each case.
pub struct TrialResult {
    /// The generated slice of the model, if any.
    pub model: Option<Model>,
    /// The answers in the order of the cases.
    pub answers: Vec<Result<Answer, String>>,
    /// The errors of operations that were not generated.
    missing: BTreeMap<String, Diagnostics>,
}

impl TrialResult {
    /// Whether farrier refuses an operation, that is, all of its errors are unsupported features.
    pub fn is_refused(&self, operation: &str) -> bool {
        self.missing.get(operation).is_some_and(are_refusals)
    }

    /// The unsupported keys and traits of an operation.
    pub fn refusals(&self, operation: &str) -> Vec<&str> {
        let errors = self.missing.get(operation).into_iter().flat_map(Diagnostics::iter);
        let names: BTreeSet<&str> = errors.filter_map(Diagnostic::refused).collect();
        names.into_iter().collect()
    }
}

fn are_refusals(errors: &Diagnostics) -> bool {
    errors.iter().all(|error| error.refused().is_some())
}

/// The generated crate of a trial.
pub struct Generated {
    /// The name of the crate.
    pub package: String,
    /// The generated slice of the model, if any.
    pub model: Option<Model>,
    /// The files of the crate.
    pub files: Files,
    /// The rows of the driver's table.
    pub rows: String,
    /// The errors of operations that were not generated.
    pub missing: BTreeMap<String, Diagnostics>,
}

/// Runs all trials.
///
/// # Errors
///
/// Fails if the folder cannot be written, or if the generated code does not compile.
pub fn run(
    trials: &[Trial],
    folder: &Path,
    terminal: &Terminal,
) -> Result<Vec<TrialResult>, Diagnostics> {
    let generated: Vec<Generated> = trials
        .iter()
        .enumerate()
        .map(|(number, trial)| {
            generated(&format!("trial-{number}"), trial, OutputOptions::default())
        })
        .collect::<Result<_, _>>()?;
    program::build(&generated, DRIVER, folder, terminal)?;
    let tasks: Vec<Vec<Result<Task, String>>> = trials
        .iter()
        .zip(&generated)
        .map(|(trial, generated)| {
            let missing = |name: &str| {
                let errors = generated.missing.get(name).into_iter().flat_map(Diagnostics::iter);
                errors.map(Diagnostic::message).collect::<Vec<_>>().join("; ")
            };
            let task = |case: &Case| match &generated.model {
                Some(model) if model.operations.contains_key(&case.operation) => case.task(model),
                _ => Err(missing(&case.operation)),
            };
            trial.cases.iter().map(task).collect()
        })
        .collect();
    let mut answers = drive(trials, &generated, &tasks, folder)?.into_iter();
    let tried = tasks.into_iter().zip(generated).map(|(tasks, generated)| {
        let answer = |task: Result<Task, String>| {
            task.and_then(|_| answers.next().ok_or("the driver stopped before".to_owned()))
        };
        let answers = tasks.into_iter().map(answer).collect();
        TrialResult { model: generated.model, answers, missing: generated.missing }
    });
    Ok(tried.collect())
}

/// Generates the operations of a trial, except for the unsupported ones.
///
/// # Errors
///
/// Fails if an operation without cases has an error other than an unsupported feature.
pub fn generated(
    package: &str,
    trial: &Trial,
    options: OutputOptions,
) -> Result<Generated, Diagnostics> {
    let of_cases: BTreeSet<&str> = trial.cases.iter().map(|case| &*case.operation).collect();
    let mut names = of_cases.clone();
    names.extend(trial.operations.iter().map(String::as_str));
    let mut missing = BTreeMap::new();
    if prepare(&request(trial, &names)).is_err() {
        missing = missing_of(trial, &names);
        names.retain(|name| !missing.contains_key(*name));
    }
    let is_mistake = |(name, errors): &(&String, &Diagnostics)| {
        !of_cases.contains(name.as_str()) && !are_refusals(errors)
    };
    if let Some((_, errors)) = missing.iter().find(is_mistake) {
        return Err(errors.clone());
    }
    let package = package.to_owned();
    if names.is_empty() {
        let (files, rows) = (Files::new(), String::new());
        return Ok(Generated { package, model: None, files, rows, missing });
    }
    let request = request(trial, &names);
    let prepared = [prepare(&request)?];
    // Cases are converted to the serde form.
    let options = OutputOptions { serde: true, ..options };
    let layout = Layout::Crate(package.clone());
    let files = assemble(&layout, options, &[request], &prepared)?;
    let [Prepared { slice, names, .. }] = prepared;
    let rows = rows(&package, &slice, &names, &files);
    Ok(Generated { package, model: Some(slice.model), files, rows, missing })
}

fn request(trial: &Trial, names: &BTreeSet<&str>) -> Request {
    let selection = Selection::Named(names.iter().map(|name| (*name).into()).collect());
    Request { docs: DocsLevel::None, ..Request::new("a model", trial.input.clone(), selection) }
}

/// The errors of each operation of a trial, by operation.
fn missing_of(trial: &Trial, names: &BTreeSet<&str>) -> BTreeMap<String, Diagnostics> {
    // A survey reads the model only once, but does not support change documents.
    let has_changes = !trial.input.changes.is_empty();
    let surveyed = if has_changes { None } else { survey(&trial.input.model).ok() };
    let mut surveyed = surveyed.unwrap_or_default();
    let alone = |name: &&str| {
        let tried = surveyed.remove(*name);
        let tried =
            tried.unwrap_or_else(|| prepare(&request(trial, &BTreeSet::from([*name]))).map(|_| ()));
        tried.err().map(|errors| ((*name).to_owned(), errors))
    };
    names.iter().filter_map(alone).collect()
}

/// The rows of the driver's table for the operations of a crate.
fn rows(
    package: &str,
    slice: &farrier_codegen::slice::Slice,
    names: &Names,
    files: &Files,
) -> String {
    let has = |module: &str| files.contains_key(&format!("src/runtime/{module}.rs"));
    let token = if has("token") { "token" } else { "" };
    let traits = if has("request_extensions") { "request_extensions" } else { "" };
    let checksums = if has("request_checksum") { "request_checksum" } else { "" };
    let settings = if has("endpoint_params") { "endpoint_params" } else { "" };
    let package = package.replace('-', "_");
    let event = |id: Option<&ShapeId>| {
        let stream = slice.model.events(id)?;
        Some(names.type_names(&stream.target).name.to_string())
    };
    let mut rows = String::new();
    for (name, operation) in &slice.model.operations {
        let of = names.operation(name);
        let received = event(operation.output.as_ref()).unwrap_or_default();
        let sent = event(operation.input.as_ref());
        let of_trait = if sent.is_some() { SENDS_EVENTS } else { "Operation" };
        let sent = sent.unwrap_or_default();
        let variants = names.error_variants(name).iter().map(ToString::to_string);
        let variants: Vec<String> = variants.collect();
        // Writing to a string cannot fail.
        let _ = writeln!(
            rows,
            "    operation!({package} {name:?} {} {} {} [{}] [{of_trait}] [{received}] [{sent}] [{token}] [{traits}] [{checksums}] [{settings}]),",
            of.request,
            of.output,
            of.error,
            variants.join(" ")
        );
    }
    rows
}

/// A line of the driver's input.
#[derive(Serialize)]
struct Job<'a> {
    package: &'a str,
    operation: &'a str,
    #[serde(flatten)]
    task: &'a Task,
}

/// Runs the tasks in the driver, and returns the answers in order.
fn drive(
    trials: &[Trial],
    generated: &[Generated],
    tasks: &[Vec<Result<Task, String>>],
    folder: &Path,
) -> Result<Vec<Answer>, Diagnostics> {
    let mut jobs = String::new();
    for ((trial, generated), tasks) in trials.iter().zip(generated).zip(tasks) {
        for (case, task) in trial.cases.iter().zip(tasks) {
            let Ok(task) = task else { continue };
            let package = &generated.package.replace('-', "_");
            let job = Job { package, operation: &case.operation, task };
            let line = serde_json::to_string(&job);
            jobs.push_str(&line.map_err(|error| failure("a task cannot be written", &error))?);
            jobs.push('\n');
        }
    }
    program::answers(&jobs, folder)
}
