//! Model documentation, which is HTML of any quality, as the Markdown that rustdoc reads.
//!
//! Every paragraph and every item comes out as one line; wrapping is the emitter's, who knows the indentation.
//!
//! | part | what it does |
//! | --- | --- |
//! | `parse` | HTML → tags and text; what is no tag stays text |
//! | `tags` | what a tag means |
//! | `convert` | tags and text → paragraphs, lists, tables |
//! | `inline` | one paragraph: text, code, and what is around them |
//! | `marks` | the delimiters of emphasis and links |
//! | `escape` | text that Markdown must not take for markup; addresses |
//! | `preformatted` | text that keeps its lines |
//! | `blocks` | blocks one after the other, within their lists |
//! | `table` | a table, from its first row to its last |

mod blocks;
mod convert;
mod escape;
mod inline;
mod marks;
#[cfg(any(test, fuzzing))]
#[expect(clippy::panic, clippy::unwrap_used, reason = "it fails where something does not hold")]
pub mod oracle;
mod parse;
mod preformatted;
#[cfg(test)]
mod properties;
mod table;
mod tags;
#[cfg(test)]
mod tests;

/// Converts documentation. Nothing that is visible gets lost, but for the name of the service.
pub fn to_markdown(html: &str) -> String {
    convert::Converter::default().convert(html)
}
