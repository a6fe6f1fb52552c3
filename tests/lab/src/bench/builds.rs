//! Measures how long a program that calls one operation takes to build, and its size.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::shared::write;
use serde::Deserialize;
use walkdir::WalkDir;

use super::candidates::{self, Candidate, Program};
use super::cargo;
use super::figures::Figures;
use super::measure::Finished;
use super::setup::Setup;

/// The name of the job in failures.
pub const JOB: &str = "build";

/// A build profile and its metrics.
#[derive(Clone, Copy, Debug)]
pub struct Profile {
    /// The name in the tables.
    pub name: &'static str,
    /// The flags of cargo.
    flags: &'static [&'static str],
    /// The folder below the target folder.
    folder: &'static str,
}

/// The debug profile.
pub const DEBUG: Profile = Profile { name: "debug", flags: &[], folder: "debug" };

/// The release profile.
pub const RELEASE: Profile = Profile { name: "release", flags: &["--release"], folder: "release" };

/// The module that the programs share: the peak of their memory.
const MEMORY: &str = include_str!("programs/memory.rs");

/// A message that cargo prints about a build.
#[derive(Deserialize)]
struct Line {
    reason: String,
    package_id: Option<String>,
}

/// The candidates with a program to build.
fn with_call<'c>(
    candidates: &'c [&'c Candidate],
) -> impl Iterator<Item = (&'c Candidate, Program)> {
    candidates.iter().filter_map(|candidate| Some((*candidate, candidate.call?)))
}

/// Writes the packages and fetches their dependencies.
///
/// # Errors
///
/// Fails if a file cannot be written. A candidate whose dependencies cannot be fetched is recorded as a failure.
pub fn prepare(
    candidates: &[&Candidate],
    setup: &Setup,
    figures: &mut Figures,
) -> Result<(), Diagnostics> {
    for (candidate, call) in with_call(candidates) {
        let folder = folder(candidate, setup);
        write::if_changed(&folder.join("Cargo.toml"), &candidates::manifest("call", &call))?;
        write::if_changed(&folder.join("src/main.rs"), call.source)?;
        write::if_changed(&folder.join("src/memory.rs"), MEMORY)?;
        if let Err(errors) = cargo::fetch(&folder, candidate.is_ours, setup) {
            let why = errors.iter().next().map_or("", |error| error.message());
            figures.fail(JOB, candidate.id, why);
        }
    }
    Ok(())
}

fn folder(candidate: &Candidate, setup: &Setup) -> PathBuf {
    setup.work.join("builds").join(candidate.id)
}

/// Builds the program of a candidate with a profile, to run it. A program that does not build is recorded as a failure.
///
/// # Errors
///
/// Fails if cargo is missing.
pub fn program(
    candidate: &Candidate,
    profile: &Profile,
    job: &str,
    setup: &Setup,
    figures: &mut Figures,
) -> Result<Option<PathBuf>, Diagnostics> {
    let folder = folder(candidate, setup);
    let target = folder.join("target");
    let arguments: Vec<&str> =
        ["build", "--offline"].iter().chain(profile.flags).copied().collect();
    let built = cargo::run(&folder, &target, &arguments)?;
    if !built.success {
        figures.fail(job, candidate.id, &cargo::reason(&built.err));
        return Ok(None);
    }
    Ok(Some(profile.program(&target)))
}

impl Profile {
    /// The program of a package in its target folder.
    fn program(&self, target: &Path) -> PathBuf {
        target.join(self.folder).join(format!("call{}", std::env::consts::EXE_SUFFIX))
    }
}

/// Cargo builds only path dependencies incrementally. Without it, the vendored crate is built like one from a
/// registry.
const ALONE: &str = "profile.dev.incremental=false";

/// Builds the program of each candidate from scratch, again after an edit, and the generated crate by itself.
///
/// # Errors
///
/// Fails if cargo is missing, or if a file cannot be written. A candidate that does not build is recorded as a
/// failure.
pub fn round(
    candidates: &[&Candidate],
    profiles: &[Profile],
    number: usize,
    setup: &Setup,
    figures: &mut Figures,
) -> Result<(), Diagnostics> {
    for profile in profiles {
        for (candidate, call) in with_call(candidates) {
            if !figures.has_failed(JOB, candidate.id) {
                build(candidate, &call, profile, number, setup, figures)?;
            }
        }
    }
    Ok(())
}

