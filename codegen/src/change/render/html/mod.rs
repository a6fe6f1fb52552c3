//! A report as a page that needs nothing else: one file, no network, and readable without its script.
//!
//! Everything that comes from a model goes through [`escape`], and only into the content of elements: attributes hold
//! nothing but words of this module and fingerprints.

mod change;
mod escape;
mod filters;
mod policy;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeSet;
use std::fmt::{Result, Write};

use escape::Text;

use super::besides;
use crate::change::report::{Change, Outside, Report, counted};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page.
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
    writeln!(out, "<title>{}: {}</title>", Text(&report.service), Text(&report.headline()))?;
    writeln!(out, "<style>{STYLE}</style>\n</head>")
}

/// What there is to know before any change: the headline, its verdicts, and what the report is about.
fn summary(out: &mut String, report: &Report) -> Result {
    out.push_str("<header>\n");
    writeln!(out, "<h1>{}</h1>", Text(&report.service))?;
    writeln!(out, "<p class=\"headline\">{}</p>", Text(&report.headline()))?;
    if !report.changes.is_empty() {
        change::verdicts(out, report.rust(), report.wire())?;
    }
    if !report.operations.is_empty() {
        let title = format!("compared for {}", counted(report.operations.len(), "operation"));
        fold(out, &title, &report.operations)?;
    }
    for line in besides(report) {
        writeln!(out, "<p>{}</p>", Text(&line))?;
    }
    outside(out, &report.outside)?;
    out.push_str("</header>\n");
    Ok(())
}

/// The operations outside of the slice that the line about it only counts.
fn outside(out: &mut String, outside: &Outside) -> Result {
    let line = outside.line().unwrap_or_default();
    let lists = [
        (&outside.operations_added, "that may be asked for now"),
        (&outside.operations_removed, "that are gone"),
    ];
    for (names, what) in lists {
        if names.iter().any(|name| !line.contains(name.as_str())) {
            fold(out, &format!("{} {what}", counted(names.len(), "operation")), names)?;
        }
    }
    Ok(())
}

/// Every change, under a heading for each level.
fn changes(out: &mut String, changes: &[Change]) -> Result {
    let mut taken = BTreeSet::new();
    for of_level in changes.chunk_by(|one, next| one.rust.as_crate == next.rust.as_crate) {
        let level = of_level.first().map(|change| change.rust.as_crate).unwrap_or_default();
        out.push_str("<section class=\"level\">\n");
        writeln!(
            out,
            "<h2>Rust: {} <span class=\"count\">{}</span></h2>",
            level.name(),
            counted(of_level.len(), "change")
        )?;
        for one in of_level {
            change::write(out, one, &id(one, &mut taken))?;
        }
        out.push_str("</section>\n");
    }
    Ok(())
}

/// The fingerprint of a change, with a number where a change before it has the same: an id is there once.
fn id(change: &Change, taken: &mut BTreeSet<String>) -> String {
    let mut id = change.fingerprint.clone();
    let mut number = 2;
    while !taken.insert(id.clone()) {
        id = format!("{}-{number}", change.fingerprint);
        number += 1;
    }
    id
}

/// Names that are shown when they are asked for. They are one text, and not a list: on a large service a thousand
/// changes reach hundreds of operations each, and so many elements would make the page slow.
fn fold(out: &mut String, title: &str, names: &[String]) -> Result {
    writeln!(out, "<details>\n<summary>{}</summary>", Text(title))?;
    writeln!(out, "<p class=\"names\">{}</p>\n</details>", Text(&names.join(", ")))
}
