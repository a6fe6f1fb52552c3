//! `cargo xtask changes --history`: a timeline of the changes between many versions.

mod packages;
mod services;
mod steps;

use farrier_codegen::change::render::{self, Detail};
use farrier_codegen::change::{History, Review};
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use crate::cli::{Changes, Format};
use crate::{Outcome, Terminal};

/// Reads the packages, compares each with the one before, and prints the timeline.
///
/// # Errors
///
/// Fails if a package or model cannot be read, or if no package has the service.
pub fn run(args: &Changes, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    if !matches!(args.format, Format::Text | Format::Markdown | Format::Html) {
        let error = Diagnostic::error("`--history` does not support this `--format`");
        return Err(error.help("use --format text, markdown or html").into());
    }
    let packages = packages::sorted(&args.history, &terminal.directory)?;
    let services = services::wanted(args, &packages, terminal)?;
    let (mut versions, operations) = steps::compare(&packages, &services)?;
    if !args.docs {
        let reviews = versions.iter_mut().filter_map(|version| version.review.as_mut());
        reviews.for_each(Review::hide_documentation);
    }
    let outcomes = versions.iter().filter_map(|version| version.review.as_ref());
    let outcome =
        outcomes.fold(Outcome::Fine, |all, review| all.or(super::outcome(args.fail_on, review)));
    let service = services::title(&services, &versions);
    let history = History { service, operations, versions };
    let detail = if args.all || args.docs { Detail::Full } else { Detail::Summary };
    let text = match args.format {
        Format::Markdown => render::history_markdown(&history, detail, render::MAX_MARKDOWN),
        Format::Html => render::history_html(&history),
        _ => render::history_text(&history, detail),
    };
    terminal.print_unchanged(&text)?;
    Ok(outcome)
}
