//! Authentication schemes: each operation of this crate has one, and takes no bearer token.

use super::super::runtime::Request;
use super::super::runtime::request_extensions::Auth;

/// The choice of schemes.
#[derive(Clone, Default)]
pub(super) enum Schemes {
    #[default]
    OfOperation,
}

impl Schemes {
    /// The authentication of a request, unless it is `SigV4` with a signed body.
    #[allow(clippy::unused_self)] // Other outputs have several schemes.
    pub(super) fn of(&self, request: &Request, _: &str) -> Option<Auth> {
        request.extensions().get().copied()
    }
}
