//! The text of an update on the terminal.

use anstyle::Style;
use farrier_codegen::change::render;
use farrier_codegen::diagnostic::Diagnostics;

use super::Planned;
use super::replacement::Replacement;
use crate::cli::Update;
use crate::command_line::quoted;
use crate::{Terminal, XTASK, slashes};

const BOLD: Style = Style::new().bold();

impl Planned {
    /// Prints the review of the outputs, and the replaced models.
    pub fn print(&self, terminal: &mut Terminal) -> Result<(), Diagnostics> {
        terminal.print_styled(BOLD, &self.headline())?;
        if self.has_changes() {
            terminal.print_line("")?;
            terminal.print_unchanged(&render::text(&self.review, self.detail))?;
            terminal.print_line("")?;
        }
        let mut lines = Vec::new();
        for Replacement { shown, written, deleted, .. } in &self.replacements {
            for (verb, files) in [("replaced", written), ("removed", deleted)] {
                if !files.is_empty() {
                    lines.push(format!("  {shown}: {verb} {}", files.join(", ")));
                }
            }
        }
        lines.extend(self.notes.iter().map(|note| format!("  {note}")));
        if !lines.is_empty() {
            terminal.print_styled(BOLD, "models:")?;
        }
        lines.iter().try_for_each(|line| terminal.print_line(line))
    }
}

/// The command line that accepts reordered constructors.
pub fn accepting(args: &Update) -> String {
    let mut words = vec![XTASK.to_owned(), "update".to_owned()];
    words.extend(args.source.iter().map(|source| quoted(source)));
    if !args.service.is_empty() {
        words.extend(["--service".to_owned(), quoted(&args.service.join(","))]);
    }
    for (name, path) in [("--manifest", &args.manifest), ("--markdown", &args.markdown)] {
        if let Some(path) = path {
            words.extend([name.to_owned(), quoted(&slashes(path))]);
        }
    }
    if let Some(origin) = &args.origin {
        words.extend(["--origin".to_owned(), quoted(origin)]);
    }
    words.push("--accept-reordered".to_owned());
    words.join(" ")
}
