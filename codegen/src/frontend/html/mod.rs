//! Conversion of model documentation from HTML, often malformed, to the Markdown that rustdoc reads.
//!
//! Every paragraph and every list item becomes one line. The emitter wraps lines, since it knows the indentation.
//!
//! | part | purpose |
//! | --- | --- |
//! | `parse` | HTML → tags and text; unknown tags stay text |
//! | `tags` | the meaning of each tag |
//! | `convert` | tags and text → paragraphs, lists, tables |
//! | `inline` | a paragraph: text, code spans, emphasis and links |
//! | `marks` | delimiters of emphasis and links |
//! | `escape` | escapes for Markdown; URLs |
//! | `preformatted` | text that keeps its lines |
//! | `blocks` | finished blocks, indented for their lists |
//! | `table` | tables |

mod blocks;
mod convert;
mod escape;
mod inline;
mod marks;
#[cfg(any(test, fuzzing))]
#[expect(clippy::panic, clippy::unwrap_used, reason = "panics report failed properties")]
pub mod oracle;
mod parse;
mod preformatted;
#[cfg(test)]
mod properties;
mod table;
mod tags;
#[cfg(test)]
mod tests;

use crate::doc_links::{item_of, mark, replace_marks};

/// Converts documentation to Markdown. All visible text is kept, except for the name of the service.
pub fn to_markdown(html: &str) -> String {
    to_markdown_with_names(html, |_| false)
}

/// Converts documentation to Markdown, and [marks](mark) the names of items in `<a>` elements without a target.
pub fn to_markdown_with_names(html: &str, is_item: impl Fn(&str) -> bool) -> String {
    let markdown = convert::Converter::default().convert(html);
    replace_marks(&markdown, |name| {
        if is_item(item_of(name)) {
            return mark(name);
        }
        let mut text = String::new();
        escape::escape(name, None, &mut text);
        text
    })
}
