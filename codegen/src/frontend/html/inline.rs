//! One paragraph: text, code, and what is around them.

use super::escape::{escape, find_address};
use super::marks::{InlineMark, OpenMark};
use crate::markdown::{code, is_visible};

/// Space between visible characters.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Space {
    #[default]
    None,
    /// It stood before the end of an element. No punctuation is set off by it.
    Soft,
    Plain,
}

/// The paragraph that is being written. It is one line.
#[derive(Default)]
pub struct Inline {
    pub(super) out: String,
    /// The space since the last visible character.
    space: Space,
    /// Text as it came, either all code or all not.
    raw: String,
    raw_is_code: bool,
    in_code: bool,
    /// Marks that are open, from the outside in. Each kind is there once at most.
    pub(super) open: Vec<OpenMark>,
    /// Emphasis that ended right here, the inner one first: it is taken back if the next character does not
    /// let it end.
    pub(super) ended: Vec<OpenMark>,
    /// The text of the link, as it came.
    pub(super) label: String,
}

impl Inline {
    /// Adds text.
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

    /// Adds a space where there was a break that the paragraph survives.
    pub fn break_here(&mut self) {
        self.text(" ");
    }

    /// Code starts or ends.
    pub fn code(&mut self, starts: bool) {
        self.in_code = starts;
    }

    /// A mark starts. One within its like has no meaning, and neither has emphasis in code.
    pub fn open(&mut self, mark: InlineMark) {
        let is_link = matches!(mark, InlineMark::Link(_));
        let again = self.open.iter().any(|open| match open.mark {
            InlineMark::Link(_) => is_link,
            _ => open.mark == mark,
        });
        if again || self.in_code && !is_link {
            return;
        }
        self.flush(None);
        if is_link {
            self.label.clear();
        }
        self.open.push(OpenMark { mark, delimiter: "", at: None });
    }

    /// A mark ends, and with it all that started in it.
    pub fn close(&mut self, is_it: impl Fn(&InlineMark) -> bool) {
        if !self.open.iter().any(|open| is_it(&open.mark)) {
            return;
        }
        self.flush(Some('*'));
        self.space = self.space.min(Space::Soft);
        while let Some(open) = self.open.pop() {
            let was_it = is_it(&open.mark);
            self.end(open);
            if was_it {
                return;
            }
        }
    }

    /// Ends the paragraph. Without text there is none, and what was open is open in the next one.
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
        self.in_code = false;
        Some(std::mem::take(&mut self.out))
    }

    /// Writes the text that came since the last change. `next` comes after it, if that is known.
    fn flush(&mut self, next: Option<char>) {
        let raw = std::mem::take(&mut self.raw);
        if self.open.iter().any(|open| matches!(open.mark, InlineMark::Link(_))) {
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

    fn write_code(&mut self, text: &str) {
        if text.starts_with(' ') {
            self.space = Space::Plain;
        }
        let words: Vec<_> = text.split(' ').filter(|word| !word.is_empty()).collect();
        if !words.is_empty() {
            // Beside a backtick, the delimiter would be longer than it is.
            if self.out.ends_with('`') {
                self.space = Space::Plain;
            }
            self.begin('`');
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
        // An address that goes on after this text is not this one.
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

    /// Makes ready for visible text that starts with `next`.
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
