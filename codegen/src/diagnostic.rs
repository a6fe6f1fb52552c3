//! Diagnostics: what is wrong with the input, and where.

use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

/// An input file in memory.
#[derive(Debug, PartialEq, Eq)]
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

/// A place in a [`Source`].
#[derive(Clone, Debug)]
pub struct Location {
    source: Arc<Source>,
    at: At,
}

#[derive(Clone, Debug)]
enum At {
    /// Keys and array indices from the top of a JSON text. They become a span only when a diagnostic is
    /// rendered, so that reading a model costs nothing for the errors it does not have.
    JsonPath(Vec<String>),
    /// Line and column, from one, as parsers report them.
    LineColumn(usize, usize),
    /// A byte range.
    Span(Range<usize>),
}

impl Location {
    /// The JSON value at `path`.
    pub fn new(source: &Arc<Source>, path: Vec<String>) -> Self {
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

    fn resolve(&self) -> Range<usize> {
        let text = &self.source.text;
        let span = match &self.at {
            At::JsonPath(path) => crate::json::locate(text, path),
            At::LineColumn(line, column) => {
                let start: usize =
                    text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
                let at = start + column.saturating_sub(1);
                at..at + 1
            }
            At::Span(span) => span.clone(),
        };
        // A span that a renderer can show lies within the text and between characters.
        let start = text.floor_char_boundary(span.start.min(text.len()));
        let end = text.ceil_char_boundary(span.end.clamp(start, text.len()));
        start..end
    }
}

/// One thing that is wrong, said to the person who can mend it.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    message: String,
    location: Option<Location>,
    label: String,
    help: Vec<String>,
}

impl Diagnostic {
    /// An error: what is wrong, in one line.
    pub fn error(message: impl Into<String>) -> Self {
        Self { message: message.into(), location: None, label: String::new(), help: Vec::new() }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, location: Location) -> Self {
        self.location = Some(location);
        self
    }

    /// Says a word beside the marked place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Says what can be done. May be called again.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    fn render(&self, renderer: &Renderer) -> String {
        let spans = self.location.as_ref().map(|location| (location, location.resolve()));
        let mut group = match &spans {
            None => Group::with_title(Level::ERROR.primary_title(&*self.message)),
            Some((location, _)) if location.source.text.is_empty() => Level::ERROR
                .primary_title(&*self.message)
                .element(Origin::path(&*location.source.path)),
            Some((location, span)) => Level::ERROR.primary_title(&*self.message).element(
                Snippet::source(&*location.source.text)
                    .path(&*location.source.path)
                    .annotation(AnnotationKind::Primary.span(span.clone()).label(&*self.label)),
            ),
        };
        for help in &self.help {
            group = group.element(Level::HELP.message(&**help));
        }
        renderer.render(&[group])
    }
}

/// How many errors are shown in full; nobody reads more at once.
const SHOWN: usize = 40;

/// The errors of a stage, shown together.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds an error and lets the stage go on.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds the errors of a part of the stage; gives its result if there is one.
    pub fn collect<T>(&mut self, result: Result<T, Diagnostics>) -> Option<T> {
        result.map_err(|errors| self.0.extend(errors.0)).ok()
    }

    /// Ends a stage: its result, unless there were errors.
    ///
    /// # Errors
    ///
    /// The errors that were collected.
    pub fn finish<T>(self, result: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(result) } else { Err(self) }
    }

    /// Every error with its place, its excerpt and help, and a closing count.
    pub fn render(&self, renderer: &Renderer) -> String {
        let mut text = String::new();
        for diagnostic in self.0.iter().take(SHOWN) {
            text.push_str(&diagnostic.render(renderer));
            text.push_str("\n\n");
        }
        let count = self.0.len();
        if count > SHOWN {
            let _ = writeln!(text, "... and {} more\n", count - SHOWN);
        }
        // Writing to a string cannot fail.
        let _ = write!(text, "{count} error{}", if count == 1 { "" } else { "s" });
        text
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

/// The one of `known` that was probably meant by `name`.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
