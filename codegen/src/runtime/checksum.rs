//! Checksums of bodies, in headers and trailers such as `x-amz-checksum-crc32`.

use http::header::HeaderName;

use super::base64;
use super::crc::Crc;
use super::crc32::Crc32;
use super::sha1::Sha1;
use super::sha256::Sha256;

/// A checksum algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// CRC-64/NVME.
    Crc64Nvme,
    /// CRC-32C.
    Crc32c,
    /// CRC-32.
    Crc32,
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
}

impl Algorithm {
    /// The algorithms. The first one whose header a response has is verified: of several, the fastest.
    pub const ALL: [Self; 5] =
        [Self::Crc32, Self::Crc64Nvme, Self::Crc32c, Self::Sha1, Self::Sha256];

    /// The algorithm with a name such as `CRC32`, in upper or lower case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name().eq_ignore_ascii_case(name))
    }

    /// The name in members and in the header `x-amz-sdk-checksum-algorithm`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Crc64Nvme => "CRC64NVME",
            Self::Crc32c => "CRC32C",
            Self::Crc32 => "CRC32",
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
        }
    }

    /// The header or trailer of a checksum.
    #[must_use]
    pub fn header(self) -> HeaderName {
        HeaderName::from_static(match self {
            Self::Crc64Nvme => "x-amz-checksum-crc64nvme",
            Self::Crc32c => "x-amz-checksum-crc32c",
            Self::Crc32 => "x-amz-checksum-crc32",
            Self::Sha1 => "x-amz-checksum-sha1",
            Self::Sha256 => "x-amz-checksum-sha256",
        })
    }

    /// The length of a checksum as text.
    #[must_use]
    pub fn text_len(self) -> u64 {
        match self {
            Self::Crc32 | Self::Crc32c => 8,
            Self::Crc64Nvme => 12,
            Self::Sha1 => 28,
            Self::Sha256 => 44,
        }
    }

    /// The checksum of a body in memory, as text.
    #[must_use]
    pub fn of(self, body: &[u8]) -> String {
        let mut checksum = Checksum::new(self);
        checksum.update(body);
        checksum.finish()
    }
}

/// The checksum of a body that is read piece by piece.
#[derive(Clone)]
pub struct Checksum(State);

#[derive(Clone)]
enum State {
    Crc32(Crc32),
    Crc32c(Crc),
    Crc64(Crc),
    Sha1(Sha1),
    Sha256(Sha256),
}

impl Checksum {
    /// The checksum of an empty body.
    #[must_use]
    pub fn new(algorithm: Algorithm) -> Self {
        Self(match algorithm {
            Algorithm::Crc64Nvme => State::Crc64(Crc::crc64_nvme()),
            Algorithm::Crc32c => State::Crc32c(Crc::crc32c()),
            Algorithm::Crc32 => State::Crc32(Crc32::default()),
            Algorithm::Sha1 => State::Sha1(Sha1::default()),
            Algorithm::Sha256 => State::Sha256(Sha256::default()),
        })
    }

    /// Appends bytes to the body.
    pub fn update(&mut self, bytes: &[u8]) {
        match &mut self.0 {
            State::Crc32(crc) => crc.update(bytes),
            State::Crc32c(crc) | State::Crc64(crc) => crc.update(bytes),
            State::Sha1(hash) => hash.update(bytes),
            State::Sha256(hash) => hash.update(bytes),
        }
    }

    /// Returns the checksum in base64.
    #[must_use]
    pub fn finish(self) -> String {
        match self.0 {
            State::Crc32(crc) => base64::encode(&crc.finish().to_be_bytes()),
            State::Crc32c(crc) => base64::encode(&crc.finish().to_be_bytes()[4..]),
            State::Crc64(crc) => base64::encode(&crc.finish().to_be_bytes()),
            State::Sha1(hash) => base64::encode(&hash.finish()),
            State::Sha256(hash) => base64::encode(&hash.finish()),
        }
    }
}
