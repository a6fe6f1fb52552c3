//! The renewal of credentials and tokens.

use std::sync::{Mutex, PoisonError, TryLockError};
use std::time::SystemTime;

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
    /// Returns the cached credentials. `load` is called if there are none, or if they expire soon.
    pub(super) fn get(
        &self,
        now: SystemTime,
        load: &dyn Fn() -> Result<T, CredentialsError>,
    ) -> Result<T, CredentialsError> {
        let (_renewal, old) = match self.cache.get(now) {
            Cached::Fresh(credentials) => return Ok(credentials),
            Cached::Aging(credentials) => match self.renewal.try_lock() {
                Ok(renewal) => (renewal, Some(credentials)),
                Err(TryLockError::Poisoned(error)) => (error.into_inner(), Some(credentials)),
                Err(TryLockError::WouldBlock) => return Ok(credentials),
            },
            Cached::Unusable => {
                let renewal = self.renewal.lock().unwrap_or_else(PoisonError::into_inner);
                // Another caller may have renewed them.
                if let Some(credentials) = self.cache.valid(now) {
                    return Ok(credentials);
                }
                (renewal, None)
            }
        };
        self.cache.renewed(load(), old, now)
    }
}
