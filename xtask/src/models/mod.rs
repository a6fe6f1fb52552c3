//! `cargo xtask models`: imports, verifies and inspects models and change pages.

mod census;
mod date;
pub mod derive;
pub mod fetch;
pub mod import;
pub mod origin;
pub mod package;
pub mod pinned;
mod sdist;
pub mod sources;
pub mod sources_file;
pub mod survey;
mod survey_package;
mod verify;
mod wheel;

use farrier_codegen::diagnostic::Diagnostics;

pub use sources::{MODELS, digest};

use crate::cli::Models;
use crate::{Outcome, Terminal};

/// Runs a subcommand.
///
/// # Errors
///
/// Returns the errors of the subcommand.
pub fn run(command: &Models, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
    match command {
        Models::Fetch(args) => fetch::run(args, terminal),
        Models::Import(args) => import::model(args, terminal),
        Models::ImportPage(args) => import::page(args, terminal),
        Models::Verify(args) => verify::run(args, terminal),
        Models::Survey(args) => survey::run(args, terminal),
        Models::Census(args) => census::run(args, terminal),
    }
}
