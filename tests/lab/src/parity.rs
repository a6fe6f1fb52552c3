//! `cargo lab parity`: compares models of the same services in two formats, and explains the differences.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use farrier_codegen::change::{CAUSES, Divergence, ParityReport, compare_formats};
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_codegen::frontend::{Format, ModelFiles};
use farrier_codegen::ir::Model;
use farrier_xtask::shared::operand::{Files, model};
use farrier_xtask::shared::package::{ModelName, Package};
use farrier_xtask::shared::{failure, join_names, parallel, pluralize, slashes};
use farrier_xtask::{Outcome, Terminal};
use serde::Serialize;
use serde_json::{Value, json};

use crate::cli::Parity;
use crate::progress;

/// The maximum number of names in a line.
const LISTED: usize = 12;

/// Runs the command. A difference without a known cause is a finding.
///
/// # Errors
///
/// Fails if a model cannot be read, or if the sides have no service in common.
pub fn run(args: &Parity, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let one = Side::find(&args.one, &terminal.directory)?;
    let other = Side::find(&args.other, &terminal.directory)?;
    let (compared, alone, errors) = match (&one, &other) {
        (Side::One(one), Side::One(other)) => {
            let load = |files: &ModelFiles| load(files, &args.allow_unknown_keys);
            let compared = vec![compare(&load(one)?, &load(other)?)?];
            (compared, <[Vec<String>; 2]>::default(), Diagnostics::default())
        }
        _ => pairs(&one, &other, args, terminal),
    };
    if compared.is_empty() {
        errors.finish(())?;
        let message = format!("{} and {} have no service in common", args.one, args.other);
        return Err(Diagnostic::error(message).into());
    }
    let is_finding = compared.iter().any(|comparison| !comparison.unexplained.is_empty());
    if args.json {
        let rows: Vec<Value> = compared.iter().map(as_json).collect();
        let text = serde_json::to_string_pretty(&rows)
            .map_err(|error| failure("the result cannot be printed", &error))?;
        terminal.print_line(&text)?;
    } else {
        let mut text = text(&compared, args.all);
        for (path, names) in [&args.one, &args.other].into_iter().zip(&alone) {
            if !names.is_empty() {
                let count = pluralize(names.len(), "service");
                // Writing to a string cannot fail.
                let _ = writeln!(
                    text,
                    "only in {path}, {count}: {}",
                    join_names(&names.iter().map(String::as_str).collect::<Vec<_>>(), LISTED)
                );
            }
        }
        terminal.print(&text)?;
    }
    // Errors come last, so that they do not hide the results.
    errors.finish(if is_finding { Outcome::Finding } else { Outcome::Fine })
}

/// The models of one argument.
enum Side {
    One(Box<ModelFiles>),
    Many(Package),
}

impl Side {
    fn find(text: &str, directory: &Path) -> Result<Self, Diagnostics> {
        let path = directory.join(text);
        if Package::is_at(&path) {
            let package = Package::open(&path, slashes(Path::new(text)))?;
            let only = package.models().next().filter(|_| package.models().len() == 1);
            return match only {
                Some(name) => Ok(Self::One(Box::new(package.files(name)?))),
                None => Ok(Self::Many(package)),
            };
        }
        Ok(Self::One(Box::new(model(text, directory)?)))
    }

    /// The names of the models.
    fn names(&self) -> Vec<Option<&ModelName>> {
        match self {
            Self::One(_) => vec![None],
            Self::Many(package) => package.models().map(Some).collect(),
        }
    }

    fn files(&self, name: Option<&ModelName>) -> Result<ModelFiles, Diagnostics> {
        match (self, name) {
            (Self::Many(package), Some(name)) => package.files(name),
            (Self::One(files), _) => Ok((**files).clone()),
            (Self::Many(package), None) => {
                Err(Diagnostic::error(format!("{} has no such model", package.shown)).into())
            }
        }
    }
}

/// A loaded model and its original format.
type Loaded = (Format, Model);

fn load(files: &ModelFiles, allowed: &[String]) -> Result<Loaded, Diagnostics> {
    let format = Format::of(files);
    Ok((format, Files::new(files.clone(), allowed)?.load()?))
}

fn compare(one: &Loaded, other: &Loaded) -> Result<ParityReport, Diagnostics> {
    compare_formats((one.0, &one.1), (other.0, &other.1))
}

/// The identity of a service: its signing name and API version, independent of the model's name.
type Id = (String, String);

