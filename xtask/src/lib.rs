//! The commands of farrier. This crate reads and writes files, and calls [`farrier_codegen`] to process them.
//!
//! An xtask in another workspace needs one line:
//!
//! ```no_run
//! fn main() -> std::process::ExitCode {
//!     farrier_xtask::main()
//! }
//! ```

mod changes;
pub mod cli;
mod codegen;
mod command_line;
mod diff;
mod edits;
mod init;
mod input;
mod list;
mod lock;
mod manifest;
mod models;
mod operations;
mod other_manifests;
mod parallel;
pub mod shared;
mod update;
mod why;
mod write;

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstyle::Style;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_codegen::is_visible;

use command_line::CommandLine;

/// The name of the program in a workspace with an xtask.
pub use farrier_codegen::XTASK;

/// The name of the program where it is installed as a subcommand of cargo.
pub const SUBCOMMAND: &str = "cargo farrier";

/// The working directory and the streams of a command.
pub struct Terminal {
    /// The directory for relative paths.
    pub directory: PathBuf,
    /// The stream for results.
    pub out: Box<dyn Write>,
    /// The stream for errors and progress.
    pub err: Box<dyn Write>,
    /// Whether standard error is a terminal.
    pub interactive: bool,
    /// The name of the program: [`XTASK`] or [`SUBCOMMAND`].
    pub program: &'static str,
    /// The root of the repository in a run of GitHub Actions, for annotations.
    pub annotate: Option<PathBuf>,
}

impl Terminal {
    /// Prints a line of the result. Control characters are replaced, and a closed pipe is not an error.
    ///
    /// # Errors
    ///
    /// Fails if standard output cannot be written.
    pub fn print_line(&mut self, line: &str) -> Result<(), Diagnostics> {
        self.print(&format!("{line}\n"))
    }

    /// Prints a line as [`print_line`](Self::print_line) does, in a style. Only terminals show the style.
    ///
    /// # Errors
    ///
    /// Fails if standard output cannot be written.
    pub fn print_styled(&mut self, style: Style, line: &str) -> Result<(), Diagnostics> {
        self.print_unchanged(&format!("{style}{}{style:#}\n", visible(line)))
    }

    /// Prints lines of the result. Control characters are replaced, and a closed pipe is not an error.
    ///
    /// # Errors
    ///
    /// Fails if standard output cannot be written.
    pub fn print(&mut self, text: &str) -> Result<(), Diagnostics> {
        self.print_unchanged(&visible(text))
    }

    /// Prints text in which names from models are escaped already. A closed pipe is not an error.
    ///
    /// # Errors
    ///
    /// Fails if standard output cannot be written.
    pub fn print_unchanged(&mut self, text: &str) -> Result<(), Diagnostics> {
        match self.out.write_all(text.as_bytes()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(failure("the result cannot be printed", &error))
            }
            _ => Ok(()),
        }
    }

    /// Replaces `cargo xtask` in a message with the name of the program that runs.
    fn with_program_name<'m>(&self, message: &'m str) -> Cow<'m, str> {
        if self.program == XTASK {
            message.into()
        } else {
            message.replace(XTASK, self.program).into()
        }
    }

    /// Prints a progress message to standard error. Control characters are replaced.
    pub fn print_progress(&mut self, line: &str) {
        // A lost progress message is not an error.
        let _ = writeln!(self.err, "{}", visible(line));
    }
}

/// The result of a command that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Success: exit code 0.
    Fine,
    /// The command found a problem, such as drift: exit code 1.
    Finding,
}

impl Outcome {
    /// Combines two outcomes: a finding if either of them is one.
    fn or(self, other: Self) -> Self {
        if self == Self::Finding { self } else { other }
    }
}

/// Runs the command line of the process, as the `main` function of an xtask.
pub fn main() -> ExitCode {
    let mut args: Vec<OsString> = std::env::args_os().collect();
    // For `cargo farrier codegen`, cargo passes `farrier codegen`.
    let is_subcommand = args.get(1).is_some_and(|name| name == "farrier");
    if is_subcommand {
        args.remove(1);
    }
    command_line::run_process::<cli::Cli>(args, if is_subcommand { SUBCOMMAND } else { XTASK })
}

/// Runs a command line and returns the exit code: 0 for success, 1 for a finding, 2 for an error.
pub fn run(args: impl IntoIterator<Item = OsString>, terminal: &mut Terminal) -> u8 {
    command_line::run::<cli::Cli>(args, terminal)
}

impl CommandLine for cli::Cli {
    fn message_format(&self) -> cli::MessageFormat {
        self.errors.message_format
    }

    fn run(&self, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
        match &self.command {
            cli::Command::Init(args) => init::run(args, terminal),
            cli::Command::Codegen(args) => codegen::run(args, terminal),
            cli::Command::Add(args) => operations::add(args, terminal),
            cli::Command::Remove(args) => operations::remove(args, terminal),
            cli::Command::Update(args) => update::run(args, terminal),
            cli::Command::Changes(args) => changes::run(args, terminal),
            cli::Command::Why(args) => why::run(args, terminal),
            cli::Command::List(args) => list::run(args, terminal),
            cli::Command::Models(command) => models::run(command, terminal),
        }
    }
}

/// Replaces characters that could control the terminal.
fn visible(text: &str) -> String {
    let is_shown = |c: char| is_visible(c) || c == '\n' || c == '\t';
    text.chars().map(|c| if is_shown(c) { c } else { '\u{fffd}' }).collect()
}

/// A path with `/` as separator on every system, for output and messages.
pub fn slashes(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

/// A count and its noun: `1 file`, `2 files`.
pub fn pluralize(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Joins names with commas. After `max` names, only the number of the others follows: `a, b and 3 more`.
pub fn join_names(names: &[&str], max: usize) -> String {
    let shown = names.get(..max).unwrap_or(names);
    let more = names.len() - shown.len();
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    shown.join(", ") + &more
}

/// A diagnostic for an error of the file system or another program: `codegen.lock cannot be read: permission denied`.
pub fn failure(message: impl Into<String>, error: &dyn std::fmt::Display) -> Diagnostics {
    Diagnostic::error(format!("{}: {error}", message.into())).into()
}
