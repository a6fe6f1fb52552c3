//! Runs the programs of candidates against a server on this machine.

use std::ffi::OsStr;
use std::path::Path;

use farrier_codegen::diagnostic::Diagnostics;
use serde::Deserialize;

use super::cargo;
use super::measure::Usage;
use super::setup::Setup;

/// The access key and the secret.
pub const KEYS: (&str, &str) = ("AKIDEXAMPLE", "bench-secret");

/// The variables that name the server, the region and the credentials.
pub fn variables(url: &str) -> [(&str, &str); 4] {
    [
        ("AWS_ACCESS_KEY_ID", KEYS.0),
        ("AWS_SECRET_ACCESS_KEY", KEYS.1),
        ("AWS_REGION", "us-east-1"),
        ("AWS_ENDPOINT_URL", url),
    ]
}

/// The output of a program: the peak of its memory before its calls and at the end, in kB. Zero if unknown.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Memory {
    start: f64,
    end: f64,
}

impl Memory {
    /// The peak in bytes.
    pub fn peak(self) -> Option<f64> {
        (self.end > 0.0).then_some(self.end * 1024.0)
    }

    /// The bytes by which the calls raised the peak.
    pub fn growth(self) -> Option<f64> {
        (self.start > 0.0).then_some((self.end - self.start) * 1024.0)
    }
}

/// Runs a program. Returns its resources, or the reason why it failed.
///
/// # Errors
///
/// Fails if the program cannot be run.
pub fn run(
    program: &Path,
    arguments: &[impl AsRef<OsStr>],
    variables: &[(&str, &str)],
    setup: &Setup,
) -> Result<Result<(Usage, Memory), String>, Diagnostics> {
    let finished = setup.program(program, arguments, variables)?;
    let memory = serde_json::from_str(finished.out.trim());
    Ok(match memory {
        Ok(memory) if finished.success => Ok((finished.usage, memory)),
        _ => Err(cargo::reason(&finished.err)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_in_bytes() {
        let memory = |start, end| Memory { start, end };
        assert_eq!(memory(10.0, 25.0).peak(), Some(25_600.0));
        assert_eq!(memory(10.0, 25.0).growth(), Some(15_360.0));
        assert_eq!((memory(0.0, 0.0).peak(), memory(0.0, 0.0).growth()), (None, None));
    }
}
