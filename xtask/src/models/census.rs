//! `cargo xtask models census`: every key of some models, and its treatment.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_codegen::frontend::count;
use farrier_codegen::frontend::{KeyLevel, Verdict, find, rows};
use serde::Serialize;

use super::package::Package;
use crate::cli::Census;
use crate::{Outcome, Terminal, failure, input, parallel, pluralize, slashes};

/// The row of a key.
#[derive(Serialize)]
struct Row {
    level: &'static str,
    key: String,
    verdict: &'static str,
    /// The reason of the verdict.
    #[serde(skip_serializing_if = "str::is_empty")]
    reason: &'static str,
    /// The number of occurrences in the models.
    uses: usize,
    /// The number of services that use the key.
    services: usize,
}

/// The census of some models.
#[derive(Serialize)]
struct Report {
    path: String,
    models: usize,
    services: usize,
    keys: Vec<Row>,
}

/// Runs the command. Unknown keys are a finding.
///
/// # Errors
///
/// Fails if there is no model, or if a file is not JSON.
pub fn run(args: &Census, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let report = report(args, terminal)?;
    let unknown = report.keys.iter().filter(|row| row.verdict == "unknown").count();
    if args.json {
        let json = serde_json::to_string_pretty(&report)
            .map_err(|error| failure("cannot print the census", &error))?;
        terminal.print_line(&json)?;
    } else {
        terminal.print_line(&table(&report, unknown))?;
    }
    Ok(if unknown == 0 { Outcome::Fine } else { Outcome::Finding })
}

fn report(args: &Census, terminal: &Terminal) -> Result<Report, Diagnostics> {
    let path = terminal.directory.join(&args.path);
    let shown = slashes(&args.path);
    let mut errors = Diagnostics::default();
    let mut tally: BTreeMap<(KeyLevel, String), (usize, BTreeSet<String>)> = BTreeMap::new();
    let mut services = BTreeSet::new();
    let counts = if Package::is_at(&path) {
        let package = Package::open(&path, shown.clone())?;
        let names: Vec<_> = package.models().cloned().collect();
        let count = |name: &_| count(&package.files(name)?);
        let counts = parallel::map(&names, count);
        names.into_iter().map(|name| name.service).zip(counts).collect()
    } else {
        vec![(shown.clone(), count(&input::model(&path, &shown)?))]
    };
    let models = counts.len();
    for (service, counts) in counts {
        services.insert(service.clone());
        for (key, uses) in errors.collect(counts).into_iter().flatten() {
            let entry = tally.entry(key).or_default();
            entry.0 += uses;
            entry.1.insert(service.clone());
        }
    }
    let row =
        |((level, key), (uses, services)): ((KeyLevel, String), (usize, BTreeSet<String>))| {
            let (verdict, reason) = match find(level, &key).map(|entry| entry.verdict) {
                Some(Verdict::Honored) => ("supported", ""),
                Some(Verdict::InPart(which)) => ("partly supported", which),
                Some(Verdict::NoEffect(why)) => ("no effect", why),
                Some(Verdict::Reported(why)) => ("reported", why),
                Some(Verdict::Refused(why)) => ("refused", why),
                None => ("unknown", ""),
            };
            Row { level: level.name(), key, verdict, reason, uses, services: services.len() }
        };
    let keys = tally.into_iter().map(row).collect();
    errors.finish(Report { path: shown, models, services: services.len(), keys })
}

fn table(report: &Report, unknown: usize) -> String {
    let mut text = String::new();
    let mut level = "";
    for row in &report.keys {
        // Writing to a string cannot fail.
        if row.level != level {
            level = row.level;
            let _ = writeln!(text, "{level:<30} {:>9} {:>8}", "uses", "services");
        }
        let reason =
            if row.reason.is_empty() { String::new() } else { format!(": {}", row.reason) };
        let Row { key, verdict, uses, services, .. } = row;
        let _ = writeln!(text, "  {key:<28} {uses:>9} {services:>8}  {verdict}{reason}");
    }
    let known = report.keys.len() - unknown;
    let _ = write!(
        text,
        "\n{}: {} of {} use {known} of {} known keys, and {unknown} unknown keys",
        report.path,
        pluralize(report.models, "model"),
        pluralize(report.services, "service"),
        rows().count(),
    );
    text
}
