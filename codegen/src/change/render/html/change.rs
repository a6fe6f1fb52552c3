//! A change in a page: a section that can be linked to.

use std::fmt::{Result, Write};

use super::escape::{Name, Note, Text};
use super::fold;
use super::words::{Piece, compare};
use crate::change::kind::Kind;
use crate::change::render::{MAX_NAMES, mark};
use crate::change::report::{Change, Item, ItemStatus, counted};
use crate::change::verdict::Direction;
use crate::change::verdict::{Breaks, Level, Rust, Wire};

/// From how many characters on a piece that both texts have is folded, but for its ends.
const MAX_SAME: usize = 480;

/// How many characters are shown of each end of such a piece.
const SAME_ENDS: usize = 140;

/// The section of a change, with an id that is its own.
pub fn write(out: &mut String, change: &Change, id: &str) -> Result {
    writeln!(
        out,
        "<section class=\"change\" id=\"{id}\" data-rust=\"{}\" data-wire=\"{}\" data-breaks=\"{}\" data-kind=\"{}\">",
        levels(change.rust),
        change.wire.name(),
        change.rust.module_breaks.map_or("", breaks),
        change.kind.id(),
        id = Text(id),
    )?;
    writeln!(out, "<h3><code>{}</code></h3>", Name(&change.path))?;
    writeln!(
        out,
        "<a class=\"permalink\" href=\"#{id}\" aria-label=\"Link to change {id}\">{id}</a>",
        id = Text(id)
    )?;
    let direction = match change.direction {
        Direction::In => " in requests",
        Direction::Out => " in replies",
        Direction::Both => "",
    };
    writeln!(out, "<p class=\"kind\"><strong>{}</strong>{direction}</p>", change.kind.words())?;
    verdicts(out, change.rust, change.wire)?;
    let note = change.kind.note(change.rust, change.wire);
    if !note.is_empty() {
        writeln!(out, "<p class=\"note\">{}</p>", Note(note))?;
    }
    let is_prose = change.kind == Kind::DocumentationChanged;
    sides(out, change.old.as_deref(), change.new.as_deref(), is_prose)?;
    items(out, &change.items)?;
    reached(out, change)?;
    out.push_str("</section>\n");
    Ok(())
}

/// The verdicts as badges. They are words; a sign and a colour only help to find them.
pub fn verdicts(out: &mut String, rust: Rust, wire: Wire) -> Result {
    out.push_str("<ul class=\"verdicts\" aria-label=\"Verdicts\">\n");
    let level = rust.as_crate.name();
    writeln!(out, "<li class=\"{level}\"><span>Rust crate</span> {level}</li>")?;
    let broken = rust.module_breaks.map(|breaks| format!(", breaks {}", Note(breaks.text())));
    let broken = broken.unwrap_or_default();
    let level = rust.module.name();
    // What breaks is not of a colour that says that all is well.
    let class = match rust.module {
        Level::Major => level,
        _ if broken.is_empty() => level,
        _ => "beside",
    };
    writeln!(out, "<li class=\"{class}\"><span>Rust module</span> {level}{broken}</li>")?;
    let wire = wire.name();
    writeln!(out, "<li class=\"{wire}\"><span>wire</span> {wire}</li>")?;
    out.push_str("</ul>\n");
    Ok(())
}

/// The levels of crate and module, for the filter: one word where they are the same.
fn levels(Rust { as_crate, module, .. }: Rust) -> String {
    if as_crate == module {
        as_crate.name().to_owned()
    } else {
        format!("{} {}", as_crate.name(), module.name())
    }
}

/// Whether a change is of a level, as a crate or as a module.
pub fn is_of(change: &Change, level: Level) -> bool {
    change.rust.as_crate == level || change.rust.module == level
}

/// What breaks beside a module, in a word for the filter.
pub fn breaks(breaks: Breaks) -> &'static str {
    match breaks {
        Breaks::Literals => "literals",
        Breaks::Matches => "matches",
        Breaks::Both => "literals and matches",
    }
}

/// What was and what is, side by side, with what differs marked. Only one of them if there is only one.
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
    write!(out, "<{element}>{}</{element}>", Name(text))
}

/// What both have; of much of it, the middle is folded, so that what differs is seen.
fn same(out: &mut String, text: &str) -> Result {
    let count = text.chars().count();
    if count <= MAX_SAME {
        return write!(out, "{}", Name(text));
    }
    let part = |from: usize, to: usize| text.chars().skip(from).take(to - from);
    let start: String = part(0, SAME_ENDS).collect();
    let middle: String = part(SAME_ENDS, count - SAME_ENDS).collect();
    let end: String = part(count - SAME_ENDS, count).collect();
    let folded = count - 2 * SAME_ENDS;
    write!(
        out,
        "{}<details class=\"same\"><summary>{folded} more characters</summary>{}</details>{}",
        Name(&start),
        Name(&middle),
        Name(&end)
    )
}

/// The Rust items; of many, the first, and the rest folded.
fn items(out: &mut String, items: &[Item]) -> Result {
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

fn list(out: &mut String, items: &[Item]) -> Result {
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
            Name(&item.name)
        )?;
        sides(out, item.old.as_deref(), item.new.as_deref(), false)?;
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
    Ok(())
}

/// The operations that a change reaches, unless it is the one that its path begins with.
fn reached(out: &mut String, change: &Change) -> Result {
    let names = &change.operations;
    if let [name] = names.as_slice()
        && change.path.split('.').next() == Some(name)
    {
        return Ok(());
    }
    match names.len() {
        0 => Ok(()),
        count if count > MAX_NAMES => fold(out, &format!("reaches {count} operations"), names),
        _ => writeln!(out, "<p class=\"names\">reaches {}</p>", Text(&names.join(", "))),
    }
}
