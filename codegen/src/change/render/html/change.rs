//! The section of a change in the HTML page.

use std::fmt::{Result, Write};

use super::escape::{HtmlName, HtmlNote, HtmlText};
use super::fold;
use super::words::{Piece, compare};
use crate::change::kind::ChangeKind;
use crate::change::render::{MAX_NAMES, mark, with_service};
use crate::change::report::{Change, ItemStatus, RustItem, counted};
use crate::change::verdict::Direction;
use crate::change::verdict::{ModuleBreaks, RustVerdict, SemverLevel, WireVerdict};

/// The maximum length of an equal piece, in characters. The middle of a longer piece is folded.
const MAX_SAME: usize = 480;

/// The number of characters that are shown at each end of a folded piece.
const SAME_ENDS: usize = 140;

/// Writes the section of a change, with the name of its service if there are several, and with `id` as its anchor.
pub fn write(out: &mut String, service: Option<&str>, change: &Change, id: &str) -> Result {
    writeln!(
        out,
        "<section class=\"change\" id=\"{id}\" data-rust=\"{}\" data-wire=\"{}\" data-breaks=\"{}\" data-kind=\"{}\">",
        levels(change.rust),
        change.wire.name(),
        change.rust.module_breaks.map_or("", breaks),
        change.kind.id(),
        id = HtmlText(id),
    )?;
    writeln!(out, "<h3><code>{}</code></h3>", HtmlName(&with_service(service, &change.path)))?;
    writeln!(
        out,
        "<a class=\"permalink\" href=\"#{id}\" aria-label=\"Link to change {id}\">{id}</a>",
        id = HtmlText(id)
    )?;
    let direction = match change.direction {
        Direction::In => " in requests",
        Direction::Out => " in responses",
        Direction::Both => "",
    };
    writeln!(out, "<p class=\"kind\"><strong>{}</strong>{direction}</p>", change.kind.words())?;
    verdicts(out, change.rust, change.wire)?;
    let note = change.kind.note(change.rust, change.wire);
    if !note.is_empty() {
        writeln!(out, "<p class=\"note\">{}</p>", HtmlNote(note))?;
    }
    let is_prose = change.kind == ChangeKind::DocumentationChanged;
    sides(out, change.old.as_deref(), change.new.as_deref(), is_prose)?;
    items(out, &change.items)?;
    affected(out, change)?;
    out.push_str("</section>\n");
    Ok(())
}

/// Writes the verdicts as badges. The text is complete without the signs and colours of the style sheet.
pub fn verdicts(out: &mut String, rust: RustVerdict, wire: WireVerdict) -> Result {
    out.push_str("<ul class=\"verdicts\" aria-label=\"Verdicts\">\n");
    let level = rust.as_crate.name();
    writeln!(out, "<li class=\"{level}\"><span>Rust crate</span> {level}</li>")?;
    let broken = rust.module_breaks.map(|breaks| format!(", breaks {}", HtmlNote(breaks.text())));
    let broken = broken.unwrap_or_default();
    let level = rust.module.name();
    // A breakage must not have the colour of an addition.
    let class = match rust.module {
        SemverLevel::Major | SemverLevel::Silent => level,
        _ if broken.is_empty() => level,
        _ => "beside",
    };
    writeln!(out, "<li class=\"{class}\"><span>Rust module</span> {level}{broken}</li>")?;
    let wire = wire.name();
    writeln!(out, "<li class=\"{wire}\"><span>wire</span> {wire}</li>")?;
    out.push_str("</ul>\n");
    Ok(())
}

/// The levels of crate and module as filter values: one word if they are equal.
fn levels(RustVerdict { as_crate, module, .. }: RustVerdict) -> String {
    if as_crate == module {
        as_crate.name().to_owned()
    } else {
        format!("{} {}", as_crate.name(), module.name())
    }
}

/// Whether a change has a level, for the crate or for the module.
pub fn is_of(change: &Change, level: SemverLevel) -> bool {
    change.rust.as_crate == level || change.rust.module == level
}

