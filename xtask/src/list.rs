//! `cargo xtask list`: the operations of a model, and how much each brings.

use std::collections::BTreeSet;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_codegen::{frontend, survey, why};

use crate::cli::List;
use crate::models::import::find;
use crate::models::survey::obstacles;
use crate::{Outcome, Terminal, counted, listed};

/// How many obstacles are named.
const NAMED: usize = 5;

/// Runs the command.
///
/// # Errors
///
/// Fails if there is no such model, or if the files are not one.
pub fn run(args: &List, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let files = find(&args.model, &terminal.directory)?.files;
    let model = frontend::load(&files)?;
    let sizes = why::sizes(&model);
    let binding = |name: &str| {
        let http = model.operations.get(name).map(|operation| &operation.http);
        http.map_or_else(String::new, |http| format!("{} {}", http.method, http.uri))
    };
    let rows: Vec<(&str, String, usize)> =
        sizes.into_iter().map(|(name, size)| (name, binding(name), size)).collect();
    let name_width = rows.iter().map(|(name, ..)| name.len()).max().unwrap_or(0);
    let binding_width = rows.iter().map(|(_, binding, _)| binding.len()).max().unwrap_or(0);
    for (name, binding, size) in &rows {
        let size = counted(*size, "shape");
        terminal.say(&format!("{name:name_width$}  {binding:binding_width$}  {size:>10}"))?;
    }
    let (operations, shapes) = (rows.len(), model.shapes.len());
    let service = &model.service.full_name;
    let (operations, shapes) = (counted(operations, "operation"), counted(shapes, "shape"));
    terminal.say(&format!("\n{service}: {operations}, {shapes}"))?;
    let surveyed = survey(&files)?;
    let refused: Vec<&Diagnostics> =
        surveyed.values().filter_map(|result| result.as_ref().err()).collect();
    if !refused.is_empty() {
        let why: BTreeSet<&str> = refused.iter().flat_map(|errors| obstacles(errors)).collect();
        let why: Vec<&str> = why.into_iter().collect();
        let count = counted(refused.len(), "operation");
        terminal.say(&format!("{count} cannot be generated: {}", listed(&why, NAMED)))?;
    }
    Ok(Outcome::Fine)
}
