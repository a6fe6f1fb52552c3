//! Prints items to files in memory: formatting, doc comments and headers. Line widths are defined here only.

pub(crate) mod docs;
mod items;
mod join;
pub(crate) mod layout;
mod print;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;

pub use items::{Content, FileItem, MacroRow, MacroTable, OutputFile, RustFile};

/// The files of an output by path, with `/` as the separator. Every file ends with a line feed.
pub type Files = BTreeMap<String, String>;

/// Prints the emitted files.
///
/// # Errors
///
/// Fails if the emitted code is not valid Rust, which is a bug in farrier.
pub fn print(files: BTreeMap<String, OutputFile>) -> Result<Files, Diagnostics> {
    let mut errors = Diagnostics::default();
    let mut printed = Files::new();
    for (path, OutputFile { header, content }) in files {
        let text = match content {
            Content::Text(text) => Some(text),
            Content::Source(text) => Some(format!("// {header}\n\n{text}")),
            Content::Rust(file) => errors.collect(print::rust(&header, file, &path)),
        };
        printed.extend(text.map(|text| (path, text)));
    }
    errors.finish(printed)
}
