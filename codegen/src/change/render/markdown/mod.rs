//! Renders a review as Markdown, for a pull request comment.

mod history;

use std::fmt::Write;

use super::{
    Detail, Group, affected, footer, groups, item, module_breaks, renamed, shown, values,
    with_service,
};
use crate::change::report::{Change, counted};
use crate::change::review::{Entry, EntryHead, Review};
use crate::change::verdict::{SemverLevel, WireVerdict};
use crate::markdown::code;

pub use history::history;

/// The maximum length of a comment on GitHub, in characters.
pub const MAX_MARKDOWN: usize = 65_536;

/// The number of changes before the rest is folded.
const MAX_SHOWN: usize = 30;

/// The number of characters for the line about changes that do not fit.
const REST: usize = 200;

/// The maximum number of names of an entry.
const MAX_NAMES: usize = 24;

/// Renders a review as Markdown for GitHub, in at most `room` characters. A summary lists the entries of each section,
/// and a full review has a table for each kind of change. The least severe changes of a long review are left out.
pub fn markdown(review: &Review, detail: Detail, room: usize) -> String {
    let title = escaped(&shown(&review.title()));
    let footer = footer(review, detail)
        .iter()
        .fold(String::new(), |text, line| format!("{text}\n{}\n", with_code(line)));
    let footer = if length(&footer) > room / 2 { String::new() } else { footer };
    let mut page = Page { text: String::new(), left: room.saturating_sub(length(&footer) + REST) };
    page.add(&format!("### {title}: {}\n", escaped(&review.headline())));
    let rest = match detail {
        Detail::Summary => write_sections(&mut page, review),
        Detail::Full => write_groups(&mut page, review),
    };
    if let Some(rest) = rest {
        let _ = write!(page.text, "\n{rest} in the HTML report (`changes --format html`)\n");
    }
    page.text + &footer
}

/// The text so far, and the number of characters that still fit.
struct Page {
    text: String,
    left: usize,
}

impl Page {
    /// Adds a text if it fits.
    fn add(&mut self, text: &str) -> bool {
        let fits = length(text) <= self.left;
        if fits {
            self.left -= length(text);
            self.text.push_str(text);
        }
        fits
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// Writes the sections of a summary. Returns the number of entries that do not fit.
fn write_sections(page: &mut Page, review: &Review) -> Option<String> {
    let sections = review.sections();
    let mut entries = sections.iter().map(|section| section.entries.len()).sum::<usize>();
    for section in &sections {
        let mut title = format!("\n**{}**\n\n", section.rank.title());
        if let Some(breaks) = section.module_breaks {
            let _ = write!(title, "_{}_\n\n", with_code(&module_breaks(breaks)));
        }
        for (index, entry) in section.entries.iter().enumerate() {
            let title = if index == 0 { &*title } else { "" };
            if !page.add(&format!("{title}- {}\n", line(entry))) {
                return Some(counted(entries, "more line"));
            }
            entries -= 1;
        }
    }
    None
}

/// An entry in one line.
fn line(entry: &Entry<'_>) -> String {
    let Entry { service, head, names, forms, remark } = entry;
    let head = match head {
        EntryHead::None => String::new(),
        EntryHead::Types(types) => format!("{}: ", list(types)),
        EntryHead::Text(text) => format!("{}: ", escaped(&shown(text))),
    };
    let service = service.map_or_else(String::new, |name| format!("{}: ", escaped(&shown(name))));
    let names = match forms {
        Some(forms) => {
            let names: Vec<String> = names.iter().take(MAX_NAMES).map(|name| shown(name)).collect();
            code(&renamed(&names.join(", "), forms.each_ref().map(|form| shown(form))))
        }
        None => list(names),
    };
    let remark = match remark.as_str() {
        "" => String::new(),
        remark => format!(" ({})", with_code(remark)),
    };
    format!("{service}{head}{names}{remark}")
}

/// The first names as inline code, and the number of the others.
fn list(names: &[String]) -> String {
    let first: Vec<String> = names.iter().take(MAX_NAMES).map(|name| inline(name)).collect();
    match names.len().saturating_sub(MAX_NAMES) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

/// Writes the tables of a full review. Returns the number of changes that do not fit.
fn write_groups(page: &mut Page, review: &Review) -> Option<String> {
    let groups = groups(review);
    let all = groups.iter().map(|group| group.changes.len()).sum::<usize>();
    let mut written = 0;
    for group in &groups {
        let is_folded = written + group.changes.len() > MAX_SHOWN;
        let end = if is_folded { "\n</details>\n" } else { "" };
        let rows = group.changes.iter().map(|(service, change)| row(*service, change));
        let mut rows: Vec<String> = rows.collect();
        if let Some(first) = rows.first_mut() {
            first.insert_str(0, &heading(group, is_folded));
        }
        page.left = page.left.saturating_sub(length(end));
        let fitting = rows.iter().take_while(|row| page.add(row)).count();
        written += fitting;
        if fitting > 0 {
            page.text.push_str(end);
        }
        if fitting < group.changes.len() {
            return Some(counted(all - written, "more change"));
        }
    }
    None
}

/// The heading of a group and of its table.
fn heading(group: &Group<'_>, is_folded: bool) -> String {
    let (level, title) = (group.rust.as_crate, group.title());
    let name = match level {
        SemverLevel::Silent | SemverLevel::Major | SemverLevel::Minor => {
            format!("**{}**", level.name())
        }
        level => level.name().to_owned(),
    };
    let wire = match group.wire {
        WireVerdict::None => String::new(),
        WireVerdict::Compatible => format!("; {}", group.wire.text()),
        WireVerdict::Breaks => format!("; **{}**", group.wire.text()),
    };
    let meaning = level.meaning();
    let mut out = if is_folded {
        format!("\n<details>\n<summary>{} ({meaning}): {title}</summary>\n", level.name())
    } else {
        format!("\n{name} ({meaning}): {title}{wire}\n")
    };
    for note in group.notes() {
        // Writing to a string cannot fail.
        let _ = write!(out, "\n_{}_\n", with_code(&note));
    }
    out + "\n| Change | Rust items | Affected operations |\n| --- | --- | --- |\n"
}

fn row(service: Option<&str>, change: &Change) -> String {
    let values = values(change).map_or_else(String::new, |values| format!(": {}", cell(&values)));
    let items: Vec<String> = change.items.iter().map(|of| cell(&item(of))).collect();
    let operations = affected(change).map_or_else(String::new, |names| escaped(&names));
    let path = cell(&with_service(service, &change.path));
    format!("| {path}{values} | {} | {operations} |\n", items.join("<br>"))
}

/// Inline code.
fn inline(text: &str) -> String {
    code(&shown(text))
}

/// Inline code in a table cell.
fn cell(text: &str) -> String {
    inline(text).replace('|', "\\|")
}

/// A sentence in which only inline code between backticks is markup.
fn with_code(text: &str) -> String {
    let text = shown(text);
    let parts = text.split('`').enumerate();
    let parts =
        parts.map(|(index, part)| if index % 2 == 1 { inline(part) } else { escaped(part) });
    parts.collect()
}

/// A text with escaped markup and mentions.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~') {
            escaped.push('\\');
        }
        escaped.push(c);
        if c == '@' {
            // An invisible word joiner prevents a mention.
            escaped.push('\u{2060}');
        }
    }
    escaped
}
