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

mod bench;
mod changes;
pub mod cli;
mod codegen;
mod conformance;
mod diff;
mod e2e;
mod init;
mod input;
mod list;
mod lock;
mod manifest;
mod models;
mod parallel;
mod why;
mod workspace;
mod write;

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use annotate_snippets::Renderer;
use clap::Parser;
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_codegen::is_visible;

/// The width that excerpts of models are cut to.
const WIDTH: usize = 140;

/// What the commands are called where a workspace has an xtask; messages and generated files call them so.
pub const XTASK: &str = "cargo xtask";

/// What they are called where farrier is installed as a subcommand of cargo.
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
    /// What the user types before the name of a command: [`XTASK`] or [`SUBCOMMAND`].
    pub program: &'static str,
    /// The root of the repository, if a run of GitHub Actions is to be annotated.
    pub annotate: Option<PathBuf>,
}

impl Terminal {
    /// Prints a line of the result. Whoever reads only the first ones, as `head` does, is no reason to fail.
    fn say(&mut self, line: &str) -> Result<(), Diagnostics> {
        // Names from files must not steer the terminal.
        let shown = |c: char| is_visible(c) || c == '\n' || c == '\t';
        let line: String = line.chars().map(|c| if shown(c) { c } else { '\u{fffd}' }).collect();
        self.print(&(line + "\n"))
    }

    /// Prints a finished text as it is.
    fn print(&mut self, text: &str) -> Result<(), Diagnostics> {
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

    /// Says what goes on, to whoever watches.
    fn note(&mut self, line: &str) {
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
    let directory = match std::env::current_dir() {
        Ok(directory) => directory,
        Err(error) => {
            eprintln!("error: the current directory cannot be read: {error}");
            return ExitCode::from(2);
        }
    };
    let mut args: Vec<OsString> = std::env::args_os().collect();
    // Cargo puts the name of a subcommand before its arguments.
    let is_subcommand = args.get(1).is_some_and(|name| name == "farrier");
    if is_subcommand {
        args.remove(1);
    }
    let on_github = std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true");
    // anstream takes the colours out where there is no terminal, or where NO_COLOR asks for it.
    let mut terminal = Terminal {
        annotate: on_github.then(|| {
            std::env::var_os("GITHUB_WORKSPACE").map_or_else(|| directory.clone(), PathBuf::from)
        }),
        directory,
        out: Box::new(anstream::stdout()),
        err: Box::new(anstream::stderr()),
        interactive: std::io::stderr().is_terminal(),
        program: if is_subcommand { SUBCOMMAND } else { XTASK },
    };
    ExitCode::from(run(args, &mut terminal))
}

/// Runs a command line and returns its exit code: 0 fine, 1 a finding, 2 could not run.
pub fn run(args: impl IntoIterator<Item = OsString>, terminal: &mut Terminal) -> u8 {
    let cli = match cli::Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            let text = error.render().ansi().to_string();
            let text = terminal.called(&text).into_owned();
            // A closed pipe is no reason to fail again.
            let (stream, code) =
                if error.use_stderr() { (&mut terminal.err, 2) } else { (&mut terminal.out, 0) };
            let _ = write!(stream, "{text}");
            return code;
        }
    };
    let result = match cli.command {
        cli::Command::Init(args) => init::run(&args, terminal),
        cli::Command::Codegen(args) => codegen::run(&args, terminal),
        cli::Command::Changes(args) => changes::run(&args, terminal),
        cli::Command::Why(args) => why::run(&args, terminal),
        cli::Command::List(args) => list::run(&args, terminal),
        cli::Command::Conformance(args) => conformance::run(&args, terminal),
        cli::Command::E2e(args) => e2e::run(&args, terminal),
        cli::Command::Bench(args) => bench::run(&args, terminal),
        cli::Command::Models(command) => models::run(&command, terminal),
    };
    match result {
        Ok(Outcome::Fine) => 0,
        Ok(Outcome::Finding) => 1,
        Err(errors) => {
            let text = match cli.message_format {
                cli::MessageFormat::Human => {
                    errors.render(&Renderer::styled().term_width(WIDTH)) + "\n"
                }
                cli::MessageFormat::Json => errors.to_json_lines(),
            };
            // A closed pipe is no reason to fail again.
            let text = terminal.called(&text).into_owned();
            let _ = write!(terminal.err, "{text}");
            2
        }
    }
}

/// A path with `/` between its parts on every system, as output and messages show it.
fn slashes(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

/// A number of things in words.
fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// Names one after the other, or the first `most` of them and how many there are besides.
fn listed(names: &[&str], most: usize) -> String {
    let shown = names.get(..most).unwrap_or(names);
    let more = names.len() - shown.len();
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    shown.join(", ") + &more
}

/// A failure of the file system or another part of the machine, in words.
fn failure(what: impl Into<String>, error: &dyn std::fmt::Display) -> Diagnostics {
    Diagnostic::error(format!("{}: {error}", what.into())).into()
}
