//! Documentation comments.

use proc_macro2::TokenStream;
use quote::quote;

/// The width that comments are wrapped to, indentation and slashes included.
const WIDTH: usize = 100;

/// Doc attributes for an item that is indented by `depth` levels. Nothing if there is no text.
pub fn docs(markdown: &str, depth: usize) -> TokenStream {
    let lines = lines(markdown, WIDTH - depth * 4 - "/// ".len());
    let lines =
        lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// Markdown, of which each paragraph is one line, wrapped to `width` columns. The text of a list item
/// stays within its item.
pub fn lines(markdown: &str, width: usize) -> Vec<String> {
    markdown.lines().flat_map(|paragraph| wrap(paragraph, width)).collect()
}

fn wrap(paragraph: &str, width: usize) -> Vec<String> {
    if paragraph.trim().is_empty() {
        return vec![String::new()];
    }
    let text = paragraph.trim_start();
    let indent = paragraph.len() - text.len();
    let marker = text.split_once(' ').map_or(0, |(marker, _)| {
        let number = marker
            .strip_suffix('.')
            .is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
        if marker == "*" || number { marker.len() + 1 } else { 0 }
    });
    let (initial, hanging) = (" ".repeat(indent), " ".repeat(indent + marker));
    let options = textwrap::Options::new(width)
        .initial_indent(&initial)
        .subsequent_indent(&hanging)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
    let text = hold_links_together(text);
    textwrap::wrap(&text, options).into_iter().map(|line| line.replace(HELD_SPACE, " ")).collect()
}

/// Stands for a space that a line must not be broken at.
const HELD_SPACE: char = '\u{1}';

/// The text of a link stays in one line, so that a reader of the source sees what it leads to.
fn hold_links_together(text: &str) -> String {
    let mut open = false;
    let mut previous = ' ';
    let hold = text.chars().map(|c| {
        match c {
            '[' if previous != '\\' => open = true,
            ']' if previous != '\\' => open = false,
            _ => {}
        }
        previous = c;
        if open && c == ' ' { HELD_SPACE } else { c }
    });
    hold.collect()
}

/// The first sentence of a text, for places that have room for one.
pub fn first_sentence(markdown: &str) -> &str {
    let paragraph = markdown.lines().next().unwrap_or_default();
    let mut in_link = false;
    let mut characters = paragraph.char_indices().peekable();
    while let Some((index, c)) = characters.next() {
        match c {
            '[' => in_link = true,
            ']' => in_link = false,
            '.' | '!' | '?'
                if !in_link && characters.peek().is_none_or(|(_, next)| *next == ' ') =>
            {
                return paragraph.get(..=index).unwrap_or(paragraph);
            }
            _ => {}
        }
    }
    paragraph
}

#[cfg(test)]
mod tests {
    use super::{first_sentence, lines};

    #[test]
    fn paragraphs_are_wrapped_and_items_stay_items() {
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
    fn the_text_of_a_link_is_in_one_line() {
        assert_eq!(
            lines("See [the whole page](https://x.example) now.", 12),
            ["See", "[the whole page](https://x.example)", "now."]
        );
    }

    #[test]
    fn the_first_sentence_ends_with_its_mark() {
        assert_eq!(first_sentence("Version 1.2 of it. More."), "Version 1.2 of it.");
        assert_eq!(first_sentence("No mark\n\nMore."), "No mark");
        assert_eq!(first_sentence("See [the e.g. page](x). More."), "See [the e.g. page](x).");
        assert_eq!(first_sentence(""), "");
    }
}
