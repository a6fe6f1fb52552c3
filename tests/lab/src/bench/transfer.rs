//! A large object up and down, over HTTPS, from and to the server of `tests/s3`: CPU and memory of the programs of S3.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::shared::failure;
use serde::Deserialize;

use super::candidates::Candidate;
use super::cargo;
use super::figures::Figures;
use super::setup::Setup;
use crate::s3_server::{Identity, S3Server};

/// The name of the job in failures.
pub const JOB: &str = "transfer";

/// The bytes of the object: 1 GiB.
const SIZE: u64 = 1 << 30;

/// The access key and the secret.
const KEYS: (&str, &str) = ("AKIDEXAMPLE", "bench-secret");

/// The output of a program: the peak of its memory before and after the transfers, in kB.
#[derive(Deserialize)]
struct Line {
    start: f64,
    end: f64,
}

/// Builds the programs and stores and reads the object with each of them.
///
/// # Errors
///
/// Fails if the server cannot be run, or if a file cannot be written. A program that fails is recorded.
pub fn round(
    candidates: &[&Candidate],
    setup: &Setup,
    figures: &mut Figures,
) -> Result<(), Diagnostics> {
    let folder = setup.fresh()?;
    let (buckets, object) = (folder.path().join("buckets"), folder.path().join("object"));
    let unwritable = |error| failure("the object cannot be written", &error);
    fs::create_dir_all(buckets.join("bench")).map_err(unwritable)?;
    File::create(&object).and_then(|file| file.set_len(SIZE)).map_err(unwritable)?;
    let tls = setup.root.join("tests/s3/tls");
    let (certificate, key) = (tls.join("certificate.pem"), tls.join("key.pem"));
    let identity = Identity { certificate: &certificate, key: &key };
    let server = S3Server::start(&setup.root, (&buckets, identity), KEYS, "release")?;
    for candidate in candidates.iter().filter(|candidate| candidate.call.is_some()) {
        let Some(program) = built(candidate, setup, figures)? else { continue };
        let certificate = certificate.display().to_string();
        let variables = [
            ("AWS_ACCESS_KEY_ID", KEYS.0),
            ("AWS_SECRET_ACCESS_KEY", KEYS.1),
            ("AWS_REGION", "us-east-1"),
            ("AWS_ENDPOINT_URL", &server.url),
            // The first one is that of farrier, the second one that of the SDK.
            ("AWS_CA_BUNDLE", &certificate),
            ("SSL_CERT_FILE", &certificate),
        ];
        let null = if cfg!(windows) { "NUL" } else { "/dev/null" };
        let paths = [object.as_path(), Path::new(null)];
        let finished = setup.program(&program, &paths, &variables)?;
        let line = serde_json::from_str::<Line>(finished.out.trim());
        let (true, Ok(Line { start, end })) = (finished.success, line) else {
            figures.fail(JOB, candidate.id, &cargo::reason(&finished.err));
            continue;
        };
        figures.add("transfer: cpu", candidate.id, finished.usage.cpu);
        figures.add("transfer: wall", candidate.id, finished.usage.wall);
        if start > 0.0 {
            figures.add("transfer: memory", candidate.id, (end - start) * 1024.0);
        }
    }
    Ok(())
}

/// The program of a candidate, optimized.
fn built(
    candidate: &Candidate,
    setup: &Setup,
    figures: &mut Figures,
) -> Result<Option<PathBuf>, Diagnostics> {
    let folder = setup.work.join("builds").join(candidate.id);
    let target = folder.join("target");
    let built = cargo::run(&folder, &target, &["build", "--offline", "--release"])?;
    if !built.success {
        figures.fail(JOB, candidate.id, &cargo::reason(&built.err));
        return Ok(None);
    }
    Ok(Some(target.join("release").join(format!("call{}", std::env::consts::EXE_SUFFIX))))
}