/// Pairs the models of both sides by service. Also returns the services of one side only, and the errors of the
/// others.
fn pairs(
    one: &Side,
    other: &Side,
    args: &Parity,
    terminal: &Terminal,
) -> (Vec<ParityReport>, [Vec<String>; 2], Diagnostics) {
    let mut errors = Diagnostics::default();
    let mut by_id = |side: &Side| {
        let names = side.names();
        let bar = progress::bar(names.len(), "reading", terminal.interactive);
        let loaded =
            progress::map(&names, &bar, |name| load(&side.files(*name)?, &args.allow_unknown_keys));
        // botocore has one service under two names.
        let mut models: BTreeMap<Id, Vec<Loaded>> = BTreeMap::new();
        for (format, model) in loaded.into_iter().filter_map(|loaded| errors.collect(loaded)) {
            let service = &model.service;
            let id = (service.sdk_id.clone().unwrap_or_default(), service.api_version.clone());
            models.entry(id).or_default().push((format, model));
        }
        models
    };
    let (ones, others) = (by_id(one), by_id(other));
    let alone = |of: &BTreeMap<Id, Vec<Loaded>>, other: &BTreeMap<Id, Vec<Loaded>>| {
        let alone = of.keys().filter(|id| !other.contains_key(*id));
        alone.map(|(id, version)| format!("{id} {version}")).collect()
    };
    let alone = [alone(&ones, &others), alone(&others, &ones)];
    let mut both: Vec<(&Loaded, &Loaded)> = Vec::new();
    for (id, ones) in &ones {
        let others = others.get(id).into_iter().flatten();
        both.extend(others.flat_map(|other| ones.iter().map(move |one| (one, other))));
    }
    let compared = parallel(&both, |(one, other)| compare(one, other));
    let compared = compared.into_iter().filter_map(|compared| errors.collect(compared)).collect();
    (compared, alone, errors)
}

fn as_json(comparison: &ParityReport) -> Value {
    #[derive(Serialize)]
    struct Known<'k> {
        #[serde(flatten)]
        divergence: &'k Divergence,
        why: &'static str,
    }
    let explained: BTreeMap<&str, &Vec<Divergence>> =
        comparison.explained.iter().map(|(cause, found)| (cause.id, found)).collect();
    let known: Vec<Known<'_>> =
        comparison.known.iter().map(|(divergence, why)| Known { divergence, why }).collect();
    json!({
        "service": comparison.service,
        "operations": comparison.operations,
        "explained": explained,
        "known": known,
        "unexplained": comparison.unexplained,
    })
}

fn text(compared: &[ParityReport], all: bool) -> String {
    let mut out = String::new();
    let mut sound = 0;
    for comparison in compared {
        let ParityReport { service, operations, unexplained, .. } = comparison;
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{service}: {} in both; {} with a known cause, {} without",
            pluralize(*operations, "operation"),
            pluralize(comparison.explained(), "difference"),
            unexplained.len(),
        );
        sound += usize::from(unexplained.is_empty());
        for divergence in unexplained {
            let _ = writeln!(out, "  {}", line(divergence));
        }
        if all || compared.len() == 1 {
            one(&mut out, comparison, all);
        }
    }
    if compared.len() > 1 {
        out.push('\n');
        causes(&mut out, compared);
        let _ = writeln!(
            out,
            "\n{}, {sound} without a difference that has no known cause",
            pluralize(compared.len(), "service")
        );
    }
    out
}

/// The known causes of differences in one service, with the differences that each explains.
fn one(out: &mut String, comparison: &ParityReport, all: bool) {
    for (cause, found) in &comparison.explained {
        let _ = writeln!(
            out,
            "\n  {} ({}; {}): {}",
            cause.id,
            pluralize(found.len(), "difference"),
            cause.impact.text(),
            cause.why
        );
        if all {
            for divergence in found {
                let _ = writeln!(out, "    {}", line(divergence));
            }
        }
    }
    for (divergence, why) in &comparison.known {
        let _ = writeln!(out, "\n  known of this service: {why}\n    {}", line(divergence));
    }
}

/// The known causes summed over all services.
fn causes(out: &mut String, compared: &[ParityReport]) {
    for cause in CAUSES {
        let of_cause = compared.iter().flat_map(|comparison| &comparison.explained);
        let found: Vec<usize> = of_cause
            .filter(|(explained, _)| explained.id == cause.id)
            .map(|(_, found)| found.len())
            .collect();
        if !found.is_empty() {
            let _ = writeln!(
                out,
                "{} ({} in {}; {}): {}",
                cause.id,
                pluralize(found.iter().sum(), "difference"),
                pluralize(found.len(), "service"),
                cause.impact.text(),
                cause.why
            );
        }
    }
}

fn line(divergence: &Divergence) -> String {
    let Divergence { kind, path, operations, one, other } = divergence;
    let nothing = || "nothing".to_owned();
    let values = match (one, other) {
        (None, None) => String::new(),
        (one, other) => format!(
            ": {} / {}",
            one.clone().unwrap_or_else(nothing),
            other.clone().unwrap_or_else(nothing)
        ),
    };
    let more = if *operations > 1 { format!(" (reaches {operations})") } else { String::new() };
    format!("{kind} {path}{values}{more}")
}
