//! Items, and how they become files in memory: layout, documentation comments, headers. Only this folder knows widths.

pub(crate) mod docs;
mod items;
pub(crate) mod layout;
mod print;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;

pub use items::{Content, File, Item, Row, RustFile, Table};

/// The files of an output by path, with `/` between folders. Every file ends in a line feed.
pub type Files = BTreeMap<String, String>;

/// Prints the emitted files.
///
/// # Errors
///
/// Fails if the emitted tokens are not Rust, which is a mistake of farrier's own.
pub fn print(files: BTreeMap<String, File>) -> Result<Files, Diagnostics> {
    let mut errors = Diagnostics::default();
    let mut printed = Files::new();
    for (path, File { header, content }) in files {
        let text = match content {
            Content::Text(text) => Some(text),
            Content::Source(text) => Some(format!("// {header}\n\n{text}")),
            Content::Rust(file) => errors.collect(print::rust(&header, file, &path)),
        };
        printed.extend(text.map(|text| (path, text)));
    }
    errors.finish(printed)
}
