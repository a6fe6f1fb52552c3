//! The program that users run, for tests of its process.

use std::process::ExitCode;

fn main() -> ExitCode {
    farrier_xtask::main()
}
