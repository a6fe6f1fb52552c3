//! `cargo farrier`, the subcommand that `cargo install` makes of farrier: the same as `cargo xtask`.

use std::process::ExitCode;

fn main() -> ExitCode {
    farrier_xtask::main()
}
