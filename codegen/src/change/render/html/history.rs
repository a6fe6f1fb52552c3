//! Renders a history as an HTML page: a timeline with the changes of each version.

use std::collections::BTreeSet;
use std::fmt::{Result, Write};

use super::escape::{HtmlName, HtmlNote, HtmlText};
use super::{change, fold, head, id};
use crate::change::history::{History, HistoryRow};
use crate::change::render::{groups, history_title, renamed};
use crate::change::report::counted;
use crate::change::review::{Entry, EntryHead, Review};

/// The maximum number of entries of a version that are not folded.
const MAX_ENTRIES: usize = 12;

/// Renders a history as an HTML page without a script.
pub fn history(history: &History) -> String {
    let mut page = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut page, history);
    page
}

fn write(out: &mut String, history: &History) -> Result {
    let title = history_title(history);
    head(out, &title, None)?;
    writeln!(out, "<body>\n<header>\n<h1>{}</h1>", HtmlText(&title))?;
    fold(out, &counted(history.operations.len(), "operation"), &history.operations)?;
    out.push_str("</header>\n<main>\n<ol class=\"timeline\">\n");
    let mut taken = BTreeSet::new();
    for row in history.rows() {
        write_row(out, &row, &mut taken)?;
    }
    out.push_str("</ol>\n</main>\n</body>\n</html>\n");
    Ok(())
}

fn write_row(out: &mut String, row: &HistoryRow<'_>, taken: &mut BTreeSet<String>) -> Result {
    let class = if matches!(row, HistoryRow::Changed(..)) { "changed" } else { "quiet" };
    writeln!(out, "<li class=\"{class}\">")?;
    let (date, version) = (row.date(), row.version());
    let date = if date.is_empty() {
        String::new()
    } else {
        format!("<span class=\"date\">{}</span> ", HtmlText(date))
    };
    let tag = if class == "changed" { "h2" } else { "p" };
    writeln!(out, "<{tag}>{date}<span class=\"version\">{}</span></{tag}>", HtmlText(version))?;
    writeln!(out, "<p class=\"words\">{}</p>", HtmlText(&row.words()))?;
    if let HistoryRow::Changed(_, review) = row {
        change::verdicts(out, review.rust(), review.wire())?;
        entries(out, review)?;
        cards(out, review, taken)?;
    }
    out.push_str("</li>\n");
    Ok(())
}

/// Writes the entries of a version, with a heading for each section. The last ones of many are folded.
fn entries(out: &mut String, review: &Review) -> Result {
    let mut written = 0;
    for section in review.sections() {
        writeln!(out, "<h3>{}</h3>", section.rank.title())?;
        let room = MAX_ENTRIES.saturating_sub(written);
        let (first, rest) =
            section.entries.split_at_checked(room).unwrap_or((&section.entries, &[]));
        written += first.len();
        list(out, first)?;
        if !rest.is_empty() {
            writeln!(out, "<details>\n<summary>{} more</summary>", rest.len())?;
            list(out, rest)?;
            out.push_str("</details>\n");
        }
    }
    Ok(())
}

fn list(out: &mut String, entries: &[Entry<'_>]) -> Result {
    if entries.is_empty() {
        return Ok(());
    }
    out.push_str("<ul class=\"entries\">\n");
    for Entry { head, names, forms, remark, .. } in entries {
        let head = match head {
            EntryHead::None => String::new(),
            EntryHead::Types(types) => format!("<code>{}</code>: ", HtmlName(&types.join(", "))),
            EntryHead::Text(text) => format!("{}: ", HtmlText(text)),
        };
        let names = names.join(", ");
        let names = forms.clone().map_or_else(|| names.clone(), |forms| renamed(&names, forms));
        let remark = match remark.as_str() {
            "" => String::new(),
            remark => format!(" <span class=\"status\">{}</span>", HtmlNote(remark)),
        };
        writeln!(out, "<li>{head}<code>{}</code>{remark}</li>", HtmlName(&names))?;
    }
    out.push_str("</ul>\n");
    Ok(())
}

/// Writes all changes of a version, folded.
fn cards(out: &mut String, review: &Review, taken: &mut BTreeSet<String>) -> Result {
    let changes: Vec<_> = groups(review).into_iter().flat_map(|group| group.changes).collect();
    writeln!(out, "<details>\n<summary>{} in full</summary>", counted(changes.len(), "change"))?;
    for (service, one) in changes {
        change::write(out, service, one, &id(one, taken))?;
    }
    out.push_str("</details>\n");
    Ok(())
}
