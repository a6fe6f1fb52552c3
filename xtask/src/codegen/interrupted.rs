//! Finishes a run that was interrupted while it replaced input files.

use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;

use crate::Terminal;
use crate::write::journal::{Journal, Replaced};
use crate::write::staging::Staging;

/// Replaces the inputs that an interrupted run has not replaced yet, and says whether the inputs are the old or the new
/// ones. The caller generates the outputs. Returns whether the interrupted run has accepted reordered constructors.
///
/// # Errors
///
/// Fails if the journal or a staged file cannot be read, or if a file cannot be written.
pub fn finish(home: &Path, terminal: &mut Terminal) -> Result<bool, Diagnostics> {
    let staging = Staging::of(home);
    let Some(journal) = Journal::find(&staging)? else {
        if staging.has_unused_inputs() {
            terminal.print_progress("the last run was interrupted before it changed a file");
        }
        return Ok(false);
    };
    journal.apply(&staging, &mut Replaced::default())?;
    terminal.print_progress(&format!(
        "finished the interrupted `{}`: models and manifest are the new ones",
        journal.command
    ));
    Ok(journal.accept_reordered)
}

/// Reports an interrupted run, in a command that writes nothing.
pub fn note(home: &Path, terminal: &mut Terminal) {
    if let Ok(Some(journal)) = Journal::find(&Staging::of(home)) {
        let command = &journal.command;
        let note = format!("`{command}` was interrupted: finish it with `cargo xtask codegen`");
        let note = terminal.with_program_name(&note).into_owned();
        terminal.print_progress(&note);
    }
}
