//! `cargo lab sigv4`: signs the requests of AWS's public test cases, and compares the signed requests.

mod case;
mod multi_region;

use std::path::Path;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_xtask::shared::failure;
use farrier_xtask::{Outcome, Terminal};

use self::case::SigningCase;
use crate::cli::Sigv4;

/// The file of a case that says with which credentials, when and how to sign.
const CONTEXT: &str = "context.json";

/// Runs the command.
///
/// # Errors
///
/// Fails if the folder has no cases, or if a case cannot be read.
pub fn run(args: &Sigv4, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let folder = terminal.directory.join(&args.cases);
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for entry in walkdir::WalkDir::new(&folder).sort_by_file_name() {
        let entry = entry.map_err(|error| failure("cannot list the cases", &error))?;
        let request = entry.path().join("request.txt");
        if !entry.file_type().is_dir() || !request.is_file() {
            continue;
        }
        let name = entry.path().strip_prefix(&folder).unwrap_or(entry.path()).display();
        match outcome(entry.path())? {
            Ok(differences) if differences.is_empty() => passed += 1,
            Ok(differences) => {
                failed += 1;
                terminal.print_line(&format!("{name}: failed"))?;
                for difference in differences {
                    terminal.print_line(&difference)?;
                }
            }
            Err(reason) => {
                skipped += 1;
                terminal.print_line(&format!("{name}: skipped, {reason}"))?;
            }
        }
    }
    if passed + failed + skipped == 0 {
        let error = Diagnostic::error(format!("`{}` contains no cases", args.cases.display()));
        return Err(error.help("name a folder of folders with `request.txt`").into());
    }
    terminal.print_line(&format!("{passed} passed, {failed} failed, {skipped} skipped"))?;
    Ok(if failed == 0 { Outcome::Fine } else { Outcome::Finding })
}

/// The differences of a case, or the reason for skipping it.
fn outcome(folder: &Path) -> Result<Result<Vec<String>, &'static str>, Diagnostics> {
    if !folder.join(CONTEXT).is_file() {
        return Ok(Err("the case has no context"));
    }
    let case = SigningCase::read(folder)?;
    let is_multi_region = multi_region::is_multi_region(folder);
    Ok(Ok(if is_multi_region { multi_region::differences(&case)? } else { case.differences()? }))
}
