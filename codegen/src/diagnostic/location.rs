use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::json_path::{JsonPath, JsonSpan, locate};

/// An input file in memory.
#[derive(PartialEq, Eq)]
pub struct Source {
    /// The path in diagnostics.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// Creates a source that diagnostics share.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { path: path.into(), text: text.into() })
    }
}

impl fmt::Debug for Source {
    /// Omits the text, which is long and shared by every location.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Source").field(&self.path).finish()
    }
}

/// A location in a [`Source`].
#[derive(Clone, Debug)]
pub struct Location {
    pub(super) source: Arc<Source>,
    at: At,
}

#[derive(Clone, Debug)]
enum At {
    /// A path in a JSON text. Rendering resolves the path to a span, so that locations cost nothing while there are no
    /// errors.
    JsonPath(JsonPath),
    /// Line and column, counted from one.
    LineColumn(usize, usize),
    /// A byte range.
    Span(Range<usize>),
}

impl Location {
    /// The location of a JSON value.
    pub fn new(source: &Arc<Source>, path: JsonPath) -> Self {
        Self { source: Arc::clone(source), at: At::JsonPath(path) }
    }

    /// The location of a line and column, both counted from one; columns are in bytes.
    pub fn line_column(source: &Arc<Source>, line: usize, column: usize) -> Self {
        Self { source: Arc::clone(source), at: At::LineColumn(line, column) }
    }

    /// The location of a byte range.
    pub fn span(source: &Arc<Source>, span: Range<usize>) -> Self {
        Self { source: Arc::clone(source), at: At::Span(span) }
    }

    /// Resolves locations to byte ranges, rounded to characters, and JSON locations to their path.
    pub(super) fn resolve(locations: &[&Location]) -> Vec<JsonSpan> {
        let simple = |place: &&Location| JsonSpan { span: place.simple(), path: String::new() };
        let mut found: Vec<JsonSpan> = locations.iter().map(simple).collect();
        let mut by_source: BTreeMap<*const Source, Vec<(usize, &JsonPath)>> = BTreeMap::new();
        for (index, location) in locations.iter().enumerate() {
            if let At::JsonPath(path) = &location.at {
                by_source.entry(Arc::as_ptr(&location.source)).or_default().push((index, path));
            }
        }
        for places in by_source.into_values() {
            let (indices, paths): (Vec<usize>, Vec<&JsonPath>) = places.into_iter().unzip();
            let source = indices.first().and_then(|index| locations.get(*index));
            let text = source.map_or("", |location| &location.source.text);
            for (index, place) in indices.into_iter().zip(locate(text, &paths)) {
                if let Some(found) = found.get_mut(index) {
                    *found = place;
                }
            }
        }
        for (location, JsonSpan { span, .. }) in locations.iter().zip(&mut found) {
            let text = &location.source.text;
            let start = text.floor_char_boundary(span.start.min(text.len()));
            *span = start..text.ceil_char_boundary(span.end.clamp(start, text.len()));
        }
        found
    }

    /// The byte range of a location that is not a JSON path.
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
