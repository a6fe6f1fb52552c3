//! Renders a review as a self-contained HTML page: one file, no network, and readable without its script.
//!
//! All model text goes through [`escape`], and only into the content of elements. Attributes contain constants and
//! fingerprints only.

mod change;
mod escape;
mod filters;
mod history;
mod policy;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeSet;
use std::fmt::{Result, Write};

use escape::HtmlText;

use super::{Detail, OfService, footer, groups, with_service};
use crate::change::report::{Change, Outside, counted};
use crate::change::review::Review;

pub use history::history;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Renders a review as an HTML page.
pub fn html(review: &Review) -> String {
    let mut page = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut page, review);
    page
}

fn write(out: &mut String, review: &Review) -> Result {
    let changes: Vec<_> = groups(review).into_iter().flat_map(|group| group.changes).collect();
    head(out, &format!("{}: {}", review.title(), review.headline()), Some(SCRIPT))?;
    out.push_str("<body>\n");
    summary(out, review)?;
    out.push_str("<div class=\"columns\">\n");
    if !changes.is_empty() {
        filters::write(out, &changes)?;
    }
    out.push_str("<main>\n");
    if changes.is_empty() {
        out.push_str("<p class=\"nothing\">No changes.</p>\n");
    }
    write_changes(out, &changes)?;
    out.push_str("</main>\n</div>\n");
    writeln!(out, "<script>{SCRIPT}</script>\n</body>\n</html>")
}

fn head(out: &mut String, title: &str, script: Option<&str>) -> Result {
    out.push_str("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">",
        policy::of(STYLE, script)
    )?;
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta name=\"color-scheme\" content=\"light dark\">\n");
    writeln!(out, "<title>{}</title>", HtmlText(title))?;
    writeln!(out, "<style>{STYLE}</style>\n</head>")
}

/// Writes the summary: the headline, the combined verdicts, and the compared operations.
fn summary(out: &mut String, review: &Review) -> Result {
    out.push_str("<header>\n");
    writeln!(out, "<h1>{}</h1>", HtmlText(&review.title()))?;
    writeln!(out, "<p class=\"headline\">{}</p>", HtmlText(&review.headline()))?;
    if !review.is_empty() {
        change::verdicts(out, review.rust(), review.wire())?;
    }
    for (name, report) in review.reports() {
        let operations = &report.operations;
        if !operations.is_empty() {
            let title = format!("{} compared", counted(operations.len(), "operation"));
            fold(out, &with_service(name, &title), operations)?;
        }
    }
    for line in footer(review, Detail::Full) {
        writeln!(out, "<p>{}</p>", HtmlText(&line))?;
    }
    for (name, report) in review.reports() {
        outside(out, name, &report.outside)?;
    }
    out.push_str("</header>\n");
    Ok(())
}

/// Writes the added and removed operations outside the selection, if the footer contains only their number.
fn outside(out: &mut String, service: Option<&str>, outside: &Outside) -> Result {
    let line = outside.line().unwrap_or_default();
    let lists = [
        (&outside.operations_added, "added outside the selection"),
        (&outside.operations_removed, "removed outside the selection"),
    ];
    for (names, status) in lists {
        if names.iter().any(|name| !line.contains(name.as_str())) {
            let title = format!("{} {status}", counted(names.len(), "operation"));
            fold(out, &with_service(service, &title), names)?;
        }
    }
    Ok(())
}

/// Writes all changes, with a heading for each level.
fn write_changes(out: &mut String, changes: &[OfService<'_>]) -> Result {
    let mut taken = BTreeSet::new();
    for chunk in changes.chunk_by(|(_, one), (_, next)| one.rust.as_crate == next.rust.as_crate) {
        let level = chunk.first().map(|(_, change)| change.rust.as_crate).unwrap_or_default();
        out.push_str("<section class=\"level\">\n");
        writeln!(
            out,
            "<h2>Rust: {} ({}) <span class=\"count\">{}</span></h2>",
            level.name(),
            level.meaning(),
            counted(chunk.len(), "change")
        )?;
        for (service, one) in chunk {
            change::write(out, *service, one, &id(one, &mut taken))?;
        }
        out.push_str("</section>\n");
    }
    Ok(())
}

/// The unique id of a change: its fingerprint, with a number if an earlier change has the same fingerprint.
fn id(change: &Change, taken: &mut BTreeSet<String>) -> String {
    let mut id = change.fingerprint.clone();
    let mut number = 2;
    while !taken.insert(id.clone()) {
        id = format!("{}-{number}", change.fingerprint);
        number += 1;
    }
    id
}

/// Writes names that are shown on request. They are one text and not a list, since a large service has thousands of
/// changes that affect hundreds of operations each, and that many elements make the page slow.
fn fold(out: &mut String, title: &str, names: &[String]) -> Result {
    writeln!(out, "<details>\n<summary>{}</summary>", HtmlText(title))?;
    writeln!(out, "<p class=\"names\">{}</p>\n</details>", HtmlText(&names.join(", ")))
}
