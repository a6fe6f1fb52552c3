//! From text and tokens to files in memory: layout and headers.

mod print;

pub(crate) use print::WIDTH;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::emit::{Content, File};

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
