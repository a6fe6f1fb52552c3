//! The Markdown of generated documentation: escaping, scanning and shortening.

/// Whether `word` at the start of a line would start a block, even within a paragraph or a code span.
pub fn starts_block(word: &str) -> bool {
    let has_only = |marks: &str| word.chars().all(|c| marks.contains(c));
    let starts = |marks: &[&str]| marks.iter().any(|mark| word.starts_with(mark));
    // Only an item with number 1 can interrupt a paragraph.
    let first_item = number(word).is_some_and(|digits| digits.trim_start_matches('0') == "1");
    !word.is_empty()
        && (["-|:", "=", "+", "#", "*", "_"].into_iter().any(has_only)
            || starts(&[">", "```", "~~~", "[^"])
            || word.starts_with('<') && !word.starts_with("<http")
            || first_item)
}

/// The digits of an ordered list marker, such as `12.`.
pub fn number(word: &str) -> Option<&str> {
    let digits = word.strip_suffix(['.', ')'])?;
    let is_number = (1..=9).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then_some(digits)
}

/// A code span with this text. The delimiter is longer than any run of backticks in the text.
pub fn code(text: &str) -> String {
    let ticks = "`".repeat(longest_run(text) + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    [&*ticks, space, text, space, &*ticks].concat()
}

/// The length of the longest run of backticks.
pub fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// The closing fence, if the text opens a fenced code block.
pub fn closing_fence(text: &str) -> Option<&str> {
    text.strip_suffix("text").filter(|ticks| ticks.len() >= 3 && ticks.bytes().all(|b| b == b'`'))
}

/// Splits a line into its indentation and its text. List markers count as indentation.
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

/// The first block of a text, such as a paragraph or list.
pub fn first_block(markdown: &str) -> &str {
    let mut fence = None;
    let mut end = 0;
    for line in markdown.split_inclusive('\n') {
        let text = line.trim_end();
        match fence {
            Some(open) => fence = Some(open).filter(|open| text.trim_start() != *open),
            None if text.is_empty() => break,
            None => fence = closing_fence(split_markers(text).1),
        }
        end += line.len();
    }
    markdown.get(..end).unwrap_or(markdown).trim_end()
}

/// Whether a character is visible. Control characters, bidirectional overrides and zero-width characters could make
/// source code misleading.
pub fn is_visible(c: char) -> bool {
    !c.is_control()
        && !matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Escapes a paragraph for a table cell.
pub fn cell(paragraph: &str) -> String {
    paragraph.replace('|', "\\|")
}

/// A scanner that tracks code spans, links and emphasis within a paragraph.
#[derive(Default)]
pub struct Inside {
    /// The length of the code span's delimiter, or 0 outside code spans.
    code: usize,
    /// The number of preceding backticks.
    ticks: usize,
    escaped: bool,
    link: bool,
    emphasis: bool,
    previous: Option<char>,
}

impl Inside {
    /// Reads the next character.
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

    /// Whether a line must not end here: within a link's text, or in a code span that could look like a fence.
    pub fn forbids_break(&self) -> bool {
        self.link || self.code >= 3
    }

    /// Whether the last character is outside all markup.
    pub fn is_plain(&self) -> bool {
        !self.link && !self.emphasis && self.code == 0
    }
}

/// Converts Markdown to plain text, without markup, escapes and link targets.
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
    fn plain_text_has_no_markup() {
        let markdown = r"Use `Go_Go` **now** \& [see \[it\]](https://x.example) a\_b 2 < 3.";
        assert_eq!(super::plain(markdown), "Use Go_Go now & see [it] a_b 2 < 3.");
        assert_eq!(super::plain("a\\"), "a\\");
    }

    #[test]
    fn detects_block_starts() {
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
    fn first_block_ends_at_a_blank_line_outside_fences() {
        assert_eq!(first_block("a\n\nb"), "a");
        assert_eq!(first_block("* a\n* b\n\n  c"), "* a\n* b");
        let fenced = "1. ```text\n   a\n\n   b\n   ```";
        assert_eq!(first_block(&format!("{fenced}\n\nc")), fenced);
        assert_eq!(first_block(""), "");
    }

    #[test]
    fn code_delimiter_is_longer_than_runs_in_the_text() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("``a"), "``` ``a ```");
    }
}
