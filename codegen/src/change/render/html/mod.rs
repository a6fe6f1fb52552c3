//! Renders a report as a self-contained HTML page: one file, no network, and readable without its script.
//!
//! All model text goes through [`escape`], and only into the content of elements. Attributes contain constants and
//! fingerprints only.

mod change;
mod escape;
mod filters;
mod policy;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeSet;
use std::fmt::{Result, Write};

use escape::HtmlText;

use super::footer;
use crate::change::report::{Change, Outside, Report, counted};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Renders a report as an HTML page.
pub fn html(report: &Report) -> String {
    let mut page = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut page, report);
    page
}

fn write(out: &mut String, report: &Report) -> Result {
    head(out, report)?;
    out.push_str("<body>\n");
    summary(out, report)?;
    out.push_str("<div class=\"columns\">\n");
    if !report.changes.is_empty() {
        filters::write(out, &report.changes)?;
    }
    out.push_str("<main>\n");
    if report.changes.is_empty() {
        out.push_str("<p class=\"nothing\">No changes.</p>\n");
    }
    changes(out, &report.changes)?;
    out.push_str("</main>\n</div>\n");
    writeln!(out, "<script>{SCRIPT}</script>\n</body>\n</html>")
}

fn head(out: &mut String, report: &Report) -> Result {
    out.push_str("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">",
        policy::of(STYLE, SCRIPT)
    )?;
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta name=\"color-scheme\" content=\"light dark\">\n");
    writeln!(
        out,
        "<title>{}: {}</title>",
        HtmlText(&report.service),
        HtmlText(&report.headline())
    )?;
    writeln!(out, "<style>{STYLE}</style>\n</head>")
}

/// Writes the summary: the headline, the combined verdicts, and the compared operations.
fn summary(out: &mut String, report: &Report) -> Result {
    out.push_str("<header>\n");
    writeln!(out, "<h1>{}</h1>", HtmlText(&report.service))?;
    writeln!(out, "<p class=\"headline\">{}</p>", HtmlText(&report.headline()))?;
    if !report.changes.is_empty() {
        change::verdicts(out, report.rust(), report.wire())?;
    }
    if !report.operations.is_empty() {
        let title = format!("{} compared", counted(report.operations.len(), "operation"));
        fold(out, &title, &report.operations)?;
    }
    for line in footer(report) {
        writeln!(out, "<p>{}</p>", HtmlText(&line))?;
    }
    outside(out, &report.outside)?;
    out.push_str("</header>\n");
    Ok(())
}

/// Writes the added and removed operations outside the selection, if the footer contains only their number.
fn outside(out: &mut String, outside: &Outside) -> Result {
    let line = outside.line().unwrap_or_default();
    let lists = [
        (&outside.operations_added, "added outside the selection"),
        (&outside.operations_removed, "removed outside the selection"),
    ];
    for (names, status) in lists {
        if names.iter().any(|name| !line.contains(name.as_str())) {
            fold(out, &format!("{} {status}", counted(names.len(), "operation")), names)?;
        }
    }
    Ok(())
}

/// Writes all changes, with a heading for each level.
fn changes(out: &mut String, changes: &[Change]) -> Result {
    let mut taken = BTreeSet::new();
    for chunk in changes.chunk_by(|one, next| one.rust.as_crate == next.rust.as_crate) {
        let level = chunk.first().map(|change| change.rust.as_crate).unwrap_or_default();
        out.push_str("<section class=\"level\">\n");
        writeln!(
            out,
            "<h2>Rust: {} ({}) <span class=\"count\">{}</span></h2>",
            level.name(),
            level.meaning(),
            counted(chunk.len(), "change")
        )?;
        for one in chunk {
            change::write(out, one, &id(one, &mut taken))?;
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
