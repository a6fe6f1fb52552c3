//! The commands of farrier. This is the only part that reads and writes files; what it does with them is
//! [`farrier_codegen`]'s.
//!
//! The xtask of another workspace is this library and one line:
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
mod init;
mod input;
mod list;
mod lock;
mod manifest;
mod models;
mod parallel;
pub mod shared;
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

/// Where a command runs and what it prints to.
pub struct Terminal {
    /// The directory that relative paths start from.
    pub directory: PathBuf,
    /// Results.
    pub out: Box<dyn Write>,
    /// Errors.
    pub err: Box<dyn Write>,
    /// Whether a person watches, who is shown progress.
    pub interactive: bool,
    /// The name of the program: [`XTASK`] or [`SUBCOMMAND`].
    pub program: &'static str,
    /// The root of the repository, if a run of GitHub Actions is to be annotated.
    pub annotate: Option<PathBuf>,
}

impl Terminal {
    /// Prints a line of the result, with a placeholder for characters that are not visible. A closed pipe is no error.
    ///
    /// # Errors
    ///
    /// Fails if standard output cannot be written.
    pub fn say(&mut self, line: &str) -> Result<(), Diagnostics> {
        self.print(&(visible(line) + "\n"))
    }

    /// Like [`say`](Self::say), in a style. Streams that are no terminals get plain text.
    ///
    /// # Errors
    ///
    /// Fails if standard output cannot be written.
    pub fn say_styled(&mut self, style: Style, line: &str) -> Result<(), Diagnostics> {
        self.print(&format!("{style}{}{style:#}\n", visible(line)))
    }

    /// Prints a finished text as it is. A closed pipe is no error.
    ///
    /// # Errors
    ///
    /// Fails if standard output cannot be written.
    pub fn print(&mut self, text: &str) -> Result<(), Diagnostics> {
        match self.out.write_all(text.as_bytes()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(failure("the result cannot be printed", &error))
            }
            _ => Ok(()),
        }
    }

    /// A message that says what to run, with the commands as they are called here.
    fn called<'m>(&self, message: &'m str) -> Cow<'m, str> {
        if self.program == XTASK {
            message.into()
        } else {
            message.replace(XTASK, self.program).into()
        }
    }

    /// Prints a line about progress to standard error.
    pub fn note(&mut self, line: &str) {
        // Nobody misses it if it cannot be printed.
        let _ = writeln!(self.err, "{line}");
    }
}

/// How a command ended that did run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All is well: exit code 0.
    Fine,
    /// It found what it looked for, such as drift: exit code 1.
    Finding,
}

impl Outcome {
    /// That of two things: a finding if one of them is.
    fn or(self, other: Self) -> Self {
        if self == Self::Finding { self } else { other }
    }
}

/// Runs the command line of the process: all that the `main` of an xtask does.
pub fn main() -> ExitCode {
    let mut args: Vec<OsString> = std::env::args_os().collect();
    // Cargo puts the name of a subcommand before its arguments.
    let is_subcommand = args.get(1).is_some_and(|name| name == "farrier");
    if is_subcommand {
        args.remove(1);
    }
    command_line::run_process::<cli::Cli>(args, if is_subcommand { SUBCOMMAND } else { XTASK })
}

/// Runs a command line and returns its exit code: 0 fine, 1 a finding, 2 could not run.
pub fn run(args: impl IntoIterator<Item = OsString>, terminal: &mut Terminal) -> u8 {
    command_line::run::<cli::Cli>(args, terminal)
}

impl CommandLine for cli::Cli {
    fn message_format(&self) -> cli::MessageFormat {
        self.message_format
    }

    fn run(&self, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
        match &self.command {
            cli::Command::Init(args) => init::run(args, terminal),
            cli::Command::Codegen(args) => codegen::run(args, terminal),
            cli::Command::Changes(args) => changes::run(args, terminal),
            cli::Command::Why(args) => why::run(args, terminal),
            cli::Command::List(args) => list::run(args, terminal),
            cli::Command::Models(command) => models::run(command, terminal),
        }
    }
}

/// A text with a placeholder for characters that could control the terminal.
fn visible(text: &str) -> String {
    let is_shown = |c: char| is_visible(c) || c == '\n' || c == '\t';
    text.chars().map(|c| if is_shown(c) { c } else { '\u{fffd}' }).collect()
}

/// A path with `/` between its parts on every system, as output and messages show it.
pub fn slashes(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

/// A count and its noun: `1 file`, `2 files`.
pub fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// Names separated by commas: the first `most` of them, and the number of the others.
pub fn listed(names: &[&str], most: usize) -> String {
    let shown = names.get(..most).unwrap_or(names);
    let more = names.len() - shown.len();
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    shown.join(", ") + &more
}

/// A failure of the file system or another program, as a diagnostic: `what: error`.
pub fn failure(what: impl Into<String>, error: &dyn std::fmt::Display) -> Diagnostics {
    Diagnostic::error(format!("{}: {error}", what.into())).into()
}
