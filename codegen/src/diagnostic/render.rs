//! Rendering of diagnostics as text for people, and as JSON for programs.

use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{
    AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};
use serde::Serialize;

use super::json_path::JsonSpan;
use super::{Diagnostic, Diagnostics, Location, Source};

/// The maximum number of errors in text output. JSON has all errors.
const SHOWN: usize = 40;

/// The maximum number of characters of a message. Names in a model may have any length.
const LENGTH: usize = 400;

/// The JSON form of a diagnostic.
#[derive(Serialize)]
struct Record<'a> {
    level: &'static str,
    message: &'a str,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    place: Option<RecordLocation<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    help: &'a [String],
    /// The unsupported feature, if the error is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    refuses: Option<&'a str>,
}

/// The location in JSON. Lines and columns count from one, columns in characters.
#[derive(Serialize)]
struct RecordLocation<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    #[serde(skip_serializing_if = "String::is_empty")]
    path: String,
    /// The marked text, up to the end of the line or a maximum length.
    excerpt: &'a str,
}

impl Diagnostics {
    /// The text of all errors in the order of the model, followed by their number.
    pub fn render(&self, renderer: &Renderer) -> String {
        let mut text = String::new();
        for (diagnostic, place) in self.in_order().into_iter().take(SHOWN) {
            text.push_str(&diagnostic.render(place, renderer));
            text.push_str("\n\n");
        }
        let count = self.0.len();
        // Writing to a string cannot fail.
        if count > SHOWN {
            let _ = writeln!(text, "... and {} more\n", count - SHOWN);
        }
        let _ = write!(text, "{count} error{}", if count == 1 { "" } else { "s" });
        text
    }

    /// All errors as JSON objects, one per line, in the order of the model.
    pub fn to_json_lines(&self) -> String {
        let mut cursor = Cursor::default();
        let mut lines = String::new();
        for (diagnostic, found) in self.in_order() {
            let location = diagnostic.location.as_deref();
            let record = Record {
                level: "error",
                message: &diagnostic.message,
                place: location.map(|location| cursor.place(location, found)),
                label: &diagnostic.label,
                help: &diagnostic.help,
                refuses: diagnostic.refused(),
            };
            lines.push_str(&serde_json::to_string(&record).unwrap_or_default());
            lines.push('\n');
        }
        lines
    }

    /// The errors sorted by file and position; first the errors without a location.
    fn in_order(&self) -> Vec<(&Diagnostic, JsonSpan)> {
        let located: Vec<&Location> =
            self.0.iter().filter_map(|error| error.location.as_deref()).collect();
        let mut found = Location::resolve(&located).into_iter();
        let mut files: Vec<&Arc<Source>> = Vec::new();
        let mut errors = Vec::new();
        for diagnostic in &self.0 {
            let Some(location) = &diagnostic.location else {
                errors.push((None, diagnostic, JsonSpan::default()));
                continue;
            };
            let known = files.iter().position(|file| Arc::ptr_eq(file, &location.source));
            let file = known.unwrap_or(files.len());
            if known.is_none() {
                files.push(&location.source);
            }
            let found = found.next().unwrap_or_default();
            errors.push((Some((file, found.span.start)), diagnostic, found));
        }
        errors.sort_by_key(|(place, ..)| *place);
        errors.into_iter().map(|(_, diagnostic, found)| (diagnostic, found)).collect()
    }
}

impl Diagnostic {
    fn render(&self, found: JsonSpan, renderer: &Renderer) -> String {
        let (message, label) = (printable(&self.message), printable(&self.label));
        let title = Level::ERROR.primary_title(&*message);
        let path = printable(&found.path);
        let help: Vec<String> = self.help.iter().map(|help| printable(help)).collect();
        let mut group = match self.location.as_deref() {
            None => Group::with_title(title),
            Some(Location { source, .. }) if source.text.is_empty() => {
                title.element(Origin::path(&*source.path))
            }
            Some(Location { source, .. }) => {
                let Excerpt { text, span, line, cut_column } =
                    Excerpt::of(&source.text, found.span);
                let mark = AnnotationKind::Primary.span(span).label(&*label);
                let snippet = Snippet::source(text).line_start(line).annotation(mark);
                match cut_column {
                    None => title.element(snippet.path(&*source.path)),
                    Some(column) => title
                        .element(Origin::path(&*source.path).line(line).char_column(column))
                        .element(snippet),
                }
            }
        };
        if !path.is_empty() {
            group = group.element(Level::NOTE.with_name("path").message(&*path));
        }
        for help in &help {
            group = group.element(Level::HELP.message(&**help));
        }
        renderer.render(&[group])
    }
}

