//! `cargo lab credentials`: loads credentials in the situations of AWS's public test cases.

mod archive;
mod case;
mod chains;
mod endpoints;
mod errors;
mod expected;
mod files;
pub mod output;
mod replay;
mod sections;
mod skips;

use std::path::Path;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_xtask::shared::failure;
use farrier_xtask::{Outcome, Terminal};
use walkdir::{DirEntry, WalkDir};

use crate::cli::Credentials;

/// The file of a folder that is a case.
const CASE: &str = "test-case.json";

/// The result of a case.
pub enum CaseVerdict {
    /// The result is the expected one.
    Passed,
    /// The case expects an error in words of which nothing is known here. There was an error.
    PassedWith(String),
    /// The result is another one.
    Failed(Vec<String>),
    /// The reason to skip the case.
    Skipped(String),
}

/// A named verdict.
pub type Named = (String, CaseVerdict);

/// Runs the command.
///
/// # Errors
///
/// Fails if the folder has no cases, or if a case cannot be read.
pub fn run(args: &Credentials, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let path = terminal.directory.join(&args.cases);
    let unpacked = archive::unpack(&path)?;
    let folder = unpacked.as_ref().map_or(path.as_path(), |folder| folder.path());
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for (name, verdict) in verdicts(folder)? {
        match verdict {
            CaseVerdict::Passed => passed += 1,
            CaseVerdict::PassedWith(note) => {
                passed += 1;
                terminal.print_line(&format!("{name}: passed, {note}"))?;
            }
            CaseVerdict::Failed(differences) => {
                failed += 1;
                terminal.print_line(&format!("{name}: failed"))?;
                for difference in differences {
                    terminal.print_line(&format!("  {difference}"))?;
                }
            }
            CaseVerdict::Skipped(reason) => {
                skipped += 1;
                terminal.print_line(&format!("{name}: skipped, {reason}"))?;
            }
        }
    }
    if passed + failed + skipped == 0 {
        let error = Diagnostic::error(format!("`{}` contains no cases", args.cases.display()));
        return Err(error.help(format!("name a folder of folders with `{CASE}`")).into());
    }
    terminal.print_line(&format!("{passed} passed, {failed} failed, {skipped} skipped"))?;
    Ok(if failed == 0 { Outcome::Fine } else { Outcome::Finding })
}

/// Runs all cases in a folder.
fn verdicts(folder: &Path) -> Result<Vec<Named>, Diagnostics> {
    // The folder `fs` of a case is data.
    let is_data = |entry: &DirEntry| entry.depth() > 0 && entry.file_name() == "fs";
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    let mut verdicts = Vec::new();
    for entry in walk.filter_entry(|entry| !is_data(entry)) {
        let entry = entry.map_err(|error| failure("cannot list the cases", &error))?;
        let path = entry.path();
        let parent = path.parent().unwrap_or(path);
        match entry.file_name().to_str() {
            Some(CASE) => {
                let name = parent.strip_prefix(folder).unwrap_or(parent).display().to_string();
                verdicts.push((name, case::run(parent)?));
            }
            Some("assume-role-tests.json") => verdicts.extend(chains::run(path)?),
            Some("ecs-tests.json") => verdicts.extend(endpoints::container(path)?),
            Some("imds-endpoint-tests.json") => verdicts.extend(endpoints::imds(path)?),
            Some("profile-parser-tests.json") => verdicts.extend(files::grammar(path)?),
            Some("file-location-tests.json") => verdicts.extend(files::locations(path)?),
            _ => {}
        }
    }
    Ok(verdicts)
}

/// Reads a JSON file of a case.
fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, Diagnostics> {
    let cannot =
        |error: &dyn std::error::Error| failure(format!("cannot read `{}`", path.display()), error);
    let text = std::fs::read_to_string(path).map_err(|error| cannot(&error))?;
    serde_json::from_str(&text).map_err(|error| cannot(&error))
}
