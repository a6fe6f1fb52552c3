//! `cargo xtask models survey`: which operations of a model can be generated, and the obstacles of the others.

use std::collections::BTreeSet;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_codegen::{frontend, survey};

use super::import::find;
use super::package::Package;
use super::survey_package;
use crate::cli::Survey;
use crate::{Outcome, Terminal, pluralize, slashes};

/// Runs the command: for one model, or for each service of a package.
///
/// # Errors
///
/// Fails if there is no such model, or if its files are invalid.
pub fn run(args: &Survey, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let path = terminal.directory.join(&args.model.path);
    if args.model.service.is_none() && Package::is_at(&path) {
        let package = Package::open(&path, slashes(&args.model.path))?;
        if package.services().len() > 1 {
            return survey_package::run(&package, &args.model, terminal);
        }
    }
    one(args, terminal)
}

/// A line for each operation of a model.
fn one(args: &Survey, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let found = find(&args.model, &terminal.directory)?;
    let operations = survey(&found.files)?;
    let model = frontend::load(&found.files)?;
    let sends_events = |name: &str| {
        let operation = model.operations.get(name);
        operation.is_some_and(|operation| model.events(operation.input.as_ref()).is_some())
    };
    let width = operations.keys().map(String::len).max().unwrap_or(0);
    for (name, result) in &operations {
        let obstacles: Vec<&str> = result.as_ref().err().map_or_else(Vec::new, obstacles);
        let line = match obstacles.as_slice() {
            [] if sends_events(name) => {
                format!("{name:width$}  yes, but clients do not send its events")
            }
            [] => format!("{name:width$}  yes"),
            obstacles => format!("{name:width$}  no: {}", obstacles.join(", ")),
        };
        terminal.print_line(&line)?;
    }
    let possible = operations.values().filter(|result| result.is_ok()).count();
    let shown = slashes(&args.model.path);
    let of = found.from.map_or(String::new(), |(_, name)| format!(" of {name}"));
    let all = pluralize(operations.len(), "operation");
    terminal.print_line(&format!("\n{shown}: {possible} of {all}{of} can be generated"))?;
    Ok(Outcome::Fine)
}

/// The obstacles of an operation: unsupported features, or errors in the model.
pub fn obstacles(errors: &Diagnostics) -> Vec<&str> {
    let names = errors.iter().map(|error| error.refused().unwrap_or("an error in the model"));
    names.collect::<BTreeSet<_>>().into_iter().collect()
}
