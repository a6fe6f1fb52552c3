//! Runs a command line: parses its arguments, calls the command, and prints its errors.

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use annotate_snippets::Renderer;
use clap::Parser;
use farrier_codegen::diagnostic::Diagnostics;

use crate::cli::MessageFormat;
use crate::{Outcome, Terminal};

/// The width that excerpts of models are cut to.
const WIDTH: usize = 140;

/// The arguments of a program, and its commands.
pub trait CommandLine: Parser {
    /// The format of error messages.
    fn message_format(&self) -> MessageFormat;

    /// Runs the command that the arguments name.
    ///
    /// # Errors
    ///
    /// Those of the command.
    fn run(&self, terminal: &mut Terminal) -> Result<Outcome, Diagnostics>;
}

/// Runs a command line in the directory of the process, with its streams. `program` is what messages call farrier:
/// [`XTASK`](crate::XTASK) or [`SUBCOMMAND`](crate::SUBCOMMAND).
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
    // anstream takes the colours out where there is no terminal, or where NO_COLOR asks for it.
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

/// Runs a command line and returns its exit code: 0 fine, 1 a finding, 2 could not run.
pub fn run<C: CommandLine>(
    args: impl IntoIterator<Item = OsString>,
    terminal: &mut Terminal,
) -> u8 {
    let line = match C::try_parse_from(args) {
        Ok(line) => line,
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
    match line.run(terminal) {
        Ok(Outcome::Fine) => 0,
        Ok(Outcome::Finding) => 1,
        Err(errors) => {
            let text = match line.message_format() {
                MessageFormat::Human => errors.render(&Renderer::styled().term_width(WIDTH)) + "\n",
                MessageFormat::Json => errors.to_json_lines(),
            };
            // A closed pipe is no reason to fail again.
            let text = terminal.called(&text).into_owned();
            let _ = write!(terminal.err, "{text}");
            2
        }
    }
}
