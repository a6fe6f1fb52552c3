//! Checksums of bodies.

use http::{HeaderMap, StatusCode};

use super::super::runtime::checksum::Algorithm;
use super::super::runtime::reply_checksum::ReplyChecksum;
use super::super::runtime::request_checksum::{self, reply_algorithms};
use super::super::runtime::{BuildError, Request};
use super::error::BoxError;
use super::sender::Client;

pub use super::super::runtime::request_checksum::Checksums;

impl Client {
    /// Sets the bodies whose checksums are computed and verified. Servers that are compatible with S3 may need
    /// [`Checksums::WhenRequired`].
    #[must_use]
    pub fn checksums(mut self, checksums: Checksums) -> Self {
        self.settings.checksums = Choice { requests: checksums, replies: checksums };
        self
    }

    /// Sets the responses whose checksums are verified, if the choice is another one than for requests.
    #[must_use]
    pub fn reply_checksums(mut self, checksums: Checksums) -> Self {
        self.settings.checksums.replies = checksums;
        self
    }
}

/// The choice of checksums for requests and responses.
#[derive(Clone, Copy, Default)]
pub(super) struct Choice {
    requests: Checksums,
    replies: Checksums,
}

impl Choice {
    /// Chooses the algorithm for the body of a request, and asks for a checksum of the response.
    pub(super) fn choose(self, request: &mut Request) -> Result<Option<Algorithm>, BuildError> {
        self.replies.ask(request);
        self.requests.algorithm(request)
    }
}

/// Adds the checksum of a request body.
pub(super) fn set(request: &mut Request, checksums: Choice) -> Result<(), BuildError> {
    match checksums.choose(request)? {
        Some(algorithm) => request_checksum::set(request, algorithm),
        None => Ok(()),
    }
}

/// Verifies the body of a response piece by piece, if the request asked for a checksum.
pub(super) struct Verifier(Option<ReplyChecksum>);

impl Verifier {
    /// The verifier for a response.
    pub(super) fn new(request: &Request, status: StatusCode, headers: &HeaderMap) -> Self {
        Self(ReplyChecksum::of(status, headers, reply_algorithms(request)))
    }

    /// Appends bytes to the body.
    pub(super) fn update(&mut self, bytes: &[u8]) {
        if let Some(checksum) = &mut self.0 {
            checksum.update(bytes);
        }
    }

    /// Compares the checksums at the end of the body.
    pub(super) fn finish(&mut self) -> Result<(), BoxError> {
        match self.0.take() {
            Some(checksum) => Ok(checksum.finish()?),
            None => Ok(()),
        }
    }
}
