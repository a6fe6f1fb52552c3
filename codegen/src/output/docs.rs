//! Documentation comments.

use std::borrow::Cow;

use proc_macro2::TokenStream;
use quote::quote;

use crate::markdown::{Inside, closing_fence, is_visible, split_markers, starts_block};

/// The width of comments, including indentation and slashes.
const WIDTH: usize = 100;

/// The width of text in the documentation of modules.
pub const MODULE_WIDTH: usize = 96;

/// The doc comment of an item at an indentation of `depth` levels.
pub fn comment(markdown: &str, depth: usize) -> String {
    let indent = " ".repeat(depth * 4);
    let mut comment = String::with_capacity(markdown.len() + markdown.len() / 4);
    for line in lines(markdown, WIDTH - depth * 4 - "/// ".len()) {
        let line = line.trim_end_matches(' ');
        comment.push_str(&indent);
        comment.push_str("///");
        comment.push_str(if line.is_empty() { "" } else { " " });
        comment.push_str(line);
        comment.push('\n');
    }
    comment
}

/// The doc attributes of an item at an indentation of `depth` levels.
pub fn docs(markdown: &str, depth: usize) -> TokenStream {
    let lines = lines(markdown, WIDTH - depth * 4 - "/// ".len());
    let lines =
        lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// Wraps Markdown to `width` columns. Each paragraph of the input is one line. List items keep their indentation;
/// tables and preformatted text are not wrapped.
pub fn lines(markdown: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut fence = None;
    for line in visible(markdown).lines() {
        let (hanging, text) = split_markers(line);
        if let Some(end) = fence {
            fence = Some(end).filter(|end| line.trim() != *end);
            lines.push(line.to_owned());
        } else {
            fence = closing_fence(text);
            let is_short = line.len() <= width;
            if fence.is_some() || text.is_empty() || text.starts_with('|') {
                lines.push(line.to_owned());
            } else if is_short {
                lines.push(line.trim_end_matches(' ').to_owned());
            } else {
                lines.extend(wrap(line, hanging, width));
            }
        }
    }
    lines
}

/// Escapes characters that rustc refuses in comments, such as a carriage return, or that could make the code misleading.
fn visible(text: &str) -> Cow<'_, str> {
    let is_kept = |c: char| is_visible(c) || matches!(c, '\n' | '\t');
    if text.chars().all(is_kept) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if is_kept(c) {
            escaped.push(c);
        } else {
            escaped.extend(c.escape_default());
        }
    }
    Cow::Owned(escaped)
}

fn wrap(line: &str, hanging: usize, width: usize) -> Vec<String> {
    let text = fix_spaces(line, hanging);
    let indent = line.len() - line.trim_start().len();
    let (initial, hanging) = (" ".repeat(indent), " ".repeat(hanging));
    let options = textwrap::Options::new(width)
        .initial_indent(&initial)
        .subsequent_indent(&hanging)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
    let lines = textwrap::wrap(text.trim_start(), options);
    lines.into_iter().map(|line| line.replace(FIXED_SPACE, " ")).collect()
}

/// A placeholder for a space without a line break.
const FIXED_SPACE: &str = "\u{1}";

/// Replaces the spaces without a line break: in the text of a link, after the marker of a list item, and before a word
/// that has a meaning at the start of a line.
fn fix_spaces(line: &str, hanging: usize) -> String {
    let (before, text) = line.split_at(hanging);
    let markers = before.trim_start();
    let indent = " ".repeat(before.len() - markers.len());
    let mut fixed = indent + &markers.replace(' ', FIXED_SPACE);
    let mut inside = Inside::default();
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            inside.step(' ');
            let stays = inside.forbids_break() || starts_block(word);
            fixed.push_str(if stays { FIXED_SPACE } else { " " });
        }
        word.chars().for_each(|c| inside.step(c));
        fixed.push_str(word);
    }
    fixed
}

