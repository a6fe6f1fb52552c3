//! `cargo xtask changes`: what changed between two models, and what it means.

mod committed;
mod git;
mod operand;

use std::io::{ErrorKind, Write};

use farrier_codegen::change::{
    Level, Report, Title, Wire, apply, changes, render, report, write_page,
};
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_codegen::ir::Model;
use farrier_codegen::{OperationName, Selection};

use crate::cli::{Changes, FailOn, Format};
use crate::manifest::Manifest;
use crate::{Outcome, Terminal, failure};
use operand::Operand;

/// Runs the command.
///
/// # Errors
///
/// Everything that is wrong with the models and change documents, and failures to read them.
pub fn run(args: &Changes, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    match (&args.old, &args.new) {
        (Some(old), Some(new)) => {
            let selection = selection(args, terminal)?;
            let [old, new] = models(args, terminal, old, new)?;
            let tell = Tell { args, outcome: Outcome::Fine };
            tell.comparison(&old, &new, &selection, terminal)
        }
        _ => committed::run(args, terminal),
    }
}

/// The operations that the arguments ask for: all, unless they say something else.
fn selection(args: &Changes, terminal: &Terminal) -> Result<Selection, Diagnostics> {
    if let Some(output) = &args.output {
        let manifest = Manifest::find(args.manifest.as_deref(), &terminal.directory)?;
        return committed::operations(&manifest, output);
    }
    let names = args.operations.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
    let names: Vec<&str> = names.collect();
    Ok(match names.as_slice() {
        [] | ["all"] => Selection::All,
        names => Selection::Named(names.iter().map(|name| OperationName::from(*name)).collect()),
    })
}

/// The two models: of the arguments, the old one with everything applied that is to be.
fn models(
    args: &Changes,
    terminal: &Terminal,
    old: &str,
    new: &str,
) -> Result<[Model; 2], Diagnostics> {
    let [old, new] = [old, new].map(|text| Operand::read(text, args, &terminal.directory));
    let mut errors = Diagnostics::default();
    let (old, new) = (errors.collect(old), errors.collect(new));
    let (Some(old), Some(new)) = (old, new) else { return Err(errors) };
    let Operand::Model(old) = old else {
        let message = format!(
            "{} says what is added, and to nothing",
            args.old.as_deref().unwrap_or_default()
        );
        return Err(Diagnostic::error(message)
            .help("name the model first, and the change after it")
            .into());
    };
    let (old, new) = match new {
        Operand::Model(new) => both(&old, &new)?,
        Operand::Change(document, source) => {
            let old = old.load()?;
            let new = apply(&document, &source, &old)?;
            (old, new)
        }
    };
    let mut old = old;
    for path in &args.apply {
        let (document, source) = operand::change(path, &terminal.directory)?;
        old = apply(&document, &source, &old)?;
    }
    Ok([old, new])
}

/// Reads two models at once: on a large service that is most of the time that a comparison takes.
fn both(old: &operand::Files, new: &operand::Files) -> Result<(Model, Model), Diagnostics> {
    let (old, new) = std::thread::scope(|scope| {
        let old = scope.spawn(|| old.load());
        let new = new.load();
        (old.join(), new)
    });
    let old =
        old.map_err(|_| Diagnostics::from(Diagnostic::error("the old model cannot be read")))?;
    let mut errors = Diagnostics::default();
    match (errors.collect(old), errors.collect(new)) {
        (Some(old), Some(new)) => Ok((old, new)),
        _ => Err(errors),
    }
}

/// Tells of comparisons, and remembers whether one of them is a finding.
struct Tell<'a> {
    args: &'a Changes,
    outcome: Outcome,
}

impl Tell<'_> {
    /// Compares two models, prints what differs in the form that was asked for, and says whether it is a finding.
    fn comparison(
        self,
        old: &Model,
        new: &Model,
        selection: &Selection,
        terminal: &mut Terminal,
    ) -> Result<Outcome, Diagnostics> {
        let mut report = report(old, new, selection)?;
        let is_finding = self.is_finding(&report);
        if !self.args.docs {
            report.hide_documentation();
        }
        let text = match self.args.format {
            Format::Text => render::text(&report),
            Format::Markdown => render::markdown(&report),
            Format::Json => pretty(&render::json(&report))?,
            Format::Html => render::html(&report),
            Format::Tree => pretty(&render::tree(&asked_for(old, new, &report)?))?,
            Format::Page => page(self.args, old, new, &report)?,
        };
        print(&text, terminal)?;
        Ok(if is_finding { Outcome::Finding } else { self.outcome })
    }

    fn is_finding(&self, report: &Report) -> bool {
        let rust = report.rust();
        let level = rust.as_crate.max(rust.module);
        let is_shown =
            |kind| self.args.docs || kind != farrier_codegen::change::Kind::DocumentationChanged;
        match self.args.fail_on {
            None => false,
            Some(FailOn::Major) => level >= Level::Major,
            Some(FailOn::Minor) => level >= Level::Minor,
            Some(FailOn::Wire) => report.wire() == Wire::Breaks,
            Some(FailOn::Any) => report.changes.iter().any(|change| is_shown(change.kind)),
        }
    }
}

/// The trees of the operations that were asked for.
fn asked_for(
    old: &Model,
    new: &Model,
    report: &Report,
) -> Result<Vec<farrier_codegen::change::OperationChange>, Diagnostics> {
    let mut changes = changes(old, new)?;
    changes.retain(|change| report.operations.contains(&change.operation));
    Ok(changes)
}

fn page(args: &Changes, old: &Model, new: &Model, report: &Report) -> Result<String, Diagnostics> {
    let changes = asked_for(old, new, report)?;
    let (date, note) = (args.date.as_deref(), args.note.as_deref());
    let title = Title {
        date: date.unwrap_or_default(),
        note: note.unwrap_or_default(),
        service: args.service.as_deref().unwrap_or(&new.service.full_name),
    };
    Ok(write_page(new, &changes, &title)?)
}

fn pretty(value: &serde_json::Value) -> Result<String, Diagnostics> {
    let text = serde_json::to_string_pretty(value);
    text.map(|text| text + "\n").map_err(|error| failure("the result cannot be printed", &error))
}

/// Prints a finished text as it is.
fn print(text: &str, terminal: &mut Terminal) -> Result<(), Diagnostics> {
    match terminal.out.write_all(text.as_bytes()) {
        // Whoever reads only the first lines is no reason to fail.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(failure("the result cannot be printed", &error))
        }
        _ => Ok(()),
    }
}
