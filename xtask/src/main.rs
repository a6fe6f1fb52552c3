//! `cargo farrier`: the commands as a cargo subcommand, for `cargo install`.

use std::process::ExitCode;

fn main() -> ExitCode {
    farrier_xtask::main()
}