/// The first sentence of a text, with the next one if it is a single word such as `Optional.` A sentence that introduces a
/// list is left out, since it says nothing without the list.
pub fn first_sentence(markdown: &str) -> &str {
    let sentence = start(markdown);
    if sentence.trim_end().ends_with(':') { "" } else { sentence }
}

/// The first sentence of a text, which may introduce a list.
fn start(markdown: &str) -> &str {
    let (_, paragraph) = split_markers(markdown.lines().next().unwrap_or_default());
    if closing_fence(paragraph).is_some() || paragraph.starts_with('|') {
        return "";
    }
    let mut inside = Inside::default();
    let mut is_end = false;
    for (index, c) in paragraph.char_indices() {
        inside.step(c);
        match c {
            ' ' if inside.is_plain() => {
                let (before, after) = paragraph.split_at(index);
                // As in "etc. of the".
                let continues = after.trim_start().starts_with(char::is_lowercase)
                    || ["e.g.", "i.e."].iter().any(|abbreviation| before.ends_with(abbreviation));
                if is_end && !continues && before.contains(' ') {
                    return before;
                }
            }
            _ => is_end = matches!(c, '.' | '!' | '?'),
        }
    }
    paragraph
}

#[cfg(test)]
mod tests {
    use super::{first_sentence, lines};

    #[test]
    fn escapes_characters_that_code_must_not_contain() {
        assert_eq!(lines("a\rb\u{202e}c\n\td", 20), ["a\\rb\\u{202e}c", "\td"]);
    }

    #[test]
    fn wraps_paragraphs_and_list_items() {
        let markdown =
            "One two three four.\n\n* first item of the list\n  1. nested one with words\n\nEnd.";
        let expected = [
            "One two three",
            "four.",
            "",
            "* first item of",
            "  the list",
            "  1. nested one",
            "     with words",
            "",
            "End.",
        ];
        assert_eq!(lines(markdown, 17), expected);
    }

    #[test]
    fn keeps_the_text_of_a_link_on_one_line() {
        assert_eq!(
            lines("See [the whole page](https://x.example) now.", 12),
            ["See", "[the whole page](https://x.example)", "now."]
        );
    }

    #[test]
    fn does_not_wrap_tables_and_preformatted_text() {
        let markdown = "* ```text\n  a b c d\n\n  e f g h\n  ```\n| a b | c |\n| --- | --- |";
        assert_eq!(lines(markdown, 4), markdown.lines().collect::<Vec<_>>());
    }

    #[test]
    fn does_not_start_a_line_with_a_block_marker() {
        let markdown = "`a > b` c - d 1. e # f\n\n* * - ``` a``b c ```";
        assert_eq!(
            lines(markdown, 3),
            ["`a >", "b`", "c -", "d 1.", "e #", "f", "", "* * - ``` a``b c ```"]
        );
    }

    #[test]
    fn finds_the_first_sentence() {
        assert_eq!(first_sentence("Version 1.2 of it. More."), "Version 1.2 of it.");
        assert_eq!(first_sentence("No mark\n\nMore."), "No mark");
        assert_eq!(first_sentence("Optional. The size. More."), "Optional. The size.");
        assert_eq!(first_sentence("Reserved."), "Reserved.");
        assert_eq!(
            first_sentence("A type, e.g. `EBS`, i.e. text. More."),
            "A type, e.g. `EBS`, i.e. text."
        );
        assert_eq!(first_sentence("See [the e.g. page](x). More."), "See [the e.g. page](x).");
        assert_eq!(
            first_sentence("* Use `a. b` and **c. d.** Now. More."),
            "Use `a. b` and **c. d.** Now."
        );
        assert_eq!(first_sentence("\\[0, 1). More."), "\\[0, 1).");
        assert_eq!(first_sentence("```text\nx\n```"), "");
        assert_eq!(first_sentence(""), "");
    }
}
