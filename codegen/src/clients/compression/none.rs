//! Compression of requests: no service of this crate asks for it.

use super::super::runtime::Request;

/// The choice of compression.
#[derive(Clone, Copy, Default)]
pub(super) enum Compression {
    #[default]
    None,
}

impl Compression {
    #[allow(clippy::unused_self)] // Other outputs compress.
    pub(super) fn compress(self, _: &mut Request) {}
}
