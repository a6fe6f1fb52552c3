//! Checksums of response bodies.

use http::{HeaderMap, StatusCode};

use super::checksum::{Algorithm, Checksum};

/// The checksum of a response body that is read piece by piece.
pub struct ReplyChecksum {
    algorithm: Algorithm,
    expected: String,
    checksum: Checksum,
}

impl ReplyChecksum {
    /// Reads the expected checksum from the headers of a response. Returns `None` if the response has no checksum of the
    /// whole body: a part of a body (status 206) and an object that was uploaded in parts have other checksums.
    #[must_use]
    pub fn of(status: StatusCode, headers: &HeaderMap, algorithms: &[&str]) -> Option<Self> {
        if status == StatusCode::PARTIAL_CONTENT {
            return None;
        }
        let is_possible = |algorithm: &Algorithm| algorithms.contains(&algorithm.name());
        Algorithm::ALL.into_iter().filter(is_possible).find_map(|algorithm| {
            let expected = headers.get(algorithm.header())?.to_str().ok()?;
            let checksum = Checksum::new(algorithm);
            (!is_of_parts(expected)).then(|| Self {
                algorithm,
                expected: expected.to_owned(),
                checksum,
            })
        })
    }

    /// Appends bytes to the body.
    pub fn update(&mut self, bytes: &[u8]) {
        self.checksum.update(bytes);
    }

    /// Compares the checksums at the end of the body.
    ///
    /// # Errors
    ///
    /// Fails if the body is another one than the service sent.
    pub fn finish(self) -> Result<(), ChecksumMismatch> {
        if self.checksum.finish() == self.expected {
            Ok(())
        } else {
            Err(ChecksumMismatch(self.algorithm))
        }
    }
}

/// Whether a value is a checksum of the checksums of parts, such as `AAAAAA==-3`.
fn is_of_parts(value: &str) -> bool {
    let parts = value.rsplit_once('-').map(|(_, parts)| parts);
    parts.is_some_and(|parts| !parts.is_empty() && parts.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The error for a response body with another checksum than that of its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChecksumMismatch(Algorithm);

impl std::fmt::Display for ChecksumMismatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = self.0.name();
        write!(f, "the response body is damaged: its {name} checksum is not that of the header")
    }
}

impl std::error::Error for ChecksumMismatch {}
