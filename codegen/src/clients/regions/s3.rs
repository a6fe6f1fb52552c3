//! Regions of redirects: S3 names the region of a bucket in the errors of other regions.

use http::Response;

use super::super::runtime::s3::redirect::region;
use super::super::runtime::{Operation, Request};

/// The region to send a request to, if the response is a redirect.
pub(super) fn of_redirect<O: Operation, B: AsRef<[u8]>>(
    request: &Request,
    reply: &Response<B>,
) -> Option<String> {
    region::<O>(request, reply.status(), reply.headers(), reply.body().as_ref())
}
