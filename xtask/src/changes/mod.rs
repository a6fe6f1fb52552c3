//! `cargo xtask changes`: reports the changes between two models, with their verdicts.

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
use farrier_codegen::services::unions::{self, UnionName};
use farrier_codegen::{MemberPath, Selection, omit, services};

use crate::cli::{Changes, FailOn, Format};
use crate::manifest::Manifest;
use crate::{Outcome, Terminal, failure, parallel};
use operand::{Files, Operand};

/// Runs the command.
///
/// # Errors
///
/// Fails if a model or change document is invalid or cannot be read.
pub fn run(args: &Changes, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    page_arguments(args)?;
    match (&args.old, &args.new) {
        (Some(old), Some(new)) => {
            let scope = scope(args, terminal)?;
            let models = models(args, terminal, &scope, [old, new])?;
            print_report(args, models, &scope, terminal)
        }
        _ => committed::run(args, terminal),
    }
}

/// Checks the arguments of `--format page`: a valid date, and no such argument with another format.
fn page_arguments(args: &Changes) -> Result<(), Diagnostic> {
    if let Some(date) = &args.date {
        // TOML dates have the format of RFC 3339.
        let parsed = date.parse::<toml::value::Datetime>().ok();
        if !parsed.is_some_and(|parsed| parsed.date.is_some() && parsed.time.is_none()) {
            let error = Diagnostic::error(format!("`{date}` is not a date"));
            return Err(error.help("write --date as YYYY-MM-DD, such as 2023-02-08"));
        }
    }
    let page_only = [("--date", &args.date), ("--note", &args.note), ("--service", &args.service)];
    match page_only.into_iter().find(|(_, value)| value.is_some()) {
        Some((name, _)) if args.format != Format::Page => {
            Err(Diagnostic::error(format!("`{name}` needs `--format page`")))
        }
        _ => Ok(()),
    }
}

/// The scope of a comparison: the operations, and the model settings of the manifest.
struct Scope {
    /// The selected operations.
    selection: Selection,
    /// The members that the manifest omits.
    omit: Vec<MemberPath>,
    /// The structures that the manifest calls unions.
    unions: Vec<UnionName>,
    /// The protocol, if the manifest selects one.
    protocol: Option<ProtocolName>,
}

impl Scope {
    /// The models as their code shows them: with the facts about their service and the unions of the manifest, and
    /// without the omitted members.
    fn restrict(&self, models: [Model; 2]) -> [Model; 2] {
        models.map(|mut model| {
            services::apply(&mut model);
            if self.omit.is_empty() && self.unions.is_empty() {
                return model;
            }
            let Ok(operations) = self.selection.resolve(&model, BTreeSet::new()) else {
                return model;
            };
            unions::mark(&mut model, &operations, &self.unions);
            omit::without(&model, &operations, &self.omit)
        })
    }
}

/// The scope of the arguments. The default is all operations.
fn scope(args: &Changes, terminal: &Terminal) -> Result<Scope, Diagnostics> {
    if let Some(output) = &args.output {
        let manifest = Manifest::find(
            args.manifest.as_deref(),
            &terminal.directory,
            "name operations with --operations instead of --output",
        )?;
        return committed::output_scope(&manifest, output);
    }
    let selection = if args.operations.is_empty() {
        Selection::All
    } else {
        Selection::from_words(&args.operations)
    };
    Ok(Scope { selection, omit: Vec::new(), unions: Vec::new(), protocol: None })
}

/// Loads the old and the new model of the arguments, and applies change documents to the old one.
fn models(
    args: &Changes,
    terminal: &Terminal,
    scope: &Scope,
    operands: [&str; 2],
) -> Result<[Model; 2], Diagnostics> {
    let [old, new] = operands.map(|text| {
        let mut operand = Operand::read(text, args, &terminal.directory)?;
        if let Operand::Model(files) = &mut operand {
            files.set_protocol(scope.protocol.as_ref());
        }
        Ok::<_, Diagnostics>(operand)
    });
    let mut errors = Diagnostics::default();
    let (old, new) = (errors.collect(old), errors.collect(new));
    let (Some(old), Some(new)) = (old, new) else { return Err(errors) };
    let Operand::Model(old) = old else {
        let message = format!(
            "`{}` is a change document, and the first argument must be a model",
            args.old.as_deref().unwrap_or_default()
        );
        return Err(Diagnostic::error(message)
            .help("name the model first, and the change document second")
            .into());
    };
    let (mut old, new) = match new {
        Operand::Model(new) => load_both(&old, &new)?,
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

/// Loads two models in parallel, since loading takes most of the time for a large service.
fn load_both(old: &Files, new: &Files) -> Result<(Model, Model), Diagnostics> {
    let loaded = parallel::map(&[old, new], |files| files.load());
    let mut errors = Diagnostics::default();
    let models: Vec<Model> = loaded.into_iter().filter_map(|model| errors.collect(model)).collect();
    match <[Model; 2]>::try_from(models) {
        Ok([old, new]) => Ok((old, new)),
        Err(_) => Err(errors),
    }
}

/// Compares two models, prints the report in the requested format, and returns whether `--fail-on` applies.
fn print_report(
    args: &Changes,
    models: [Model; 2],
    scope: &Scope,
    terminal: &mut Terminal,
) -> Result<Outcome, Diagnostics> {
    let [old, new] = &scope.restrict(models);
    let mut report = report(old, new, &scope.selection)?;
    if !args.docs {
        report.hide_documentation();
    }
    let text = match args.format {
        Format::Text => render::text(&report),
        Format::Markdown => render::markdown(&report),
        Format::Json => pretty(&render::json(&report))?,
        Format::Html => render::html(&report),
        Format::Tree => pretty(&render::tree(&selected_changes(old, new, &report)?))?,
        Format::Page => page(args, old, new, &report)?,
    };
    terminal.print_unchanged(&text)?;
    let is_finding = args.fail_on.is_some_and(|fail_on| is_finding(fail_on, &report));
    Ok(if is_finding { Outcome::Finding } else { Outcome::Fine })
}

/// Whether `--fail-on` applies to the printed report.
fn is_finding(fail_on: FailOn, report: &Report) -> bool {
    let rust = report.rust();
    let level = rust.as_crate.max(rust.module);
    match fail_on {
        FailOn::Silent => level >= SemverLevel::Silent,
        FailOn::Major => level >= SemverLevel::Major,
        FailOn::Minor => level >= SemverLevel::Minor,
        FailOn::Wire => report.wire() == WireVerdict::Breaks,
        FailOn::Any => !report.changes.is_empty(),
    }
}

/// The change trees of the selected operations.
fn selected_changes(
    old: &Model,
    new: &Model,
    report: &Report,
) -> Result<Vec<farrier_codegen::change::OperationChange>, Diagnostics> {
    let mut changes = changes(old, new)?;
    changes.retain(|change| report.operations.contains(&change.operation));
    Ok(changes)
}

fn page(args: &Changes, old: &Model, new: &Model, report: &Report) -> Result<String, Diagnostics> {
    let changes = selected_changes(old, new, report)?;
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
    text.map(|text| text + "\n").map_err(|error| failure("cannot print the result", &error))
}
