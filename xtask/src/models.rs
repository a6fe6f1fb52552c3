//! `cargo xtask models`: takes models and change pages into the repository.

use farrier_codegen::change::read_page;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Location};
use farrier_codegen::frontend;

use crate::cli::{Import, ImportPage};
use crate::{Outcome, Terminal, failure, input, slashes, write};

/// Takes a model file into a folder.
///
/// # Errors
///
/// Fails if the file is not a model.
pub fn import(args: &Import, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let path = terminal.directory.join(&args.path);
    let files = frontend::import(&input::model(&path, &slashes(&args.path))?, args.strip_docs)?;
    for (name, text) in &files {
        write::file(&terminal.directory.join(&args.to).join(name), text)?;
    }
    let names: Vec<_> = files.keys().copied().collect();
    terminal.say(&format!("{}: wrote {}", args.to.display(), names.join(" and ")))?;
    Ok(Outcome::Fine)
}

/// Turns a published page into a change document.
///
/// # Errors
///
/// Fails if the text is not a change page.
pub fn import_page(args: &ImportPage, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    let source =
        input::read(&terminal.directory.join(&args.page), args.page.display().to_string())?;
    let document = read_page(&source.text).map_err(|error| {
        Diagnostic::error(format!("{} is not a change page: {error}", source.path))
            .at(Location::line_column(&source, error.line, 1))
    })?;
    let mut text = serde_json::to_string_pretty(&document)
        .map_err(|error| failure("the change document cannot be written", &error))?;
    text.push('\n');
    write::file(&terminal.directory.join(&args.to), &text)?;
    terminal.say(&format!(
        "{}: {} operations of {}",
        args.to.display(),
        document.operations.len(),
        document.service
    ))?;
    Ok(Outcome::Fine)
}
