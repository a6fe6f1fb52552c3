//! Regions of redirects: no service of this crate redirects.

use http::Response;

use super::super::runtime::{Endpoint, Operation, Request};

/// The regions of buckets.
#[derive(Clone, Default)]
pub(super) enum Regions {
    #[default]
    None,
}

#[allow(clippy::unused_self, clippy::extra_unused_type_parameters)] // Other outputs follow redirects.
impl Regions {
    /// The region of a bucket, if a redirect has named it.
    pub(super) fn of(&self, _: &Endpoint) -> Option<String> {
        None
    }

    /// The region to send a request for a bucket to, if the response is a redirect.
    pub(super) fn redirected<O: Operation, B: AsRef<[u8]>>(
        &self,
        _: &Endpoint,
        _: &Request,
        _: &Response<B>,
    ) -> Option<String> {
        None
    }
}
