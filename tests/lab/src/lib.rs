//! Tests and measurements of farrier itself: protocol conformance of the generated code, its cost, a sweep over
//! all AWS models, and mutants of models. The commands are `cargo lab`, for farrier's own repository.

mod bench;
mod checked;
pub mod cli;
mod conformance;
mod constructors;
mod credentials;
mod e2e;
mod endpoints;
mod local_server;
mod mutate;
pub mod newest;
mod parity;
mod progress;
mod random;
mod s3;
mod s3_server;
mod sides;
mod sigv4;
mod sizes;
mod sweep;
mod workspace;

/// The sources of credentials of outputs, for tests.
pub use credentials::output as credential_sources;
/// The signer of outputs, for a comparison with others.
pub use credentials::output::runtime as signer;

use std::ffi::OsString;
use std::process::ExitCode;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::cli::MessageFormat;
use farrier_xtask::shared::{self, CommandLine};
use farrier_xtask::{Outcome, Terminal, XTASK};

/// Runs the command line of the process.
pub fn main() -> ExitCode {
    shared::run_process::<cli::Cli>(std::env::args_os(), XTASK)
}

/// Runs a command line and returns its exit code: 0 success, 1 a finding, 2 an error.
pub fn run(args: impl IntoIterator<Item = OsString>, terminal: &mut Terminal) -> u8 {
    shared::run::<cli::Cli>(args, terminal)
}

impl CommandLine for cli::Cli {
    fn message_format(&self) -> MessageFormat {
        self.errors.message_format
    }

    fn run(&self, terminal: &mut Terminal) -> Result<Outcome, Diagnostics> {
        match &self.command {
            cli::Command::Conformance(args) => conformance::run(args, terminal),
            cli::Command::Endpoints(args) => endpoints::run(args, terminal),
            cli::Command::E2e(args) => e2e::run(args, terminal),
            cli::Command::Bench(args) => bench::run(args, terminal),
            cli::Command::Sweep(args) => sweep::run(args, terminal),
            cli::Command::Mutate(args) => mutate::run(args, terminal),
            cli::Command::Parity(args) => parity::run(args, terminal),
            cli::Command::Constructors(args) => constructors::run(&args.models, terminal),
            cli::Command::Credentials(args) => credentials::run(args, terminal),
            cli::Command::S3(args) => s3::run(args, terminal),
            cli::Command::Sigv4(args) => sigv4::run(args, terminal),
        }
    }
}
