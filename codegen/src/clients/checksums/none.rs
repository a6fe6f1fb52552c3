//! Checksums of bodies: no operation of this crate has any.

use http::{HeaderMap, StatusCode};

use super::super::runtime::{BuildError, Request};
use super::error::BoxError;

/// The choice of checksums.
#[derive(Clone, Copy, Default)]
pub(super) enum Choice {
    #[default]
    None,
}

#[allow(clippy::unnecessary_wraps)] // Other outputs compute checksums, which can fail.
pub(super) fn set(_: &mut Request, _: Choice) -> Result<(), BuildError> {
    Ok(())
}

/// Verifies nothing.
pub(super) struct Verifier;

#[allow(clippy::unused_self, clippy::unnecessary_wraps)] // Other outputs compute checksums, which can fail.
impl Verifier {
    pub(super) fn new(_: &Request, _: StatusCode, _: &HeaderMap) -> Self {
        Self
    }

    pub(super) fn update(&mut self, _: &[u8]) {}

    pub(super) fn finish(&mut self) -> Result<(), BoxError> {
        Ok(())
    }
}
