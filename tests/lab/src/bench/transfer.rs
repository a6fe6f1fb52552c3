//! A large object up and down, over HTTPS, from and to the server of `tests/s3`: CPU and memory of the programs of S3.

use std::fs::{self, File};
use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use farrier_xtask::shared::failure;

use super::builds::{self, RELEASE};
use super::candidates::Candidate;
use super::figures::Figures;
use super::local::{self, KEYS};
use super::setup::Setup;
use crate::s3_server::{self, Identity};

/// The name of the job in failures.
pub const JOB: &str = "transfer";

/// The bytes of the object: 1 GiB.
const SIZE: u64 = 1 << 30;

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
    let server = s3_server::start(&setup.root, (&buckets, identity), KEYS, "release")?;
    let certificate = certificate.display().to_string();
    let mut variables = local::variables(&server.url).to_vec();
    // The first one is that of farrier, the second one that of the SDK.
    variables.extend([("AWS_CA_BUNDLE", &*certificate), ("SSL_CERT_FILE", &certificate)]);
    let null = if cfg!(windows) { "NUL" } else { "/dev/null" };
    let mut programs = Vec::new();
    for candidate in candidates.iter().filter(|candidate| candidate.call.is_some()) {
        if let Some(program) = builds::program(candidate, &RELEASE, JOB, setup, figures)? {
            programs.push((candidate.id, program));
        }
    }
    let paths = [object.as_path(), Path::new(null)];
    // The first object on a disk takes longer than its successors: no program is measured with it.
    if let Some((_, program)) = programs.first() {
        let _ = local::run(program, &paths, &variables, setup)?;
    }
    for (id, program) in &programs {
        let (usage, memory) = match local::run(program, &paths, &variables, setup)? {
            Ok(ended) => ended,
            Err(why) => {
                figures.fail(JOB, id, &why);
                continue;
            }
        };
        figures.add("transfer: cpu", id, usage.cpu);
        figures.add("transfer: wall", id, usage.wall);
        #[expect(clippy::cast_precision_loss, reason = "one byte makes no difference")]
        figures.add("transfer: rate", id, (2 * SIZE) as f64 / usage.wall);
        if let Some(growth) = memory.growth() {
            figures.add("transfer: memory", id, growth);
        }
    }
    Ok(())
}
