//! The filter form of the HTML page. The form is hidden until the script runs, which applies the filters.

use std::collections::BTreeMap;
use std::fmt::{Result, Write};

use super::change::{breaks, is_of};
use super::escape::HtmlNote;
use crate::change::render::OfService;
use crate::change::report::{Change, counted};
use crate::change::verdict::{ModuleBreaks, SemverLevel, WireVerdict};

/// Writes the form. Its names and values are the `data-` attributes of a change, and the fragment of a filtered URL.
/// All values are listed, even without changes, so that a filtered URL also works on the page of another day.
pub fn write(out: &mut String, changes: &[OfService<'_>]) -> Result {
    out.push_str(
        "<form class=\"filters\" role=\"search\" aria-label=\"Filter the changes\" hidden>\n",
    );
    out.push_str("<label class=\"text\">Path, item or operation\n");
    out.push_str(
        "<input type=\"search\" name=\"q\" autocomplete=\"off\" spellcheck=\"false\">\n</label>\n",
    );
    let count = |is_counted: &dyn Fn(&Change) -> bool| {
        changes.iter().filter(|(_, change)| is_counted(change)).count()
    };
    let levels = SemverLevel::ALL;
    let levels =
        levels.map(|level| (level.name(), level.name(), count(&|change| is_of(change, level))));
    group(out, "rust", "Rust", &levels)?;
    let wires = [WireVerdict::Breaks, WireVerdict::Compatible, WireVerdict::None];
    let wires = wires.map(|wire| (wire.name(), wire.name(), count(&|change| change.wire == wire)));
    group(out, "wire", "Wire", &wires)?;
    let broken = [ModuleBreaks::Literals, ModuleBreaks::Matches];
    let broken = broken.map(|broken| {
        let count = count(&|change| change.rust.module_breaks == Some(broken));
        (breaks(broken), broken.text(), count)
    });
    group(out, "breaks", "Breaks around a vendored module", &broken)?;
    kinds(out, changes)?;
    out.push_str("<p class=\"shown\">\n");
    writeln!(out, "<output>{}</output>", counted(changes.len(), "change"))?;
    out.push_str("<button type=\"button\">Show all</button>\n</p>\n</form>\n");
    Ok(())
}

/// Writes checkboxes, each with a text and a count. No selection means all values.
fn group(out: &mut String, name: &str, title: &str, values: &[(&str, &str, usize)]) -> Result {
    writeln!(out, "<fieldset>\n<legend>{title}</legend>")?;
    for (value, text, count) in values {
        let text = HtmlNote(text);
        writeln!(
            out,
            "<label><input type=\"checkbox\" name=\"{name}\" value=\"{value}\"> {text} <span class=\"count\">{count}</span></label>"
        )?;
    }
    out.push_str("</fieldset>\n");
    Ok(())
}

/// Writes the kinds of the changes as options, in the order of a report.
fn kinds(out: &mut String, changes: &[OfService<'_>]) -> Result {
    let mut counts = BTreeMap::new();
    for (_, change) in changes {
        *counts.entry(change.kind).or_insert(0_usize) += 1;
    }
    out.push_str("<label class=\"text\">Kind\n<select name=\"kind\">\n<option value=\"\">All kinds</option>\n");
    for (kind, count) in counts {
        let (id, words) = (kind.id(), kind.words());
        writeln!(out, "<option value=\"{id}\">{words} ({count})</option>")?;
    }
    out.push_str("</select>\n</label>\n");
    Ok(())
}
