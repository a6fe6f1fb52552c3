//! The server of `tests/s3`: `s3s-fs` with HTTPS.

use std::path::Path;
use std::process::Command;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use farrier_xtask::shared::failure;

use crate::local_server::LocalServer;

/// The package of the server.
const PACKAGE: &str = "tests/s3/Cargo.toml";

/// The target folder of the package, as in `.ci/run`.
const TARGET: &str = "target/s3";

/// The name of the program.
const PROGRAM: &str = "s3-server";

/// The certificate of the server, and its key, in PEM.
#[derive(Clone, Copy)]
pub struct Identity<'p> {
    pub certificate: &'p Path,
    pub key: &'p Path,
}

/// Builds the server and starts it on a free loopback port. Each folder in `buckets` is a bucket. The server accepts one
/// access key and its secret.
///
/// # Errors
///
/// Fails if the server cannot be built or does not start.
pub fn start(
    root: &Path,
    (buckets, identity): (&Path, Identity<'_>),
    (access_key, secret): (&str, &str),
    profile: &str,
) -> Result<LocalServer, Diagnostics> {
    let target = root.join(TARGET);
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--quiet", "--locked", "--bin", PROGRAM, "--profile", profile]);
    cargo.arg("--manifest-path").arg(root.join(PACKAGE)).arg("--target-dir").arg(&target);
    let status = cargo.env("CARGO_INCREMENTAL", "0").status();
    if !status.map_err(|error| failure("cargo cannot be run", &error))?.success() {
        let error = Diagnostic::error(format!("{PACKAGE} does not compile"));
        return Err(error.help("the output of cargo is above").into());
    }
    let folder = if profile == "dev" { "debug" } else { profile };
    let program = target.join(folder).join(format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX));
    let mut command = Command::new(program);
    command.arg(buckets).arg(identity.certificate).arg(identity.key);
    command.env("AWS_ACCESS_KEY_ID", access_key).env("AWS_SECRET_ACCESS_KEY", secret);
    LocalServer::start(&mut command, PROGRAM)
}
