//! The filters of a page. Without its script they would do nothing, so that it is the script that shows them.

use std::collections::BTreeMap;
use std::fmt::{Result, Write};

use super::change::{breaks, is_of};
use super::escape::Note;
use crate::change::report::{Change, counted};
use crate::change::verdict::{Breaks, Level, Wire};

/// The form. Its names and values are those of the `data-` attributes of a change, and of the URL of a filtered page:
/// every value is offered, also one that no change has, so that a link to the page of one day works on that of another.
pub fn write(out: &mut String, changes: &[Change]) -> Result {
    out.push_str(
        "<form class=\"filters\" role=\"search\" aria-label=\"Filter the changes\" hidden>\n",
    );
    out.push_str("<label class=\"text\">Path, item or operation\n");
    out.push_str(
        "<input type=\"search\" name=\"q\" autocomplete=\"off\" spellcheck=\"false\">\n</label>\n",
    );
    let count = |is_counted: &dyn Fn(&Change) -> bool| {
        changes.iter().filter(|change| is_counted(change)).count()
    };
    let levels = [Level::Major, Level::Minor, Level::Patch, Level::None];
    let levels =
        levels.map(|level| (level.name(), level.name(), count(&|change| is_of(change, level))));
    group(out, "rust", "Rust", &levels)?;
    let wires = [Wire::Breaks, Wire::Compatible, Wire::None];
    let wires = wires.map(|wire| (wire.name(), wire.name(), count(&|change| change.wire == wire)));
    group(out, "wire", "Wire", &wires)?;
    let broken = [Breaks::Literals, Breaks::Matches];
    let broken = broken.map(|broken| {
        let count = count(&|change| change.rust.module_breaks == Some(broken));
        (breaks(broken), broken.text(), count)
    });
    group(out, "breaks", "Breaks beside a module", &broken)?;
    kinds(out, changes)?;
    out.push_str("<p class=\"shown\">\n");
    writeln!(out, "<output>{}</output>", counted(changes.len(), "change"))?;
    out.push_str("<button type=\"button\">Show all</button>\n</p>\n</form>\n");
    Ok(())
}

/// Values of which one or more may be chosen, each with a text and a count. None chosen is as good as all.
fn group(out: &mut String, name: &str, title: &str, values: &[(&str, &str, usize)]) -> Result {
    writeln!(out, "<fieldset>\n<legend>{title}</legend>")?;
    for (value, text, count) in values {
        let text = Note(text);
        writeln!(
            out,
            "<label><input type=\"checkbox\" name=\"{name}\" value=\"{value}\"> {text} <span class=\"count\">{count}</span></label>"
        )?;
    }
    out.push_str("</fieldset>\n");
    Ok(())
}

/// The kinds that there are, in the order in which a report tells them.
fn kinds(out: &mut String, changes: &[Change]) -> Result {
    let mut counts = BTreeMap::new();
    for change in changes {
        *counts.entry(change.kind).or_insert(0_usize) += 1;
    }
    out.push_str("<label class=\"text\">Kind\n<select name=\"kind\">\n<option value=\"\">every kind</option>\n");
    for (kind, count) in counts {
        let (id, words) = (kind.id(), kind.words());
        writeln!(out, "<option value=\"{id}\">{words} ({count})</option>")?;
    }
    out.push_str("</select>\n</label>\n");
    Ok(())
}
