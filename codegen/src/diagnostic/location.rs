use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::json::{self, Path};

/// An input file in memory.
#[derive(PartialEq, Eq)]
pub struct Source {
    /// The path as diagnostics show it.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// A source that diagnostics can share.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { path: path.into(), text: text.into() })
    }
}

impl fmt::Debug for Source {
    /// Without the text, which is long, and which every location has a hand on.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Source").field(&self.path).finish()
    }
}

/// A place in a [`Source`].
#[derive(Clone, Debug)]
pub struct Location {
    pub(super) source: Arc<Source>,
    at: At,
}

#[derive(Clone, Debug)]
enum At {
    /// Keys and array indices from the top of a JSON text. They become a span only when diagnostics are
    /// rendered, so that reading a model costs nothing for the errors it does not have.
    JsonPath(Path),
    /// Line and column, from one, as parsers report them.
    LineColumn(usize, usize),
    /// A byte range.
    Span(Range<usize>),
}

impl Location {
    /// The JSON value at `path`: keys and array indices from the top.
    pub fn new(source: &Arc<Source>, path: Path) -> Self {
        Self { source: Arc::clone(source), at: At::JsonPath(path) }
    }

    /// A line and column, both counted from one; columns in bytes.
    pub fn line_column(source: &Arc<Source>, line: usize, column: usize) -> Self {
        Self { source: Arc::clone(source), at: At::LineColumn(line, column) }
    }

    /// A range of bytes.
    pub fn span(source: &Arc<Source>, span: Range<usize>) -> Self {
        Self { source: Arc::clone(source), at: At::Span(span) }
    }

    /// The path, of a place in JSON, as `jq` writes it: `.shapes.Job.members.State`.
    pub(super) fn json_path(&self) -> Option<String> {
        let At::JsonPath(path) = &self.at else { return None };
        let plain = |step: &String| {
            step.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
                && step.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        };
        let index = |step: &String| !step.is_empty() && step.bytes().all(|b| b.is_ascii_digit());
        let steps = path.iter().map(|step| match step {
            step if plain(step) => format!(".{step}"),
            step if index(step) => format!("[{step}]"),
            step => format!("[{step:?}]"),
        });
        Some(steps.collect::<String>()).filter(|path| !path.is_empty())
    }

    /// The byte ranges of places, each within the text of its source and between characters.
    pub(super) fn resolve(locations: &[&Location]) -> Vec<Range<usize>> {
        let mut spans: Vec<Range<usize>> = locations.iter().map(|place| place.simple()).collect();
        let mut done: Vec<*const Source> = Vec::new();
        for location in locations {
            let source = Arc::as_ptr(&location.source);
            if done.contains(&source) {
                continue;
            }
            done.push(source);
            let here = locations.iter().enumerate().filter_map(|(index, other)| match &other.at {
                At::JsonPath(path) if Arc::as_ptr(&other.source) == source => Some((index, path)),
                _ => None,
            });
            let (indices, paths): (Vec<usize>, Vec<&Path>) = here.unzip();
            for (index, span) in
                indices.into_iter().zip(json::locate(&location.source.text, &paths))
            {
                if let Some(place) = spans.get_mut(index) {
                    *place = span;
                }
            }
        }
        let whole = |(location, span): (&&Location, Range<usize>)| {
            let text = &location.source.text;
            let start = text.floor_char_boundary(span.start.min(text.len()));
            start..text.ceil_char_boundary(span.end.clamp(start, text.len()))
        };
        locations.iter().zip(spans).map(whole).collect()
    }

    /// The byte range of a place that needs no reading of the text as JSON.
    fn simple(&self) -> Range<usize> {
        match &self.at {
            At::JsonPath(_) => 0..0,
            At::LineColumn(line, column) => {
                let lines = self.source.text.split_inclusive('\n');
                let start: usize = lines.take(line.saturating_sub(1)).map(str::len).sum();
                let at = start + column.saturating_sub(1);
                at..at + 1
            }
            At::Span(span) => span.clone(),
        }
    }
}
