//! `codegen --check`: reports the drift and the next steps, and writes nothing.

use anstyle::{AnsiColor, Style};
use farrier_codegen::diagnostic::Diagnostics;

use super::compare::Comparison;
use super::drift::Drift;
use super::{Job, PlannedLock, cause, command, constructors, report};
use crate::cli::Codegen;
use crate::{Outcome, Terminal, pluralize};

const BOLD: Style = Style::new().bold();

/// The style of a line in a report: the usual colors of a unified diff.
fn style(line: &str) -> Style {
    match line.as_bytes() {
        [b'+', b'+', b'+', ..] | [b'-', b'-', b'-', ..] => BOLD,
        [b'+', ..] => AnsiColor::Green.on_default(),
        [b'-', ..] => AnsiColor::Red.on_default(),
        [b'@', b'@', ..] => AnsiColor::Cyan.on_default(),
        _ => Style::new(),
    }
}

/// Runs the check.
///
/// # Errors
///
/// Fails if the report cannot be printed.
pub fn run(
    args: &Codegen,
    job: &Job,
    comparisons: &[Comparison<'_>],
    terminal: &mut Terminal,
) -> Result<Outcome, Diagnostics> {
    let has_drift = comparisons.iter().any(|comparison| !comparison.drifts.is_empty());
    let lock = job.lock.as_ref().and_then(|lock| Some((lock, lock.drift.as_ref()?)));
    let outcome = if has_drift || lock.is_some() { Outcome::Finding } else { Outcome::Fine };
    if args.quiet {
        let names: String = comparisons.iter().map(report::names).collect();
        terminal.print(&names)?;
        if let Some((lock, drift)) = lock {
            terminal.print_line(&format!("{}: {}", drift.name(), lock.name()))?;
        }
        return Ok(outcome);
    }
    comparisons.iter().try_for_each(|comparison| print_folder(comparison, terminal))?;
    if let Some((lock, drift)) = lock {
        print_lock(lock, drift, has_drift, comparisons, terminal)?;
    }
    for annotation in report::annotations(comparisons, job, terminal) {
        terminal.print_line(&annotation)?;
    }
    if outcome == Outcome::Finding {
        print_next_steps(args, job, comparisons, terminal)?;
    }
    Ok(outcome)
}

fn print_folder(comparison: &Comparison<'_>, terminal: &mut Terminal) -> Result<(), Diagnostics> {
    match (comparison.drifts.is_empty(), comparison.planned) {
        (false, _) => {
            let report = report::report(comparison);
            let mut lines = report.lines();
            lines.next().map_or(Ok(()), |title| terminal.print_styled(BOLD, title))?;
            lines.try_for_each(|line| terminal.print_styled(style(line), line))?;
            terminal.print_line("")
        }
        (true, Some(planned)) => {
            let files = pluralize(planned.files.len(), "file");
            terminal.print_line(&format!("{} is up to date ({files})", comparison.shown))
        }
        (true, None) => Ok(()),
    }
}

/// Prints the drift of the lock file, unless it only follows from the drift of other files.
fn print_lock(
    lock: &PlannedLock,
    drift: &Drift,
    has_drift: bool,
    comparisons: &[Comparison<'_>],
    terminal: &mut Terminal,
) -> Result<(), Diagnostics> {
    let reason = match (drift, lock.read_error()) {
        _ if lock.is_link() => "a symbolic link",
        (Drift::HandEdited(_), _) => "same values, but the formatting was changed",
        (_, Some(error)) => error,
        (Drift::Foreign, _) => "the first line is not the header",
        _ if has_drift => return Ok(()),
        (Drift::Missing, _) => "all other files are up to date",
        _ => "out of date, although all other files are up to date",
    };
    terminal.print_line(&format!("{}: {} ({reason})", drift.name(), lock.name()))?;
    if matches!(drift, Drift::Modified(_)) && lock.previous.is_ok() {
        for comparison in comparisons {
            for cause in cause::causes(comparison) {
                terminal.print_line(&format!("  {}: {cause}", comparison.shown))?;
            }
        }
    }
    Ok(())
}

/// Prints the steps that resolve the drift.
fn print_next_steps(
    args: &Codegen,
    job: &Job,
    comparisons: &[Comparison<'_>],
    terminal: &mut Terminal,
) -> Result<(), Diagnostics> {
    let drifts = || comparisons.iter().flat_map(|comparison| comparison.drifts.values());
    let lock = job.lock.as_ref();
    if lock.is_some_and(|lock| lock.interrupted.is_some()) {
        terminal.print_line("the last run of codegen was interrupted")?;
    }
    if drifts().any(|drift| *drift == Drift::Foreign) {
        terminal.print_line(
            "move or delete the foreign files: their folder is reserved for generated files",
        )?;
    }
    if drifts().any(Drift::has_lost_header) {
        terminal.print_line(
            "move or delete the files without the header in the first line: codegen does not replace them",
        )?;
    }
    if let Some(lock) = lock.filter(|lock| lock.drift == Some(Drift::Foreign)) {
        let name = lock.name();
        terminal.print_line(&if lock.is_link() {
            format!("`{name}` is a symbolic link: replace the link with a file")
        } else {
            format!("codegen does not recognize `{name}`: move or delete the file")
        })?;
    }
    let lock_drift = lock.and_then(|lock| lock.drift.as_ref());
    let loses_edits = drifts()
        .chain(lock_drift)
        .any(|drift| matches!(drift, Drift::HandEdited(_)) && !drift.is_kept());
    let warning = if loses_edits { "; edits by hand will be lost" } else { "" };
    if comparisons.iter().any(|comparison| !constructors::reordered(comparison).is_empty()) {
        let command = constructors::accepting(args, terminal);
        return terminal.print_line(&format!(
            "adapt the calls of the listed constructors, run `{command}` and commit the result{warning}"
        ));
    }
    let command = terminal.with_program_name(&command::without_check(args)).into_owned();
    terminal.print_line(&format!("run `{command}` and commit the result{warning}"))
}
