//! `cargo lab`.

use std::process::ExitCode;

fn main() -> ExitCode {
    farrier_lab::main()
}
