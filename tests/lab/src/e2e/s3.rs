//! The programs of `tests/e2e-s3`, which call S3 of moto and of `s3s-fs`.

use std::path::Path;
use std::process::Command;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::Terminal;
use farrier_xtask::shared::{failure, input, write};

use super::agents::SECRET;
use super::moto;
use super::run::KEY;
use crate::s3_server::{self, Identity};

/// The programs.
const FOLDER: &str = "tests/e2e-s3";

/// The manifest of the outputs.
pub const MANIFEST: &str = "codegen.toml";

const FILES: [&str; 14] = [
    "reqwest/Cargo.toml",
    "reqwest/src/main.rs",
    "reqwest/src/parts.rs",
    "suite/bodies.rs",
    "suite/errors.rs",
    "suite/keys.rs",
    "suite/listings.rs",
    "suite/mod.rs",
    "suite/objects.rs",
    "suite/uploads.rs",
    "suite/versions.rs",
    "ureq/Cargo.toml",
    "ureq/src/main.rs",
    "ureq/src/parts.rs",
];

/// The folders of the programs and the outputs.
pub const FOLDERS: [&str; 4] = ["s3/reqwest", "s3/ureq", "s3-reqwest", "s3-ureq"];

const PROGRAMS: [&str; 2] = ["s3-by-ureq", "s3-by-reqwest"];

/// Reads a file of the programs.
///
/// # Errors
///
/// Fails if the file cannot be read.
pub fn read(root: &Path, file: &str) -> Result<String, Diagnostics> {
    Ok(input::read(&root.join(FOLDER).join(file), format!("{FOLDER}/{file}"))?.text.clone())
}

/// Writes the programs to the workspace.
///
/// # Errors
///
/// Fails if a file cannot be read or written.
pub fn write(root: &Path, folder: &Path) -> Result<(), Diagnostics> {
    for file in FILES {
        write::if_changed(&folder.join("s3").join(file), &read(root, file)?)?;
    }
    Ok(())
}

/// Runs each program with both servers. Returns whether all calls succeed.
///
/// # Errors
///
/// Fails if a program or a server cannot be run.
pub fn run(
    (root, folder): (&Path, &Path),
    programs: &Path,
    moto: &moto::Server,
    is_long: bool,
    terminal: &mut Terminal,
) -> Result<bool, Diagnostics> {
    let buckets = write::temporary_folder(&folder.join("buckets"))?;
    let (certificate, key) = moto.identity();
    let identity = Identity { certificate: &certificate, key: &key };
    let s3s = s3_server::start(root, (buckets.path(), identity), (KEY, SECRET), "dev")?;
    let mut is_fine = true;
    for program in PROGRAMS {
        let path = programs.join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
        for (server, url, region) in
            [("moto", moto.url(), "eu-west-1"), ("s3s-fs", s3s.url.clone(), "us-east-1")]
        {
            terminal.print_progress(&format!("{program}, {server}"));
            let mut command = Command::new(&path);
            command.arg(server).args(is_long.then_some("long")).env_clear();
            command.env("AWS_ACCESS_KEY_ID", KEY).env("AWS_SECRET_ACCESS_KEY", SECRET);
            command.env("AWS_ENDPOINT_URL", url).env("AWS_REGION", region);
            command.env("AWS_CA_BUNDLE", moto.certificate());
            let status = command.status();
            let unusable = |error| failure(format!("{program} cannot be run"), &error);
            is_fine &= status.map_err(unusable)?.success();
        }
    }
    Ok(is_fine)
}
