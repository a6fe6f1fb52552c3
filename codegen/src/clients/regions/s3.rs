//! Regions of redirects: S3 names the region of a bucket in the errors of other regions.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::Response;

use super::super::runtime::s3::redirect::region;
use super::super::runtime::{Endpoint, Operation, Request};

/// The regions of buckets in other regions, by the URL in the region of the client. A client and its clones share them.
#[derive(Clone, Default)]
pub(super) struct Regions(Arc<Mutex<BTreeMap<String, String>>>);

impl Regions {
    /// The region of a bucket, if a redirect has named it.
    pub(super) fn of(&self, bucket: &Endpoint) -> Option<String> {
        self.known().get(&bucket.url).cloned()
    }

    /// The region to send a request for a bucket to, if the response is a redirect.
    pub(super) fn redirected<O: Operation, B: AsRef<[u8]>>(
        &self,
        bucket: &Endpoint,
        request: &Request,
        reply: &Response<B>,
    ) -> Option<String> {
        let region = region::<O>(request, reply.status(), reply.headers(), reply.body().as_ref())?;
        self.known().insert(bucket.url.clone(), region.clone());
        Some(region)
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
