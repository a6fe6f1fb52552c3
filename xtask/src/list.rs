//! `cargo xtask list`: the operations of a model, with HTTP binding and number of shapes, and the facts that the model
//! does not state.

use std::collections::BTreeSet;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_codegen::ir::{Model, Operation};
use farrier_codegen::{frontend, services, survey, why};

use crate::cli::List;
use crate::models::import::find;
use crate::models::survey::obstacles;
use crate::{Outcome, Terminal, join_names, pluralize};

/// The maximum number of obstacles in a message.
const MAX_NAMES: usize = 5;

/// Runs the command.
///
/// # Errors
///
/// Fails if the model does not exist or is not valid.
pub fn run(args: &List, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let files = find(&args.model, &terminal.directory)?.files;
    let mut model = frontend::load(&files)?;
    services::apply(&mut model);
    let sizes = why::sizes(&model);
    let binding = |name: &str| {
        let operation = model.operations.get(name);
        operation.map_or_else(String::new, |operation| model.request_line(operation))
    };
    let rows: Vec<(&str, String, usize)> =
        sizes.into_iter().map(|(name, size)| (name, binding(name), size)).collect();
    let name_width = rows.iter().map(|(name, ..)| name.len()).max().unwrap_or(0);
    let binding_width = rows.iter().map(|(_, binding, _)| binding.len()).max().unwrap_or(0);
    for (name, binding, size) in &rows {
        let size = pluralize(*size, "shape");
        terminal
            .print_line(&format!("{name:name_width$}  {binding:binding_width$}  {size:>10}"))?;
    }
    let (operations, shapes) = (rows.len(), model.shapes.len());
    let service = &model.service.full_name;
    let (operations, shapes) = (pluralize(operations, "operation"), pluralize(shapes, "shape"));
    terminal.print_line(&format!("\n{service}: {operations}, {shapes}"))?;
    for line in events(&model) {
        terminal.print_line(&line)?;
    }
    let surveyed = survey(&files)?;
    let refused: Vec<&Diagnostics> =
        surveyed.values().filter_map(|result| result.as_ref().err()).collect();
    if !refused.is_empty() {
        let reasons: BTreeSet<&str> = refused.iter().flat_map(|errors| obstacles(errors)).collect();
        let reasons: Vec<&str> = reasons.into_iter().collect();
        let count = pluralize(refused.len(), "operation");
        terminal.print_line(&format!(
            "{count} cannot be generated: {}",
            join_names(&reasons, MAX_NAMES)
        ))?;
    }
    let facts = services::describe(&model);
    if !facts.is_empty() {
        terminal.print_line("\nfacts that the model does not state")?;
    }
    for fact in facts {
        terminal.print_line(&format!("  {fact}"))?;
    }
    Ok(Outcome::Fine)
}

/// The lines about operations with events.
fn events(model: &Model) -> impl Iterator<Item = String> {
    let named = |is_wanted: fn(&Model, &Operation) -> bool| {
        let operations = model.operations.values().filter(|operation| is_wanted(model, operation));
        operations.map(|operation| operation.name.as_str()).collect::<Vec<_>>()
    };
    let sends = |model: &Model, of: &Operation| model.events(of.input.as_ref()).is_some();
    let receives = |model: &Model, of: &Operation| {
        model.events(of.input.as_ref()).is_none() && model.events(of.output.as_ref()).is_some()
    };
    let lines = [
        ("receive events", named(receives)),
        ("send events, which clients do not do", named(sends)),
    ];
    lines.into_iter().filter(|(_, names)| !names.is_empty()).map(|(what, names)| {
        format!("{} {what}: {}", pluralize(names.len(), "operation"), names.join(", "))
    })
}
