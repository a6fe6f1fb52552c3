//! `cargo xtask changes`: reports the changes between two models, with their verdicts.

mod committed;
pub mod compare;
mod git;
mod history;
mod once;
pub mod operand;
pub mod slices;

use farrier_codegen::Selection;
use farrier_codegen::change::render::{self, Detail};
use farrier_codegen::change::{
    Review, ReviewedService, SemverLevel, Title, WireVerdict, apply, changes, write_page,
};
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use crate::cli::{Changes, FailOn, Format};
use crate::manifest::Manifest;
use crate::{Outcome, Terminal, failure, parallel};
use compare::{Compared, LoadedModel, Scope};
use operand::{Files, Operand};

/// Runs the command.
///
/// # Errors
///
/// Fails if a model or change document is invalid or cannot be read.
pub fn run(args: &Changes, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    page_arguments(args)?;
    if !args.history.is_empty() {
        return history::run(args, terminal);
    }
    match (&args.old, &args.new) {
        (Some(old), Some(new)) => {
            let scope = scope(args, terminal)?;
            let models = models(args, terminal, &scope, [old, new])?;
            let compared = Compared::of(String::new(), models, &scope)?;
            print(args, vec![compared], terminal)
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
    let service = args.service.as_ref().filter(|_| args.history.is_empty());
    let page_only =
        [("--date", args.date.as_ref()), ("--note", args.note.as_ref()), ("--service", service)];
    match page_only.into_iter().find(|(_, value)| value.is_some()) {
        Some((name, _)) if args.format != Format::Page => {
            Err(Diagnostic::error(format!("`{name}` needs `--format page`")))
        }
        _ => Ok(()),
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
    Ok(Scope::of(selection))
}

/// Loads the old and the new model of the arguments, and applies change documents to the old one.
fn models(
    args: &Changes,
    terminal: &Terminal,
    scope: &Scope,
    operands: [&str; 2],
) -> Result<[LoadedModel; 2], Diagnostics> {
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
            let new = apply(&document, &source, &old.model)?;
            let new = LoadedModel { model: new, ..old };
            (old, new)
        }
    };
    for path in &args.apply {
        let (document, source) = operand::change(path, &terminal.directory)?;
        old.model = apply(&document, &source, &old.model)?;
    }
    Ok([old, new])
}

/// Loads two models in parallel, since loading takes most of the time for a large service.
fn load_both(old: &Files, new: &Files) -> Result<(LoadedModel, LoadedModel), Diagnostics> {
    let loaded = parallel::map(&[old, new], |files| files.load());
    let mut errors = Diagnostics::default();
    let models: Vec<LoadedModel> =
        loaded.into_iter().filter_map(|model| errors.collect(model)).collect();
    match <[LoadedModel; 2]>::try_from(models) {
        Ok([old, new]) => Ok((old, new)),
        Err(_) => Err(errors),
    }
}

/// Prints the compared services, at least one, in the requested format. The formats of [`is_for_one_service`] need
/// exactly one.
fn print(
    args: &Changes,
    compared: Vec<Compared>,
    terminal: &mut Terminal,
) -> Result<Outcome, Diagnostics> {
    let additions = match (args.format, compared.first()) {
        (Format::Tree | Format::Page, Some(first)) => Some(additions(args, first)?),
        _ => None,
    };
    let services = compared.into_iter();
    let services = services.map(|Compared { name, report, .. }| ReviewedService { name, report });
    let mut review = Review { services: services.collect() };
    if !args.docs {
        review.hide_documentation();
    }
    let detail = if args.all || args.docs { Detail::Full } else { Detail::Summary };
    let text = match (args.format, additions) {
        (_, Some(additions)) => additions,
        (Format::Markdown, _) => render::markdown(&review, detail, render::MAX_MARKDOWN),
        (Format::Html, _) => render::html(&review),
        (Format::Json, _) => {
            let reports = review.services.iter().map(|service| render::json(&service.report));
            reports.map(|report| pretty(&report)).collect::<Result<String, _>>()?
        }
        _ => render::text(&review, detail),
    };
    terminal.print_unchanged(&text)?;
    Ok(outcome(args.fail_on, &review))
}

/// Whether a format shows a single service.
fn is_for_one_service(format: Format) -> bool {
    matches!(format, Format::Json | Format::Tree | Format::Page)
}

/// The outcome of a review: a finding if `--fail-on` applies.
pub fn outcome(fail_on: Option<FailOn>, review: &Review) -> Outcome {
    let rust = review.rust();
    let level = rust.as_crate.max(rust.module);
    let is_finding = fail_on.is_some_and(|fail_on| match fail_on {
        FailOn::Silent => level >= SemverLevel::Silent,
        FailOn::Major => level >= SemverLevel::Major,
        FailOn::Minor => level >= SemverLevel::Minor,
        FailOn::Wire => review.wire() == WireVerdict::Breaks,
        FailOn::Any => !review.is_empty(),
    });
    if is_finding { Outcome::Finding } else { Outcome::Fine }
}

/// The additions of the selected operations as text, for the formats `tree` and `page`.
fn additions(args: &Changes, compared: &Compared) -> Result<String, Diagnostics> {
    let [old, new] = compared.models.each_ref().map(|loaded| &loaded.model);
    let mut changes = changes(old, new)?;
    changes.retain(|change| compared.report.operations.contains(&change.operation));
    if args.format == Format::Tree {
        return pretty(&render::tree(&changes));
    }
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
