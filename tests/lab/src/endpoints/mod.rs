//! `cargo lab endpoints`: compares the endpoints of all operations with those of botocore's client.

mod answer;
mod comparison;
pub mod s3;
mod s3_calls;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_codegen::frontend;
use farrier_codegen::ir::Model;
use farrier_xtask::shared::package::Package;
use farrier_xtask::shared::{fetch, manifest, slashes};
use farrier_xtask::{Outcome, Terminal};

use crate::cli::Endpoints;
use crate::conformance::endpoints as cases;
use crate::progress;
use answer::Line;
use comparison::{Comparison, Verdict};

/// The script that asks botocore.
const ORACLE: &str = include_str!("oracle.py");

/// The folder of the unpacked packages.
const FOLDER: &str = "target/endpoints";

/// The number of Python processes. Each compares a part of the services.
const PROCESSES: usize = 8;

/// Runs the command. A different endpoint is a finding.
///
/// # Errors
///
/// Fails if botocore cannot be run, or if a model cannot be read.
pub fn run(args: &Endpoints, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let root = manifest::root(&terminal.directory);
    let python = args.python.as_deref();
    let mut outcome = Outcome::Fine;
    for version in &args.botocore {
        let python = python.map_or_else(fetch::installed, |python| Ok(python.to_owned()))?;
        check_dependencies(&python)?;
        let sdist = fetch::sdist(version, Some(&python), &root, terminal)?;
        let library = unpacked(&python, &sdist, &root)?;
        let package = Package::open(&sdist, slashes(&sdist))?;
        let models = models(&package, &library, &args.service)?;
        let mut errors = Diagnostics::default();
        let mut total = Comparison::default();
        // Python takes longer to start than to answer for a service.
        let parts: Vec<_> = models.chunks(models.len().div_ceil(PROCESSES).max(1)).collect();
        let bar = progress::bar(parts.len(), "processes", terminal.interactive);
        let compared = progress::map(&parts, &bar, |models| compared(&python, &library, models));
        for tallies in compared {
            for (service, tally) in errors.collect(tallies).into_iter().flatten() {
                for line in tally.shown(service) {
                    terminal.print_line(&line)?;
                }
                total.add(tally);
            }
        }
        errors.finish(())?;
        terminal.print_line(&format!("botocore {version}: {}", total.counts()))?;
        let has_s3 = args.service.is_empty() || args.service.iter().any(|name| s3::is_of(name));
        let calls = if has_s3 {
            s3_calls::compared(&python, &library)?
        } else {
            s3_calls::Calls::default()
        };
        for line in calls.shown() {
            terminal.print_line(&line)?;
        }
        let tests = cases::run(&sdist, terminal)?;
        for (name, mismatch) in &tests.failed {
            terminal.print_line(&crate::conformance::failure(name, mismatch))?;
        }
        for counts in &tests.services {
            terminal.print_line(counts)?;
        }
        let counts = tests.counts();
        terminal.print_line(&format!("endpoint tests of botocore {version}: {counts}"))?;
        if total.has(Verdict::Different) || !calls.different.is_empty() || !tests.failed.is_empty()
        {
            outcome = Outcome::Finding;
        }
    }
    Ok(outcome)
}

/// Checks that a Python has the dependencies of botocore.
fn check_dependencies(python: &Path) -> Result<(), Diagnostics> {
    let mut command = Command::new(python);
    command.args(["-c", "import dateutil, jmespath, urllib3"]).stderr(Stdio::null());
    if command.status().is_ok_and(|status| status.success()) {
        return Ok(());
    }
    let message = format!("`{}` cannot run botocore", python.display());
    let help = "name a Python with the packages `jmespath`, `python-dateutil` and `urllib3`: --python FILE";
    Err(Diagnostic::error(message).help(help).into())
}

/// The folder of an unpacked sdist.
fn unpacked(python: &Path, sdist: &Path, root: &Path) -> Result<PathBuf, Diagnostics> {
    let name = sdist.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let name = name.trim_end_matches(".tar.gz");
    let folder = root.join(FOLDER);
    let library = folder.join(name);
    if !library.join("botocore").is_dir() {
        let mut command = Command::new(python);
        let status = command.args(["-m", "tarfile", "--extract"]).arg(sdist).arg(&folder).status();
        let is_fine = status.is_ok_and(|status| status.success());
        if !is_fine || !library.join("botocore").is_dir() {
            let message = format!("{} cannot be unpacked", slashes(sdist));
            return Err(Diagnostic::error(message).help("use Python 3.9 or newer").into());
        }
    }
    Ok(library)
}

/// The models with a generated protocol, by service.
fn models(
    package: &Package,
    library: &Path,
    wanted: &[String],
) -> Result<Vec<(String, Model)>, Diagnostics> {
    let mut errors = Diagnostics::default();
    let names: BTreeSet<&str> = package.models().map(|name| name.service.as_str()).collect();
    // The sdist also has models for tests.
    let data = library.join("botocore/data");
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|it| it == name);
    let is_folded = |name: &str| data.join(name).is_dir() && !s3::is_of(name);
    let names = names.into_iter().filter(|name| is_folded(name) && is_wanted(name));
    let loaded = names.map(|name| {
        let files = package.pick(Some(name), None).and_then(|picked| package.files(picked));
        let model = errors.collect(files.and_then(|files| frontend::load(&files)))?;
        Some((name.to_owned(), model))
    });
    let loaded = loaded.flatten().collect();
    errors.finish(loaded)
}

/// Compares the endpoints of services.
fn compared<'m>(
    python: &Path,
    library: &Path,
    models: &'m [(String, Model)],
) -> Result<BTreeMap<&'m str, Comparison>, Diagnostics> {
    let failure = |reason: &str| Diagnostic::error(format!("botocore has no answer: {reason}"));
    let services = models.iter().map(|(service, _)| service);
    let mut command = Command::new(python);
    command.args(["-c", ORACLE]).args(services).env("PYTHONPATH", library).stdout(Stdio::piped());
    let child = command.spawn();
    let mut child = child.map_err(|error| failure(&error.to_string()))?;
    let mut tallies = BTreeMap::new();
    let mut asked = None;
    for line in child.stdout.take().map(BufReader::new).into_iter().flat_map(BufRead::lines) {
        let line = line.map_err(|error| failure(&error.to_string()))?;
        let line = serde_json::from_str(&line).map_err(|error| failure(&error.to_string()))?;
        match (line, &asked) {
            (Line::Operations { service, operations }, _) => {
                let found = models.iter().find(|(name, _)| *name == service);
                asked = found.map(|(name, model)| (name, model, answer::alike(model, operations)));
            }
            (Line::Answer(answer), Some((service, model, operations))) => {
                let tally: &mut Comparison = tallies.entry(service.as_str()).or_default();
                for (operation, names) in operations {
                    let got = answer.farrier(model, operation.as_deref());
                    let is_signed = names.iter().any(|name| answer::is_signed(model, name));
                    tally.count(names, &answer, got.as_ref(), is_signed);
                }
            }
            (Line::Answer(_), None) => {}
        }
    }
    let status = child.wait().map_err(|error| failure(&error.to_string()))?;
    if !status.success() {
        return Err(failure("see the output of Python above").into());
    }
    Ok(tallies)
}
