//! From tokens to files in memory: layout and headers.

mod print;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::emit::{File, Layout};

/// The files of an output by path, with `/` between folders. Every file ends in a line feed.
pub type Files = BTreeMap<String, String>;

/// Prints the emitted files.
///
/// # Errors
///
/// Fails if the emitted tokens are not Rust, which is a mistake of farrier's own.
pub fn print(files: &BTreeMap<String, File>, layout: &Layout) -> Result<Files, Diagnostics> {
    let header = format!("// {}\n\n", layout.header());
    let mut errors = Diagnostics::default();
    let mut printed = Files::new();
    for (path, file) in files {
        let text = match file {
            File::Text(text) => Some(text.clone()),
            File::Source(text) => Some(format!("{header}{text}")),
            File::Rust(file) => {
                errors.collect(print::rust(file, path)).map(|text| format!("{header}{text}"))
            }
        };
        printed.extend(text.map(|text| (path.clone(), text)));
    }
    errors.finish(printed)
}
