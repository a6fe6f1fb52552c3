//! Constructors whose arguments keep their types and change their meaning, so that no compiler reports the calls.

use anstyle::Style;
use farrier_codegen::constructors::Constructor;
use farrier_codegen::diagnostic::Diagnostics;

use super::command;
use super::compare::Comparison;
use super::drift::Drift;
use crate::cli::Codegen;
use crate::{Outcome, Terminal};

/// The option that accepts other orders.
pub const OPTION: &str = "--accept-reordered";

/// The constructors in a folder whose calls compile with the old and the new code, and set other members:
/// `Tag::new(value, key) -> (key, value)`. The old code is the existing file; or the lock file, if the file is missing or
/// not valid Rust.
pub fn reordered(comparison: &Comparison<'_>) -> Vec<String> {
    let Some(planned) = comparison.planned else { return Vec::new() };
    let reordered = comparison.drifts.iter().filter_map(|(path, drift)| {
        let existing = match drift {
            Drift::Modified(text) | Drift::HandEdited(text) => Constructor::in_file(text),
            Drift::Missing | Drift::Orphan | Drift::Foreign => None,
        };
        let locked = || {
            let locked = comparison.previous.locked()?;
            Constructor::parse(locked.constructors.get(path)?)
        };
        let old = existing.or_else(locked)?;
        let new = Constructor::parse(planned.locked.constructors.get(path)?)?;
        old.change_of_meaning(&new).map(|_| old.with_order_of(&new))
    });
    reordered.collect()
}

/// Prints the reordered constructors of all folders. Unless they are `accepted`, they are a finding, and nothing may be
/// written. `command` is the command line that accepts them.
///
/// # Errors
///
/// Fails if the report cannot be printed.
pub fn run(
    accepted: bool,
    command: &str,
    comparisons: &[Comparison<'_>],
    terminal: &mut Terminal,
) -> Result<Outcome, Diagnostics> {
    let mut outcome = Outcome::Fine;
    for comparison in comparisons {
        let reordered = reordered(comparison);
        if !reordered.is_empty() {
            outcome = Outcome::Finding;
            let title = format!("{}: {TITLE}", comparison.shown);
            terminal.print_styled(Style::new().bold(), &title)?;
        }
        for constructor in reordered {
            terminal.print_line(&format!("  {constructor}"))?;
        }
    }
    if outcome == Outcome::Fine || accepted {
        return Ok(Outcome::Fine);
    }
    terminal.print_line(&format!("nothing was written: adapt the calls, and run `{command}`"))?;
    Ok(outcome)
}

/// The meaning of a list of constructors.
pub const TITLE: &str = "calls of these constructors still compile, and set other members";

/// The command line that writes the outputs although constructors are reordered.
pub fn accepting(args: &Codegen, terminal: &Terminal) -> String {
    format!("{} {OPTION}", terminal.with_program_name(&command::without_check(args)))
}
