//! Delimiters of emphasis and links, which Markdown only recognizes in some contexts.

use super::escape::is_address;
use super::inline::Inline;
use crate::doc_links::{is_name, mark};

/// Inline markup around text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineMark {
    Strong,
    Emphasis,
    /// A link with its target, escaped for Markdown.
    Link(String),
    /// A link without a target, whose text may be the name of an item.
    Name,
}

impl InlineMark {
    pub fn is_link(&self) -> bool {
        matches!(self, Self::Link(_) | Self::Name)
    }
}

/// An open mark, and the position of its delimiter once text follows.
pub struct OpenMark {
    pub mark: InlineMark,
    /// The delimiter. Inner emphasis uses underscores: `**this and _that_**`.
    pub delimiter: &'static str,
    pub at: Option<usize>,
}

impl Inline {
    /// Writes the delimiter of an open mark, if Markdown recognizes it here.
    pub(super) fn start(&mut self, index: usize, next: char) {
        self.escape_bang();
        let is_inner = self.open.iter().take(index).any(|open| !open.delimiter.is_empty());
        let Some(open) = self.open.get_mut(index) else { return };
        let delimiter = match (&open.mark, is_inner) {
            (InlineMark::Link(_) | InlineMark::Name, _) => "",
            (InlineMark::Strong, false) => "**",
            (InlineMark::Strong, true) => "__",
            (InlineMark::Emphasis, false) => "*",
            (InlineMark::Emphasis, true) => "_",
        };
        let at = self.out.len();
        open.at = Some(at);
        if open.mark.is_link() {
            let bracket = if open.mark == InlineMark::Name { "" } else { "[" };
            // A name replaces its code span and its emphasis by a word.
            let next = match (bracket, next) {
                ("", '`' | '[') => 'a',
                ("", next) => next,
                _ => '[',
            };
            self.take_back(next);
            self.ended.clear();
            if let Some(open) = self.open.get_mut(index) {
                open.at = Some(self.out.len());
            }
            self.out.push_str(bracket);
            return;
        }
        let mark = open.mark.clone();
        if let Some(ended) = self.ended.pop() {
            // The same emphasis ended right here, and continues. Other emphasis would merge its delimiter with the last
            // one.
            if ended.mark == mark {
                self.out.truncate(self.out.len() - ended.delimiter.len());
                if let Some(open) = self.open.get_mut(index) {
                    *open = ended;
                }
            } else {
                self.ended.push(ended);
            }
            return;
        }
        let previous = self.out.chars().next_back().unwrap_or(' ');
        let is_separated = previous == ' ' || previous.is_ascii_punctuation();
        // Two delimiters side by side would merge. A link without brackets can be between them.
        if self.closed_at == Some(self.out.len()) {
            return;
        }
        if is_separated || delimiter.starts_with('*') && next.is_ascii_alphanumeric() {
            self.out.push_str(delimiter);
            if let Some(open) = self.open.get_mut(index) {
                open.delimiter = delimiter;
            }
        }
    }

    /// Escapes a `!` before a link, which would make it an image.
    fn escape_bang(&mut self) {
        let Some(before) = self.out.strip_suffix('!') else { return };
        let escapes = before.len() - before.trim_end_matches('\\').len();
        if escapes % 2 == 0 {
            self.out.pop();
            self.out.push_str("\\!");
        }
    }

    /// Closes a mark. A mark without text leaves nothing behind.
    pub(super) fn end(&mut self, open: OpenMark) {
        let Some(at) = open.at else { return };
        match &open.mark {
            InlineMark::Link(target) => {
                let label = std::mem::take(&mut self.label);
                if label.trim() == target && is_address(target) {
                    self.out.truncate(at);
                    self.out.extend(["<", target, ">"]);
                } else {
                    self.out.extend(["](", target, ")"]);
                }
                self.ended.clear();
            }
            InlineMark::Name => {
                let label = std::mem::take(&mut self.label);
                if is_name(label.trim()) {
                    self.out.truncate(at);
                    if self.ends_with_span() {
                        self.out.push(' ');
                    }
                    self.out.push_str(&mark(label.trim()));
                    self.ended.clear();
                }
            }
            _ if open.delimiter.is_empty() => {}
            _ => {
                self.out.push_str(open.delimiter);
                self.closed_at = Some(self.out.len());
                self.ended.push(open);
            }
        }
    }

    /// Removes emphasis that Markdown would not end before `next`.
    pub(super) fn take_back(&mut self, next: char) {
        while let Some(open) = self.ended.pop() {
            let end = self.out.len() - open.delimiter.len();
            let last = self.out.get(..end).and_then(|text| text.chars().next_back());
            let after_word = last.is_some_and(|c| c.is_ascii_alphanumeric());
            let is_separated = next == ' ' || next.is_ascii_punctuation();
            if is_separated || open.delimiter.starts_with('*') && after_word {
                return;
            }
            self.out.truncate(end);
            if let Some(at) = open.at {
                self.out.replace_range(at..at + open.delimiter.len(), "");
                for inner in &mut self.ended {
                    inner.at = inner.at.map(|inner| inner - open.delimiter.len());
                }
            }
        }
    }
}
