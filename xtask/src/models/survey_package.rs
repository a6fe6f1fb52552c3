//! `cargo xtask models survey PACKAGE`: the operations of each service that can be generated.

use std::collections::BTreeMap;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_codegen::frontend::{self, ModelFiles};
use farrier_codegen::survey;

use super::package::{ModelName, Package};
use super::survey::obstacles;
use crate::cli::OneModel;
use crate::{Outcome, Terminal, parallel, pluralize};

/// The operations of a service.
#[derive(Default)]
struct Counts {
    all: usize,
    generated: usize,
    /// Operations that are generated, and whose events no client sends.
    sending_events: usize,
    /// The number of operations with each obstacle.
    obstacles: BTreeMap<String, usize>,
}

/// Prints a line for each service, in its newest version, and the totals.
///
/// # Errors
///
/// Fails if a model cannot be read.
pub fn run(
    package: &Package,
    args: &OneModel,
    terminal: &mut Terminal,
) -> Result<Outcome, Diagnostics> {
    let mut errors = Diagnostics::default();
    let services: Vec<String> = package.services().into_iter().map(str::to_owned).collect();
    let picked = services.iter().map(|name| package.pick(Some(name), None).cloned());
    let names: Vec<ModelName> = picked.filter_map(|name| errors.collect(name)).collect();
    terminal.print_progress(&format!("surveying {}", pluralize(names.len(), "service")));
    let counts = parallel::map(&names, |name| {
        let allowed = args.allow_unknown_keys.iter().cloned().collect();
        count(&ModelFiles { allowed, ..package.files(name)? })
    });
    let counts: Vec<Counts> =
        counts.into_iter().filter_map(|counts| errors.collect(counts)).collect();
    errors.finish(())?;
    let width = services.iter().map(String::len).max().unwrap_or(0);
    for (name, counts) in services.iter().zip(&counts) {
        terminal.print_line(format!("{name:width$}  {}", line(counts)).trim_end())?;
    }
    terminal.print_line(&format!("\n{}: {}", package.shown, totals(&counts)))?;
    Ok(Outcome::Fine)
}

fn count(files: &ModelFiles) -> Result<Counts, Diagnostics> {
    let model = frontend::load(files)?;
    let mut counts = Counts::default();
    for (name, result) in survey(files)? {
        let operation = model.operations.get(&name);
        let events = operation.and_then(|operation| model.events(operation.input.as_ref()));
        counts.all += 1;
        counts.generated += usize::from(result.is_ok());
        counts.sending_events += usize::from(result.is_ok() && events.is_some());
        for obstacle in result.as_ref().err().map_or_else(Vec::new, obstacles) {
            *counts.obstacles.entry(obstacle.to_owned()).or_default() += 1;
        }
    }
    Ok(counts)
}

fn line(counts: &Counts) -> String {
    let Counts { all, generated, sending_events, obstacles } = counts;
    let mut reasons: Vec<String> =
        obstacles.iter().map(|(obstacle, count)| format!("{count} no: {obstacle}")).collect();
    if *sending_events > 0 {
        reasons.push(format!("clients do not send the events of {sending_events}"));
    }
    format!("{generated:4} of {all:4}  {}", reasons.join("; "))
}

fn totals(counts: &[Counts]) -> String {
    let sum = |field: fn(&Counts) -> usize| counts.iter().map(field).sum::<usize>();
    let complete = counts.iter().filter(|counts| counts.generated == counts.all).count();
    let none = counts.iter().filter(|counts| counts.generated == 0).count();
    format!(
        "{} of {} can be generated, {complete} of {} completely, {none} not at all",
        sum(|counts| counts.generated),
        pluralize(sum(|counts| counts.all), "operation"),
        pluralize(counts.len(), "service"),
    )
}
