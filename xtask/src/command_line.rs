//! Parses a command line, runs the command, and prints its errors.

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use annotate_snippets::Renderer;
use clap::Parser;
use farrier_codegen::diagnostic::Diagnostics;

use crate::cli::MessageFormat;
use crate::{Outcome, Terminal};

/// The width of excerpts in error messages.
const WIDTH: usize = 140;

/// A parsed command line.
pub trait CommandLine: Parser {
    /// The format of error messages.
    fn message_format(&self) -> MessageFormat;

    /// Runs the command.
    ///
    /// # Errors
    ///
    /// The errors of the command.
    fn run(&self, terminal: &mut Terminal) -> Result<Outcome, Diagnostics>;
}

/// Runs a command line with the working directory and the streams of the process.
///
/// `program` is the name of the program in messages: [`XTASK`](crate::XTASK) or [`SUBCOMMAND`](crate::SUBCOMMAND).
pub fn run_process<C: CommandLine>(
    args: impl IntoIterator<Item = OsString>,
    program: &'static str,
) -> ExitCode {
    let directory = match std::env::current_dir() {
        Ok(directory) => directory,
        Err(error) => {
            eprintln!("error: the current directory cannot be read: {error}");
            return ExitCode::from(2);
        }
    };
    let on_github = std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true");
    // anstream removes colors without a terminal, or if NO_COLOR is set.
    let mut terminal = Terminal {
        annotate: on_github.then(|| {
            std::env::var_os("GITHUB_WORKSPACE").map_or_else(|| directory.clone(), PathBuf::from)
        }),
        directory,
        out: Box::new(anstream::stdout()),
        err: Box::new(anstream::stderr()),
        interactive: std::io::stderr().is_terminal(),
        program,
    };
    ExitCode::from(run::<C>(args, &mut terminal))
}

/// Runs a command line and returns the exit code: 0 for success, 1 for a finding, 2 for an error.
pub fn run<C: CommandLine>(
    args: impl IntoIterator<Item = OsString>,
    terminal: &mut Terminal,
) -> u8 {
    let line = match C::try_parse_from(args) {
        Ok(line) => line,
        Err(error) => {
            let text = error.render().ansi().to_string();
            let text = terminal.with_program_name(&text).into_owned();
            let (stream, code) =
                if error.use_stderr() { (&mut terminal.err, 2) } else { (&mut terminal.out, 0) };
            // A closed pipe is not an error.
            let _ = write!(stream, "{text}");
            return code;
        }
    };
    match line.run(terminal) {
        Ok(Outcome::Fine) => 0,
        Ok(Outcome::Finding) => 1,
        Err(errors) => {
            let text = match line.message_format() {
                MessageFormat::Human => errors.render(&Renderer::styled().term_width(WIDTH)) + "\n",
                MessageFormat::Json => errors.to_json_lines(),
            };
            let text = terminal.with_program_name(&text).into_owned();
            // A closed pipe is not an error.
            let _ = write!(terminal.err, "{text}");
            2
        }
    }
}

/// Quotes a word for a shell, if necessary.
pub fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./,:=@+".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
