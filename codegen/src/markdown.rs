//! Markdown as it is written here, for those who write it and those who break it into lines.

/// Whether `word`, first in its line, would start a block of its own, even within a paragraph. Prose and code
/// alike are kept from it: blocks are found before anything that is in them.
pub fn starts_block(word: &str) -> bool {
    let only = |marks: &str| word.chars().all(|c| marks.contains(c));
    let starts = |marks: &[&str]| marks.iter().any(|mark| word.starts_with(mark));
    // A number other than one does not end a paragraph.
    let first_item = number(word).is_some_and(|digits| digits.trim_start_matches('0') == "1");
    !word.is_empty()
        && (["-|:", "=", "+", "#", "*", "_"].into_iter().any(only)
            || starts(&[">", "```", "~~~", "[^"])
            || word.starts_with('<') && !word.starts_with("<http")
            || first_item)
}

/// The digits of the marker of an ordered item.
pub fn number(word: &str) -> Option<&str> {
    let digits = word.strip_suffix(['.', ')'])?;
    let is_number = (1..=9).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then_some(digits)
}

/// The text of a code span. Markdown has no escapes in it, only longer delimiters.
pub fn code(text: &str) -> String {
    let ticks = "`".repeat(longest_run(text) + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    [&*ticks, space, text, space, &*ticks].concat()
}

/// The most backticks in a row.
pub fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// What ends the preformatted text that starts here.
pub fn fence_of(text: &str) -> Option<&str> {
    text.strip_suffix("text").filter(|ticks| ticks.len() >= 3 && ticks.bytes().all(|b| b == b'`'))
}

/// How far the text of a line is indented, by spaces and the markers of list items, and that text.
pub fn split_markers(line: &str) -> (usize, &str) {
    let mut text = line.trim_start();
    while let Some((marker, rest)) = text.split_once(' ') {
        if !matches!(marker, "*" | "-") && number(marker).is_none() {
            break;
        }
        text = rest;
    }
    (line.len() - text.len(), text)
}

/// The first block of a text, with all its lines.
pub fn first_block(markdown: &str) -> &str {
    let mut fence = None;
    let mut end = 0;
    for line in markdown.split_inclusive('\n') {
        let text = line.trim_end();
        match fence {
            Some(open) => fence = Some(open).filter(|open| text.trim_start() != *open),
            None if text.is_empty() => break,
            None => fence = fence_of(split_markers(text).1),
        }
        end += line.len();
    }
    markdown.get(..end).unwrap_or(markdown).trim_end()
}

/// Control characters, bidirectional overrides and what has no shape at all could make source look like
/// what it is not.
pub fn is_visible(c: char) -> bool {
    !c.is_control()
        && !matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// A paragraph as the cell of a table.
pub fn cell(paragraph: &str) -> String {
    paragraph.replace('|', "\\|")
}

/// Follows a paragraph, character by character, to know what stands within what.
#[derive(Default)]
pub struct Inside {
    /// The length of the delimiter of the code span.
    code: usize,
    /// The backticks just read.
    ticks: usize,
    escaped: bool,
    link: bool,
    emphasis: bool,
    previous: Option<char>,
}

impl Inside {
    /// Takes the next character.
    pub fn step(&mut self, c: char) {
        let escaped = std::mem::take(&mut self.escaped);
        let previous = self.previous.replace(c);
        if c == '`' && !escaped {
            self.ticks += 1;
            return;
        }
        match std::mem::take(&mut self.ticks) {
            0 => {}
            ticks if self.code == 0 => self.code = ticks,
            ticks if self.code == ticks => self.code = 0,
            _ => {}
        }
        if escaped || self.code > 0 {
            return;
        }
        match c {
            '\\' => self.escaped = true,
            '[' => self.link = true,
            ']' => self.link = false,
            '*' if previous != Some('*') => self.emphasis = !self.emphasis,
            _ => {}
        }
    }

    /// Whether the last character is in the text of a link, or in code that could be taken for a fence if
    /// it were broken: where no line may end.
    pub fn must_hold(&self) -> bool {
        self.link || self.code >= 3
    }

    /// Whether the last character is in no markup at all.
    pub fn is_plain(&self) -> bool {
        !self.link && !self.emphasis && self.code == 0
    }
}

/// The text of Markdown, for places that do not know it: without marks and escapes, and of links the text alone.
pub fn plain(markdown: &str) -> String {
    let mut plain = String::new();
    let mut rest = markdown;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        rest = match c {
            '\\' => {
                let escaped = after.chars().next().filter(char::is_ascii_punctuation);
                plain.push(escaped.unwrap_or(c));
                after.get(escaped.map_or(0, char::len_utf8)..).unwrap_or_default()
            }
            '`' | '[' | '*' => after,
            ']' => match after.strip_prefix('(').and_then(|link| link.split_once(')')) {
                Some((_, after)) => after,
                None => after,
            },
            _ => {
                plain.push(c);
                after
            }
        };
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{code, first_block, number, starts_block};

    #[test]
    fn plain_text_has_no_marks() {
        let markdown = r"Use `Go_Go` **now** \& [see \[it\]](https://x.example) a\_b 2 < 3.";
        assert_eq!(super::plain(markdown), "Use Go_Go now & see [it] a_b 2 < 3.");
        assert_eq!(super::plain("a\\"), "a\\");
    }

    #[test]
    fn words_that_would_start_a_block() {
        for word in ["-", "---", "|", ":-:|", "=", "##", ">=", "1.", "01)", "```x", "<p", "***"] {
            assert!(starts_block(word), "{word}");
        }
        for word in
            ["", "-x", "2.", "1.5", "<https://x.example>", "a", "\\-", "**a**", "1234567890."]
        {
            assert!(!starts_block(word), "{word}");
        }
        assert_eq!(number("12)"), Some("12"));
        assert_eq!(number("."), None);
    }

    #[test]
    fn the_first_block_ends_at_an_empty_line_unless_that_is_preformatted() {
        assert_eq!(first_block("a\n\nb"), "a");
        assert_eq!(first_block("* a\n* b\n\n  c"), "* a\n* b");
        let fenced = "1. ```text\n   a\n\n   b\n   ```";
        assert_eq!(first_block(&format!("{fenced}\n\nc")), fenced);
        assert_eq!(first_block(""), "");
    }

    #[test]
    fn code_has_a_delimiter_that_is_not_in_it() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("``a"), "``` ``a ```");
    }
}