/// The part of a text around an error. A model can be one line of megabytes, and rendering reads each character.
struct Excerpt<'a> {
    text: &'a str,
    /// The marked bytes of `text`.
    span: Range<usize>,
    /// The line of the mark, from one.
    line: usize,
    /// The column of the mark in characters, from one, if `text` lacks the start of its line.
    cut_column: Option<usize>,
}

impl<'a> Excerpt<'a> {
    /// The number of bytes before and after the mark, which are more than a terminal shows.
    const AROUND: usize = 20_000;

    fn of(text: &'a str, span: Range<usize>) -> Self {
        let (before, rest) = text.split_at_checked(span.start).unwrap_or((text, ""));
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.get(start..).unwrap_or_default();
        let from = line.ceil_char_boundary(line.len().saturating_sub(Self::AROUND));
        let marked = span.len().min(rest.find('\n').unwrap_or(rest.len()));
        let end = marked.min(Self::AROUND) + Self::AROUND;
        let end = rest.floor_char_boundary(rest.find('\n').unwrap_or(rest.len()).min(end));
        let left = line.len() - from;
        Self {
            text: text.get(start + from..before.len() + end).unwrap_or_default(),
            span: left..left + marked.min(end),
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            cut_column: (from > 0).then(|| line.chars().count() + 1),
        }
    }
}

/// Converts offsets to lines and columns. Reads each character of a text once, for any number of errors.
#[derive(Default)]
struct Cursor<'a> {
    text: &'a str,
    at: usize,
    lines: usize,
    columns: usize,
}

impl<'a> Cursor<'a> {
    /// The line and column of a span, which must not be before the previous one of the same file.
    fn place(
        &mut self,
        location: &'a Location,
        JsonSpan { span, path }: JsonSpan,
    ) -> RecordLocation<'a> {
        let text = &*location.source.text;
        if !std::ptr::eq(self.text, text) {
            *self = Self { text, ..Self::default() };
        }
        for c in text.get(self.at..span.start).unwrap_or_default().chars() {
            (self.lines, self.columns) =
                if c == '\n' { (self.lines + 1, 0) } else { (self.lines, self.columns + 1) };
        }
        self.at = span.start;
        RecordLocation {
            file: &location.source.path,
            line: self.lines + 1,
            column: self.columns + 1,
            path,
            excerpt: excerpt(text.get(span).unwrap_or_default()),
        }
    }
}

fn excerpt(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default();
    line.get(..line.floor_char_boundary(LENGTH)).unwrap_or(line)
}

/// Makes text from a model safe for the terminal, and shortens it.
fn printable(text: &str) -> String {
    let length = text.chars().count();
    if length <= LENGTH {
        return normalize_untrusted_str(text);
    }
    // The message around a long name is at the start or the end.
    let start: String = text.chars().take(LENGTH / 2).collect();
    let end: String = text.chars().skip(length - LENGTH / 2).collect();
    normalize_untrusted_str(&start) + "…" + &normalize_untrusted_str(&end)
}

#[cfg(test)]
mod tests {
    use super::Excerpt;

    #[test]
    fn excerpt_of_a_long_line_is_short_and_knows_its_column() {
        let text = format!("a\n{}MARK{}\nb", "é".repeat(50_000), "y".repeat(90_000));
        let start = text.find("MARK").unwrap();
        let excerpt = Excerpt::of(&text, start..start + 4);
        assert_eq!(excerpt.text.get(excerpt.span.clone()), Some("MARK"));
        assert_eq!((excerpt.line, excerpt.cut_column), (2, Some(50_001)));
        assert!(excerpt.text.len() < 50_000 && !excerpt.text.contains('\n'));
    }

    #[test]
    fn excerpt_of_a_short_line_is_the_line() {
        let text = "a\nbcd\ne";
        let excerpt = Excerpt::of(text, 3..6);
        assert_eq!((excerpt.text, excerpt.span, excerpt.line), ("bcd", 1..3, 2));
        assert_eq!(excerpt.cut_column, None);
        let end = Excerpt::of(text, 7..7);
        assert_eq!((end.text, end.span, end.line), ("e", 1..1, 3));
    }
}
