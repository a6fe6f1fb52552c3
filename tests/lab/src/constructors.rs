//! `cargo lab constructors`: the constructors whose calls compile with the code of both models, and set other members.

use std::collections::BTreeMap;

use farrier_codegen::constructors::{ChangeOfMeaning, Constructor, of_model};
use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::shared::pluralize;
use farrier_xtask::{Outcome, Terminal};

use crate::cli::Models;
use crate::sides::Sides;

/// The constructors of a service, by path of the file.
struct Service {
    name: String,
    constructors: BTreeMap<String, Constructor>,
}

/// Runs the command. A constructor that takes the same values in another order is a finding.
///
/// # Errors
///
/// Fails if a model cannot be read, or if the sides have no service in common.
pub fn run(args: &Models, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let (sides, errors) = Sides::read(args, terminal, |_, model| {
        let constructors = of_model(&model)?;
        Ok(Service { name: model.service.full_name, constructors })
    })?;
    let pairs = sides.pairs();
    let (mut compared, mut reordered, mut renamed) = (0, 0, 0);
    for (old, new) in &pairs {
        let both = old
            .constructors
            .iter()
            .filter_map(|(path, constructor)| Some((constructor, new.constructors.get(path)?)));
        for (before, after) in both {
            compared += 1;
            let (verb, count) = match before.change_of_meaning(after) {
                None => continue,
                Some(ChangeOfMeaning::Reordered) => ("reordered", &mut reordered),
                Some(ChangeOfMeaning::Renamed) => ("renamed", &mut renamed),
            };
            *count += 1;
            let line = format!("{}: {verb} {}", old.name, before.with_order_of(after));
            terminal.print_line(&line)?;
        }
    }
    for line in sides.alone(args) {
        terminal.print_line(&line)?;
    }
    terminal.print_line(&format!(
        "{} in {}: with the same types, {reordered} reordered, {renamed} with a renamed argument",
        pluralize(compared, "constructor"),
        pluralize(pairs.len(), "service"),
    ))?;
    // Errors come last, so that they do not hide the results.
    errors.finish(if reordered > 0 { Outcome::Finding } else { Outcome::Fine })
}
