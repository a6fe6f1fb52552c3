//! `--check`: says what differs and what to do, and writes nothing.

use anstyle::{AnsiColor, Style};
use farrier_codegen::diagnostic::Diagnostics;

use super::compare::Compared;
use super::drift::Drift;
use super::{Job, PlannedLock, cause, command, report};
use crate::cli::Codegen;
use crate::{Outcome, Terminal, counted};

const BOLD: Style = Style::new().bold();

/// The style of a line in a report: the colors of a unified diff.
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
/// Fails if the result cannot be printed.
pub fn run(
    args: &Codegen,
    job: &Job,
    compared: &[Compared<'_>],
    terminal: &mut Terminal,
) -> Result<Outcome, Diagnostics> {
    let has_drifted = compared.iter().any(|compared| !compared.drifts.is_empty());
    let lock = job.lock.as_ref().and_then(|lock| Some((lock, lock.drift.as_ref()?)));
    let outcome = if has_drifted || lock.is_some() { Outcome::Finding } else { Outcome::Fine };
    if args.quiet {
        let names: String = compared.iter().map(report::names).collect();
        terminal.print(&names)?;
        if let Some((lock, drift)) = lock {
            terminal.say(&format!("{}: {}", drift.name(), lock.name()))?;
        }
        return Ok(outcome);
    }
    compared.iter().try_for_each(|compared| say_of_a_folder(compared, terminal))?;
    if let Some((lock, drift)) = lock {
        say_of_the_lock(lock, drift, has_drifted, compared, terminal)?;
    }
    for annotation in report::annotations(compared, job, terminal) {
        terminal.say(&annotation)?;
    }
    if outcome == Outcome::Finding {
        say_what_to_do(args, job, compared, terminal)?;
    }
    Ok(outcome)
}

fn say_of_a_folder(compared: &Compared<'_>, terminal: &mut Terminal) -> Result<(), Diagnostics> {
    match (compared.drifts.is_empty(), compared.planned) {
        (false, _) => {
            let report = report::report(compared);
            let mut lines = report.lines();
            lines.next().map_or(Ok(()), |title| terminal.say_styled(BOLD, title))?;
            lines.try_for_each(|line| terminal.say_styled(style(line), line))?;
            terminal.say("")
        }
        (true, Some(planned)) => {
            let files = counted(planned.files.len(), "file");
            terminal.say(&format!("{} is up to date ({files})", compared.shown))
        }
        (true, None) => Ok(()),
    }
}

/// Says how the lock differs, unless that goes without saying: files that are written anew make it out of date.
fn say_of_the_lock(
    lock: &PlannedLock,
    drift: &Drift,
    has_drifted: bool,
    compared: &[Compared<'_>],
    terminal: &mut Terminal,
) -> Result<(), Diagnostics> {
    let name = lock.name();
    let why = match (drift, &lock.before) {
        (Drift::HandEdited(_), _) => "it says what it should, and not as codegen writes it",
        (_, Err(why)) => why.strip_prefix(&name).unwrap_or(why).trim_start(),
        (Drift::Foreign, _) => "it is no file with the header of codegen's",
        _ if has_drifted => return Ok(()),
        (Drift::Missing, _) => "every other file is as it should be",
        _ => "it is out of date, although no other file is",
    };
    terminal.say(&format!("{}: {name} ({why})", drift.name()))?;
    if matches!(drift, Drift::Modified(_)) && lock.before.is_ok() {
        for compared in compared {
            for cause in cause::causes(compared) {
                terminal.say(&format!("  {}: {cause}", compared.shown))?;
            }
        }
    }
    Ok(())
}

/// Says what mends it.
fn say_what_to_do(
    args: &Codegen,
    job: &Job,
    compared: &[Compared<'_>],
    terminal: &mut Terminal,
) -> Result<(), Diagnostics> {
    let drifts = || compared.iter().flat_map(|compared| compared.drifts.values());
    let lock = job.lock.as_ref();
    if lock.is_some_and(|lock| lock.interrupted.is_some()) {
        terminal.say("the last run of codegen was stopped before it had finished")?;
    }
    if drifts().any(|drift| *drift == Drift::Foreign) {
        terminal.say("move or delete what is foreign: an output has its folder to itself")?;
    }
    if drifts().any(Drift::is_without_header) {
        terminal
            .say("move or delete what has lost its header: codegen replaces only what has it")?;
    }
    if let Some(lock) = lock.filter(|lock| lock.drift == Some(Drift::Foreign)) {
        terminal.say(&format!("move or delete {}: codegen writes its own", lock.name()))?;
    }
    let lock_drift = lock.and_then(|lock| lock.drift.as_ref());
    let undoes = drifts()
        .chain(lock_drift)
        .any(|drift| matches!(drift, Drift::HandEdited(_)) && !drift.is_kept());
    let undoes = if undoes { "; it undoes what was edited by hand" } else { "" };
    let command = terminal.called(&command::of(args)).into_owned();
    terminal.say(&format!("run `{command}` and commit what it writes{undoes}"))
}
