//! `cargo xtask`: farrier's commands.

use std::process::ExitCode;

fn main() -> ExitCode {
    farrier_xtask::main()
}