/// The filter value of a module breakage.
pub fn breaks(breaks: ModuleBreaks) -> &'static str {
    match breaks {
        ModuleBreaks::Literals => "literals",
        ModuleBreaks::Matches => "matches",
        ModuleBreaks::Both => "literals and matches",
    }
}

/// Writes the old and the new value with the differences marked, or only the one that exists.
fn sides(out: &mut String, old: Option<&str>, new: Option<&str>, is_prose: bool) -> Result {
    let pieces = match (old, new) {
        (None, None) => return Ok(()),
        (Some(old), Some(new)) => compare(old, new),
        (Some(text), None) | (None, Some(text)) => vec![Piece::Same(text.to_owned())],
    };
    let class = if is_prose { "sides prose" } else { "sides" };
    writeln!(out, "<dl class=\"{class}\">")?;
    for (side, is_there) in [("old", old.is_some()), ("new", new.is_some())] {
        if is_there {
            write!(out, "<div class=\"{side}\"><dt>{side}</dt><dd>")?;
            for piece in &pieces {
                match piece {
                    Piece::Same(text) => same(out, text)?,
                    Piece::Differs { old, .. } if side == "old" => marked(out, "del", old)?,
                    Piece::Differs { new, .. } => marked(out, "ins", new)?,
                }
            }
            out.push_str("</dd></div>\n");
        }
    }
    out.push_str("</dl>\n");
    Ok(())
}

fn marked(out: &mut String, element: &str, text: &str) -> Result {
    if text.is_empty() {
        return Ok(());
    }
    write!(out, "<{element}>{}</{element}>", HtmlName(text))
}

/// Writes an equal piece. The middle of a long piece is folded.
fn same(out: &mut String, text: &str) -> Result {
    let count = text.chars().count();
    if count <= MAX_SAME {
        return write!(out, "{}", HtmlName(text));
    }
    let part = |from: usize, to: usize| text.chars().skip(from).take(to - from);
    let start: String = part(0, SAME_ENDS).collect();
    let middle: String = part(SAME_ENDS, count - SAME_ENDS).collect();
    let end: String = part(count - SAME_ENDS, count).collect();
    let folded = count - 2 * SAME_ENDS;
    write!(
        out,
        "{}<details class=\"same\"><summary>{folded} more characters</summary>{}</details>{}",
        HtmlName(&start),
        HtmlName(&middle),
        HtmlName(&end)
    )
}

/// Writes the Rust items. Only the first are shown, the rest is folded.
fn items(out: &mut String, items: &[RustItem]) -> Result {
    let (first, rest) = items.split_at_checked(MAX_NAMES).unwrap_or((items, &[]));
    list(out, first)?;
    if !rest.is_empty() {
        let count = counted(rest.len(), "more Rust item");
        writeln!(out, "<details>\n<summary>{count}</summary>")?;
        list(out, rest)?;
        out.push_str("</details>\n");
    }
    Ok(())
}

fn list(out: &mut String, items: &[RustItem]) -> Result {
    if items.is_empty() {
        return Ok(());
    }
    out.push_str("<ul class=\"items\" aria-label=\"Rust items\">\n");
    for item in items {
        let status = match item.status {
            ItemStatus::Added => "added",
            ItemStatus::Removed => "removed",
            ItemStatus::Changed => "changed",
        };
        writeln!(
            out,
            "<li class=\"{status}\"><span class=\"mark\" aria-hidden=\"true\">{}</span><code>{}</code> <span class=\"status\">{status}</span>",
            mark(item),
            HtmlName(&item.name)
        )?;
        sides(out, item.old.as_deref(), item.new.as_deref(), false)?;
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
    Ok(())
}

/// Writes the operations that a change affects, unless the path starts with the only one.
fn affected(out: &mut String, change: &Change) -> Result {
    let names = &change.operations;
    if let [name] = names.as_slice()
        && change.path.split('.').next() == Some(name)
    {
        return Ok(());
    }
    match names.len() {
        0 => Ok(()),
        count if count > MAX_NAMES => fold(out, &format!("affects {count} operations"), names),
        _ => writeln!(out, "<p class=\"names\">affects {}</p>", HtmlText(&names.join(", "))),
    }
}
