//! The renewal of credentials and tokens.

use std::future::Future;
use std::time::SystemTime;

use tokio::sync::Mutex;

use super::cache::{Cache, Cached, Expires};
use super::error::CredentialsError;

/// Credentials that one caller renews while others use the old ones.
pub(super) struct Renewing<T> {
    cache: Cache<T>,
    /// Held by the caller that renews the credentials.
    renewal: Mutex<()>,
}

impl<T> Default for Renewing<T> {
    fn default() -> Self {
        Self { cache: Cache::default(), renewal: Mutex::default() }
    }
}

impl<T: Expires> Renewing<T> {
    /// Returns the cached credentials. `load` is awaited if there are none, or if they expire soon.
    pub(super) async fn get(
        &self,
        now: SystemTime,
        load: impl Future<Output = Result<T, CredentialsError>>,
    ) -> Result<T, CredentialsError> {
        let (_renewal, old) = match self.cache.get(now) {
            Cached::Fresh(credentials) => return Ok(credentials),
            Cached::Aging(credentials) => match self.renewal.try_lock() {
                Ok(renewal) => (renewal, Some(credentials)),
                Err(_) => return Ok(credentials),
            },
            Cached::Unusable => {
                let renewal = self.renewal.lock().await;
                // Another caller may have renewed them.
                if let Some(credentials) = self.cache.valid(now) {
                    return Ok(credentials);
                }
                (renewal, None)
            }
        };
        self.cache.renewed(load.await, old, now)
    }
}
