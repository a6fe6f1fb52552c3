//! Regions of redirects: no service of this crate redirects.

use http::Response;

use super::super::runtime::{Operation, Request};

#[allow(clippy::extra_unused_type_parameters)] // Other outputs follow redirects.
pub(super) fn of_redirect<O: Operation, B: AsRef<[u8]>>(
    _: &Request,
    _: &Response<B>,
) -> Option<String> {
    None
}
