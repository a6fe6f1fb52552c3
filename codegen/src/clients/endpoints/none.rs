//! Discovered endpoints: no operation of this crate needs one.

use super::super::runtime::Request;

/// The discovered endpoints.
#[derive(Clone, Default)]
pub(super) enum Endpoints {
    #[default]
    None,
}

#[allow(clippy::unused_self)] // Other outputs discover endpoints.
impl Endpoints {
    /// Whether the endpoint of a request can be discovered.
    pub(super) fn finds(&self, _: &Request) -> bool {
        false
    }

    /// Forgets the endpoint of a service if an error says that it is invalid.
    pub(super) fn forget<E>(&self, _: &str, _: &E) -> bool {
        false
    }
}
