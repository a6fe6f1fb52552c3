//! An entry of a review as lines for a terminal.

use std::fmt::Write;

use textwrap::{Options, WordSplitter};

use super::DIM;
use crate::change::render::{renamed, shown, with_service};
use crate::change::review::{Entry, EntryHead};

/// The maximum width of a line in characters.
const MAX_WIDTH: usize = 118;

/// The lines of an entry. Names that do not fit into `most` lines are only counted. The old and new form of a call site
/// are always complete.
pub fn lines(entry: &Entry<'_>, indent: &str, most: usize) -> Vec<String> {
    let Entry { service, head, names, forms, remark } = entry;
    // Some room stays for line breaks and the remark.
    let room = (MAX_WIDTH - indent.len()).saturating_mul(most).saturating_sub(16 * (most - 1));
    let head = match head {
        EntryHead::None => String::new(),
        EntryHead::Types(types) => format!("{}: ", fitting(types, room / 2)),
        EntryHead::Text(text) => format!("{}: ", shown(text)),
    };
    let head = with_service(*service, &head);
    let names = fitting(names, room.saturating_sub(head.chars().count()));
    let names = match forms {
        Some(forms) => renamed(&names, forms.each_ref().map(|form| shown(form))),
        None => names,
    };
    let remark = match remark.as_str() {
        "" => String::new(),
        remark => format!(" {DIM}({}){DIM:#}", shown(remark)),
    };
    let after = format!("{indent}    ");
    let options = Options::new(MAX_WIDTH)
        .initial_indent(indent)
        .subsequent_indent(&after)
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(false);
    let text = format!("{head}{names}{remark}");
    let lines = textwrap::wrap(&text, options);
    lines.into_iter().map(String::from).collect()
}

/// The first names, at least one, that fit into a width, and the number of the others.
fn fitting(names: &[String], width: usize) -> String {
    let mut text = String::new();
    let mut length = 0;
    for (index, name) in names.iter().enumerate() {
        let name = shown(name);
        length += name.chars().count() + 2;
        if index > 0 && length > width {
            // Writing to a string cannot fail.
            let _ = write!(text, " and {} more", names.len() - index);
            break;
        }
        text.push_str(if index == 0 { "" } else { ", " });
        text.push_str(&name);
    }
    text
}