fn build(
    candidate: &Candidate,
    call: &Program,
    profile: &Profile,
    number: usize,
    setup: &Setup,
    figures: &mut Figures,
) -> Result<(), Diagnostics> {
    let folder = folder(candidate, setup);
    let target = setup.fresh()?;
    let target = target.path();
    let name = profile.name;
    let cargo = |arguments: &[&str]| {
        let flags = ["--offline"].iter().chain(profile.flags);
        cargo::run(&folder, target, &arguments.iter().chain(flags).copied().collect::<Vec<_>>())
    };
    let mut record = |metric: &str, finished: &Finished| {
        if finished.success {
            figures.add(&format!("{metric} {name}"), candidate.id, finished.usage.cpu);
        } else {
            figures.fail(JOB, candidate.id, &cargo::reason(&finished.err));
        }
        finished.success
    };

    let main = folder.join("src/main.rs");
    let cold = cargo(&["build", "--message-format=json"])?;
    if !record("cold", &cold) {
        return Ok(());
    }
    write::file(&main, &format!("{}\n// Edited, round {number}.\n", call.source))?;
    let edited = cargo(&["build"])?;
    write::file(&main, call.source)?;
    record("edited", &edited);
    if let Some(generated) = candidate.generated {
        cargo(&["clean", "--package", generated])?;
        record("alone", &cargo(&["build", "--package", generated, "--config", ALONE])?);
    }

    if let Ok(found) = profile.program(target).metadata() {
        figures.add(&format!("size {name}"), candidate.id, number_of(found.len()));
    }
    figures.add(&format!("crates {name}"), candidate.id, number_of(crates(&cold.out) as u64));
    let lines = lines(&target.join(profile.folder).join("deps"), &folder);
    figures.add(&format!("lines {name}"), candidate.id, number_of(lines));
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "one byte makes no difference")]
fn number_of(count: u64) -> f64 {
    count as f64
}

/// The number of packages that cargo built, including the program.
fn crates(printed: &str) -> usize {
    let lines = printed.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
    let built = lines.filter(|line| line.reason == "compiler-artifact");
    built.filter_map(|line| line.package_id).collect::<BTreeSet<_>>().len()
}

/// The number of lines in the Rust files that rustc read, according to its dependency files.
fn lines(deps: &Path, folder: &Path) -> u64 {
    let infos = WalkDir::new(deps).max_depth(1).into_iter().filter_map(Result::ok);
    let infos = infos.filter(|info| info.path().extension().is_some_and(|end| end == "d"));
    let texts = infos.filter_map(|info| std::fs::read_to_string(info.path()).ok());
    let files: BTreeSet<PathBuf> = texts
        .flat_map(|text| sources(&text).map(|file| folder.join(file)).collect::<Vec<_>>())
        .collect();
    let texts = files.iter().filter_map(|file| std::fs::read_to_string(file).ok());
    texts.map(|text| text.lines().count() as u64).sum()
}

/// The Rust files in a dependency file. Each has a line with its path and a colon.
fn sources(text: &str) -> impl Iterator<Item = String> {
    let files = text.lines().filter_map(|line| line.strip_suffix(':'));
    let rust = files.filter(|file| Path::new(file).extension().is_some_and(|end| end == "rs"));
    rust.map(|file| file.replace("\\ ", " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_sources_from_dependency_file() {
        let text = "t/libx.rlib: src/lib.rs src/a\\ b.rs README.md\n\nsrc/lib.rs:\nsrc/a\\ b.rs:\nREADME.md:\n\n# env-dep:X=y\n";
        assert_eq!(sources(text).collect::<Vec<_>>(), ["src/lib.rs", "src/a b.rs"]);
    }

    #[test]
    fn counts_package_with_build_script_once() {
        let line = |reason: &str, package: &str| {
            format!("{{\"reason\":\"{reason}\",\"package_id\":\"{package}\"}}\n")
        };
        let printed = line("compiler-artifact", "a")
            + &line("build-script-executed", "b")
            + "\n"
            + &line("compiler-artifact", "a")
            + &line("compiler-artifact", "c");
        assert_eq!(crates(&printed), 2);
    }
}
