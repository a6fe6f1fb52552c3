//! A paragraph: text, code spans, emphasis and links.

use super::escape::{escape, find_address};
use super::marks::{InlineMark, OpenMark};
use crate::doc_links::ends_with_mark;
use crate::markdown::{code, is_visible};

/// Space before the next visible character.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Space {
    #[default]
    None,
    /// Space from before the end of an element. Punctuation drops this space.
    Soft,
    Plain,
}

/// The current paragraph, on a single line.
#[derive(Default)]
pub struct Inline {
    pub(super) out: String,
    /// The space since the last visible character.
    space: Space,
    /// Text not yet written: either all code, or all not.
    raw: String,
    raw_is_code: bool,
    in_code: bool,
    /// Open marks, outermost first, at most one of each kind.
    pub(super) open: Vec<OpenMark>,
    /// Emphasis that has just ended, innermost first. If the next character does not let Markdown end the emphasis
    /// there, its delimiters are removed.
    pub(super) ended: Vec<OpenMark>,
    /// The position after the last closing delimiter.
    pub(super) closed_at: Option<usize>,
    /// The text of the open link, without escapes.
    pub(super) label: String,
}

impl Inline {
    pub fn text(&mut self, text: &str) {
        if self.raw_is_code != self.in_code {
            self.flush(None);
            self.raw_is_code = self.in_code;
        }
        self.raw.extend(
            text.chars()
                .map(|c| if c.is_whitespace() { ' ' } else { c })
                .filter(|c| is_visible(*c)),
        );
    }

    /// Adds a space for a line break inside of the paragraph.
    pub fn break_here(&mut self) {
        self.text(" ");
    }

    /// Starts or ends a code span.
    pub fn code(&mut self, starts: bool) {
        self.in_code = starts;
    }

    /// Opens a mark. Ignores a mark inside of the same mark, and emphasis in code.
    pub fn open(&mut self, mark: InlineMark) {
        let is_link = mark.is_link();
        let is_open = |open: &OpenMark| open.mark == mark || is_link && open.mark.is_link();
        let again = self.open.iter().any(is_open);
        if again || self.in_code && !is_link {
            return;
        }
        self.flush(None);
        if is_link {
            self.label.clear();
        }
        self.open.push(OpenMark { mark, delimiter: "", at: None });
    }

    /// Closes a mark, and all marks opened after it.
    pub fn close(&mut self, matches: impl Fn(&InlineMark) -> bool) {
        if !self.open.iter().any(|open| matches(&open.mark)) {
            return;
        }
        self.flush(Some('*'));
        self.space = self.space.min(Space::Soft);
        while let Some(open) = self.open.pop() {
            let is_last = matches(&open.mark);
            self.end(open);
            if is_last {
                return;
            }
        }
    }

    /// Ends the paragraph and returns its text, if there is any. Otherwise open marks continue in the next paragraph.
    pub fn take(&mut self) -> Option<String> {
        self.flush(Some(' '));
        self.space = Space::None;
        if self.out.is_empty() {
            return None;
        }
        while let Some(open) = self.open.pop() {
            self.end(open);
        }
        self.ended.clear();
        self.closed_at = None;
        self.in_code = false;
        Some(std::mem::take(&mut self.out))
    }

    /// Writes the pending text. `next` is the following character, if known.
    fn flush(&mut self, next: Option<char>) {
        let raw = std::mem::take(&mut self.raw);
        if self.open.iter().any(|open| open.mark.is_link()) {
            self.label.push_str(&raw);
        }
        if self.raw_is_code {
            self.write_code(&raw);
            return;
        }
        let mut words = raw.split(' ').peekable();
        while let Some(word) = words.next() {
            let next = if words.peek().is_some() { Some(' ') } else { next };
            self.write_word(word, next);
            if words.peek().is_some() {
                self.space = Space::Plain;
            }
        }
    }

    /// Whether the text ends with a code span, or with a name that becomes one.
    pub(super) fn ends_with_span(&self) -> bool {
        self.out.ends_with('`') || ends_with_mark(&self.out)
    }

    fn write_code(&mut self, text: &str) {
        if text.starts_with(' ') {
            self.space = Space::Plain;
        }
        let words: Vec<_> = text.split(' ').filter(|word| !word.is_empty()).collect();
        if !words.is_empty() {
            // Two code spans side by side would merge their backticks.
            if self.ends_with_span() {
                self.space = Space::Plain;
            }
            self.begin('`');
            // Emphasis between them may have been removed.
            if self.ends_with_span() {
                self.out.push(' ');
            }
            self.out.push_str(&code(&words.join(" ")));
            self.space = if text.ends_with(' ') { Space::Soft } else { Space::None };
        }
    }

    fn write_word(&mut self, word: &str, next: Option<char>) {
        let Some(first) = word.chars().next() else { return };
        if self.space == Space::Soft && word.chars().all(|c| ".,;:!?)".contains(c)) {
            self.space = Space::None;
        }
        let in_link = self.open.iter().any(|open| matches!(open.mark, InlineMark::Link(_)));
        // A URL at the end of the text may continue after the next tag.
        let is_whole = |after: &str| !(in_link || after.is_empty() && next.is_none());
        let address = find_address(word).filter(|(_, _, after)| is_whole(after));
        if let Some((before, address, after)) = address {
            self.begin(before.chars().next().unwrap_or('<'));
            escape(before, Some('<'), &mut self.out);
            self.out.extend(["<", address, ">"]);
            escape(after, next, &mut self.out);
        } else {
            self.begin(first);
            escape(word, next, &mut self.out);
        }
    }

    /// Prepares for visible text that starts with `next`: writes the space, and opens the marks.
    fn begin(&mut self, next: char) {
        if std::mem::take(&mut self.space) != Space::None && !self.out.is_empty() {
            self.ended.clear();
            self.out.push(' ');
        }
        let count = self.open.len();
        for index in 0..count {
            if self.open.get(index).is_some_and(|open| open.at.is_none()) {
                self.start(index, if index + 1 == count { next } else { '[' });
            }
        }
        self.take_back(next);
        self.ended.clear();
    }
}
