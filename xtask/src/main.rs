//! `cargo xtask`: see [`xtask::cli`] for the commands.

use std::io::IsTerminal;
use std::process::ExitCode;

fn main() -> ExitCode {
    let directory = match std::env::current_dir() {
        Ok(directory) => directory,
        Err(error) => {
            eprintln!("error: the current directory cannot be read: {error}");
            return ExitCode::from(2);
        }
    };
    // anstream takes the colours out where there is no terminal, or where NO_COLOR asks for it.
    let mut terminal = xtask::Terminal {
        directory,
        out: Box::new(anstream::stdout()),
        err: Box::new(anstream::stderr()),
        interactive: std::io::stderr().is_terminal(),
    };
    ExitCode::from(xtask::run(std::env::args_os(), &mut terminal))
}
