//! Credentials and tokens that are renewed before they expire.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use super::super::runtime::credentials::Credentials;

/// Credentials are renewed by one caller, while others still use them, from this time before their end.
const RENEWAL: Duration = Duration::from_secs(300);

/// Credentials are not used any more from this time before their end, so that they are valid when the request arrives.
const MARGIN: Duration = Duration::from_secs(60);

/// The pause after a failed renewal while the old credentials are valid.
const PAUSE: Duration = Duration::from_secs(10);

/// A value with an expiry time.
pub(super) trait Expires: Clone {
    /// The time after which the value is invalid.
    fn end(&self) -> Option<SystemTime>;
}

impl Expires for Credentials {
    fn end(&self) -> Option<SystemTime> {
        self.expires_after()
    }
}

/// The cached credentials of a client and its clones.
#[derive(Debug)]
pub(super) struct Cache<T>(Mutex<Entry<T>>);

#[derive(Debug)]
struct Entry<T> {
    credentials: Option<T>,
    /// No renewal is tried before this time.
    renewal: Option<SystemTime>,
}

/// The state of cached credentials.
pub(super) enum Cached<T> {
    /// Valid, and not to be renewed yet.
    Fresh(T),
    /// Valid, and to be renewed by one caller.
    Aging(T),
    /// Missing or expired.
    Unusable,
}

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Self(Mutex::new(Entry { credentials: None, renewal: None }))
    }
}

impl<T: Expires> Cache<T> {
    pub(super) fn get(&self, now: SystemTime) -> Cached<T> {
        let entry = self.entry();
        let Some(credentials) = entry.credentials.clone() else { return Cached::Unusable };
        let Some(end) = credentials.end() else { return Cached::Fresh(credentials) };
        let pauses = entry.renewal.is_some_and(|renewal| now < renewal);
        if end <= now + MARGIN {
            Cached::Unusable
        } else if end <= now + RENEWAL && !pauses {
            Cached::Aging(credentials)
        } else {
            Cached::Fresh(credentials)
        }
    }

    /// The valid credentials, whether they are to be renewed or not.
    pub(super) fn valid(&self, now: SystemTime) -> Option<T> {
        match self.get(now) {
            Cached::Fresh(credentials) | Cached::Aging(credentials) => Some(credentials),
            Cached::Unusable => None,
        }
    }

    /// Stores the result of a renewal. If it failed, the `old` credentials are used for some more seconds.
    pub(super) fn renewed<E>(
        &self,
        result: Result<T, E>,
        old: Option<T>,
        now: SystemTime,
    ) -> Result<T, E> {
        let mut entry = self.entry();
        match (result, old) {
            (Ok(new), _) => {
                *entry = Entry { credentials: Some(new.clone()), renewal: None };
                Ok(new)
            }
            (Err(_), Some(old)) => {
                entry.renewal = Some(now + PAUSE);
                Ok(old)
            }
            (Err(error), None) => Err(error),
        }
    }

    fn entry(&self) -> MutexGuard<'_, Entry<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
