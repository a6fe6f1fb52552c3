//! `cargo xtask add` and `cargo xtask remove`: edit the operations of a manifest, and generate the outputs.

mod add;
mod model;
mod remove;
mod target;

use farrier_codegen::diagnostic::Diagnostics;

pub use add::run as add;
pub use remove::run as remove;

use crate::cli::SelectedOperations;
use crate::codegen::{Inputs, Job, interrupted};
use crate::command_line::quoted;
use crate::edits::Edits;
use crate::manifest::{self, Manifest};
use crate::other_manifests;
use crate::write::guard::Guard;
use crate::{Outcome, Terminal, XTASK, slashes};

/// An edited manifest, not written yet.
struct Plan {
    manifest: Manifest,
    edits: Edits,
    /// Lines to print after the outputs are written.
    notes: Vec<String>,
}

/// Reads the manifest under a lock, edits inputs, and writes them with the outputs.
fn edit(
    command: &'static str,
    args: &SelectedOperations,
    terminal: &mut Terminal,
    plan: impl FnOnce(&Manifest, &mut Terminal) -> Result<Plan, Diagnostics>,
) -> Result<Outcome, Diagnostics> {
    let home = manifest::home(args.manifest.as_deref(), &terminal.directory);
    let _guard = Guard::acquire(&home, terminal);
    interrupted::finish(&home, terminal)?;
    let help = "generate one crate with `cargo xtask codegen --model`";
    let manifest = Manifest::find(args.manifest.as_deref(), &terminal.directory, help)?;
    let Plan { manifest, edits, mut notes } = plan(&manifest, terminal)?;
    notes.extend(other_manifests::next_steps(&manifest, &edits, terminal));
    let inputs = Inputs { edits, command, accept_reordered: args.accept_reordered };
    let job = Job::from_manifest(manifest, inputs, terminal.program)?;
    let accepting = terminal.with_program_name(&accepting(command, args)).into_owned();
    let outcome = job.write(&accepting, false, terminal)?;
    if outcome == Outcome::Fine {
        notes.iter().try_for_each(|note| terminal.print_line(note))?;
    }
    Ok(outcome)
}

/// The command line that accepts reordered constructors.
fn accepting(command: &str, args: &SelectedOperations) -> String {
    let mut words = vec![XTASK.to_owned(), command.to_owned()];
    words.extend(args.operations.iter().map(|name| quoted(name)));
    for (name, value) in [("--service", &args.service), ("--output", &args.output)] {
        words.extend(value.iter().flat_map(|value| [name.to_owned(), quoted(value)]));
    }
    words.extend(
        args.manifest.iter().flat_map(|path| ["--manifest".to_owned(), quoted(&slashes(path))]),
    );
    words.push("--accept-reordered".to_owned());
    words.join(" ")
}
