//! `cargo xtask update`: replaces pinned models by those of another package, reports the changes, and generates the
//! outputs.

mod markdown;
pub mod newer;
pub mod replacement;
mod select;
mod slices;
mod text;

use std::collections::BTreeSet;

use farrier_codegen::change::Review;
use farrier_codegen::change::render::Detail;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use self::newer::Newer;
use self::replacement::Replacement;
use self::select::{Choice, Selected, Selection};
use crate::changes;
use crate::cli::Update;
use crate::codegen::{Inputs, Job, interrupted};
use crate::edits::Edits;
use crate::manifest::{self, Manifest};
use crate::models::pinned::Pinned;
use crate::other_manifests;
use crate::write::guard::Guard;
use crate::{Outcome, Terminal, write};

/// Runs the command.
///
/// # Errors
///
/// Fails without changing a file if a package or model cannot be read, or if an output cannot be generated.
pub fn run(args: &Update, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let home = manifest::home(args.manifest.as_deref(), &terminal.directory);
    let _guard = Guard::acquire(&home, terminal);
    if args.dry_run {
        interrupted::note(&home, terminal);
    } else {
        interrupted::finish(&home, terminal)?;
    }
    let help = "name two models to compare with `cargo xtask changes`";
    let manifest = Manifest::find(args.manifest.as_deref(), &terminal.directory, help)?;
    let (planned, dropped) = plan(args, &manifest, terminal)?;
    planned.print(terminal)?;
    dropped.finish(())?;
    let next_steps = other_manifests::next_steps(&manifest, &planned.edits, terminal);
    let inputs = Inputs {
        edits: planned.edits.clone(),
        command: "update",
        accept_reordered: args.accept_reordered,
    };
    let job = Job::from_manifest(manifest, inputs, terminal.program)?;
    let accepting = terminal.with_program_name(&text::accepting(args)).into_owned();
    let outcome = job.write(&accepting, args.dry_run, terminal)?;
    if outcome == Outcome::Fine && !args.dry_run {
        next_steps.iter().try_for_each(|step| terminal.print_line(step))?;
    }
    if let Some(path) = &args.markdown {
        let is_stopped = outcome == Outcome::Finding;
        write::file(&terminal.directory.join(path), &markdown::page(&planned, is_stopped))?;
    }
    if args.dry_run {
        terminal.print_line("nothing was written, because of --dry-run")?;
    }
    Ok(outcome.or(changes::outcome(args.fail_on, &planned.review)))
}

/// An update, in memory.
struct Planned {
    /// The new models, such as `botocore 1.29.67`.
    title: String,
    /// The packages before.
    before: Vec<String>,
    replacements: Vec<Replacement>,
    edits: Edits,
    /// One line for each model that stays.
    notes: Vec<String>,
    /// The changes of each service, under the path of its output.
    review: Review,
    detail: Detail,
}

/// Plans an update. The other result has an error for each listed operation that the new models do not have.
fn plan(
    args: &Update,
    manifest: &Manifest,
    terminal: &mut Terminal,
) -> Result<(Planned, Diagnostics), Diagnostics> {
    let pinned = Pinned::of(manifest)?;
    if pinned.models().next().is_none() {
        let error = Diagnostic::error("no model of the manifest is pinned");
        let error = select::unpinned(manifest, &pinned).into_iter().fold(error, Diagnostic::help);
        let help = "import the models with `cargo xtask models import --pin`";
        return Err(error.help(help).into());
    }
    let named = args.source.as_deref().unwrap_or(newer::DEFAULT);
    let home = manifest::plain(&manifest.root);
    let path = newer::locate(named, args.python.as_deref(), &home, terminal)?;
    let newer = Newer::open(&path, args.origin.as_ref(), &terminal.directory)?;
    let is_default = args.source.is_none();
    let choice = Choice { newer: &newer, services: &args.service, is_default };
    let Selection { selected, notes } = choice.select(&pinned, manifest)?;
    let (mut edits, mut replacements, mut errors) =
        (Edits::default(), Vec::new(), Diagnostics::default());
    for Selected { file, entry, upstream } in selected {
        let Some(file) = pinned.files.get(file) else { continue };
        let operations =
            replacement::remaining_operations(manifest, &pinned, file, (&entry, &upstream));
        let replacement = operations.and_then(|operations| {
            replacement::plan(manifest, file, (&entry, operations), upstream, &mut edits)
        });
        replacements.extend(errors.collect(replacement));
    }
    let replacements = errors.finish(replacements)?;
    replacement::edit_sources(&pinned, &replacements, &[], &mut edits)?;
    let title = newer.title();
    let (mut review, dropped) = slices::review(manifest, &replacements, &edits, &title)?;
    if !args.docs {
        review.hide_documentation();
    }
    let before: BTreeSet<String> = replacements
        .iter()
        .filter_map(|replacement| replacement.old_pin.as_ref().map(ToString::to_string))
        .collect();
    let detail = if args.all || args.docs { Detail::Full } else { Detail::Summary };
    let planned = Planned {
        title,
        before: before.into_iter().collect(),
        replacements,
        edits,
        notes,
        review,
        detail,
    };
    Ok((planned, dropped))
}

impl Planned {
    /// The change in one line: `botocore 1.29.66 → botocore 1.29.67`.
    fn headline(&self) -> String {
        let before: Vec<&str> =
            self.before.iter().map(String::as_str).filter(|before| *before != self.title).collect();
        match before.as_slice() {
            [] if self.edits.is_empty() => format!("{}: the models are up to date", self.title),
            [] => self.title.clone(),
            before => format!("{} → {}", before.join(", "), self.title),
        }
    }

    /// Whether a service has changes, in the selected operations or outside of them.
    fn has_changes(&self) -> bool {
        let mut reports = self.review.services.iter().map(|service| &service.report);
        reports.any(|report| !report.changes.is_empty() || !report.outside.is_empty())
    }
}
