//! `cargo xtask changes`: what changed between two models, and what it means.

mod committed;
mod git;
pub mod operand;

use std::collections::BTreeSet;

use farrier_codegen::change::{
    Report, SemverLevel, Title, WireVerdict, apply, changes, render, report, write_page,
};
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_codegen::frontend::ProtocolName;
use farrier_codegen::ir::Model;
use farrier_codegen::{MemberPath, Selection, omit};

use crate::cli::{Changes, FailOn, Format};
use crate::manifest::Manifest;
use crate::{Outcome, Terminal, failure, parallel};
use operand::{Files, Operand};

/// Runs the command.
///
/// # Errors
///
/// Everything that is wrong with the models and change documents, and failures to read them.
pub fn run(args: &Changes, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    page_arguments(args)?;
    match (&args.old, &args.new) {
        (Some(old), Some(new)) => {
            let wanted = wanted(args, terminal)?;
            let models = models(args, terminal, &wanted, [old, new])?;
            tell(args, models, &wanted, terminal)
        }
        _ => committed::run(args, terminal),
    }
}

/// The day must be one, and what only the page has is for the page alone.
fn page_arguments(args: &Changes) -> Result<(), Diagnostic> {
    if let Some(date) = &args.date {
        // A date of TOML is one of RFC 3339.
        let parsed = date.parse::<toml::value::Datetime>().ok();
        if !parsed.is_some_and(|parsed| parsed.date.is_some() && parsed.time.is_none()) {
            let error = Diagnostic::error(format!("`{date}` is not a day"));
            return Err(error.help("--date is written as YYYY-MM-DD, such as 2023-02-08"));
        }
    }
    let of_page = [("--date", &args.date), ("--note", &args.note), ("--service", &args.service)];
    match of_page.into_iter().find(|(_, value)| value.is_some()) {
        Some((name, _)) if args.format != Format::Page => {
            Err(Diagnostic::error(format!("{name} is for --format page alone")))
        }
        _ => Ok(()),
    }
}

/// What of two models is compared.
struct Wanted {
    /// The operations.
    selection: Selection,
    /// Members that are in no code, because the manifest leaves them out.
    omit: Vec<MemberPath>,
    /// The protocol, if the manifest chooses it.
    protocol: Option<ProtocolName>,
}

impl Wanted {
    /// The models as the code that is wanted knows them.
    fn of(&self, models: [Model; 2]) -> [Model; 2] {
        if self.omit.is_empty() {
            return models;
        }
        models.map(|model| match self.selection.of(&model, BTreeSet::new()) {
            Ok(operations) => omit::without(&model, &operations, &self.omit),
            Err(_) => model,
        })
    }
}

/// What the arguments ask for: all operations, unless they say something else.
fn wanted(args: &Changes, terminal: &Terminal) -> Result<Wanted, Diagnostics> {
    if let Some(output) = &args.output {
        let manifest = Manifest::find(args.manifest.as_deref(), &terminal.directory)?;
        return committed::of_output(&manifest, output);
    }
    let selection = if args.operations.is_empty() {
        Selection::All
    } else {
        Selection::of_words(&args.operations)
    };
    Ok(Wanted { selection, omit: Vec::new(), protocol: None })
}

/// The two models: of the arguments, the old one with everything applied that is to be.
fn models(
    args: &Changes,
    terminal: &Terminal,
    wanted: &Wanted,
    operands: [&str; 2],
) -> Result<[Model; 2], Diagnostics> {
    let [old, new] = operands.map(|text| {
        let mut operand = Operand::read(text, args, &terminal.directory)?;
        if let Operand::Model(files) = &mut operand {
            files.set_protocol(wanted.protocol.as_ref());
        }
        Ok::<_, Diagnostics>(operand)
    });
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
    let (mut old, new) = match new {
        Operand::Model(new) => both(&old, &new)?,
        Operand::Change(document, source) => {
            let old = old.load()?;
            let new = apply(&document, &source, &old)?;
            (old, new)
        }
    };
    for path in &args.apply {
        let (document, source) = operand::change(path, &terminal.directory)?;
        old = apply(&document, &source, &old)?;
    }
    Ok([old, new])
}

/// Reads two models at once: on a large service that is most of the time that a comparison takes.
fn both(old: &Files, new: &Files) -> Result<(Model, Model), Diagnostics> {
    let loaded = parallel::map(&[old, new], |files| files.load());
    let mut errors = Diagnostics::default();
    let models: Vec<Model> = loaded.into_iter().filter_map(|model| errors.collect(model)).collect();
    match <[Model; 2]>::try_from(models) {
        Ok([old, new]) => Ok((old, new)),
        Err(_) => Err(errors),
    }
}

/// Compares two models, prints what differs in the form that was asked for, and says whether it is a finding.
fn tell(
    args: &Changes,
    models: [Model; 2],
    wanted: &Wanted,
    terminal: &mut Terminal,
) -> Result<Outcome, Diagnostics> {
    let [old, new] = &wanted.of(models);
    let mut report = report(old, new, &wanted.selection)?;
    if !args.docs {
        report.hide_documentation();
    }
    let text = match args.format {
        Format::Text => render::text(&report),
        Format::Markdown => render::markdown(&report),
        Format::Json => pretty(&render::json(&report))?,
        Format::Html => render::html(&report),
        Format::Tree => pretty(&render::tree(&asked_for(old, new, &report)?))?,
        Format::Page => page(args, old, new, &report)?,
    };
    terminal.print(&text)?;
    let is_finding = args.fail_on.is_some_and(|fail_on| is_finding(fail_on, &report));
    Ok(if is_finding { Outcome::Finding } else { Outcome::Fine })
}

/// Whether a report, as it is printed, is what somebody wants to stop at.
fn is_finding(fail_on: FailOn, report: &Report) -> bool {
    let rust = report.rust();
    let level = rust.as_crate.max(rust.module);
    match fail_on {
        FailOn::Major => level >= SemverLevel::Major,
        FailOn::Minor => level >= SemverLevel::Minor,
        FailOn::Wire => report.wire() == WireVerdict::Breaks,
        FailOn::Any => !report.changes.is_empty(),
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
