//! Credentials that are renewed before they expire.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use super::super::runtime::credentials::Credentials;

/// Credentials are renewed by one caller, while others still use them, from this time before their end.
const RENEWAL: Duration = Duration::from_secs(300);

/// Credentials are not used any more from this time before their end, so that they are valid when the request arrives.
const MARGIN: Duration = Duration::from_secs(60);

/// The pause after a failed renewal while the old credentials are valid.
const PAUSE: Duration = Duration::from_secs(10);

/// The cached credentials of a client and its clones.
#[derive(Debug, Default)]
pub(super) struct Cache(Mutex<Entry>);

#[derive(Debug, Default)]
struct Entry {
    credentials: Option<Credentials>,
    /// No renewal is tried before this time.
    renewal: Option<SystemTime>,
}

/// The state of cached credentials.
pub(super) enum Cached {
    /// Valid, and not to be renewed yet.
    Fresh(Credentials),
    /// Valid, and to be renewed by one caller.
    Aging(Credentials),
    /// Missing or expired.
    Unusable,
}

impl Cache {
    pub(super) fn get(&self, now: SystemTime) -> Cached {
        let entry = self.entry();
        let Some(credentials) = entry.credentials.clone() else { return Cached::Unusable };
        let Some(end) = credentials.expires_after() else { return Cached::Fresh(credentials) };
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
    pub(super) fn valid(&self, now: SystemTime) -> Option<Credentials> {
        match self.get(now) {
            Cached::Fresh(credentials) | Cached::Aging(credentials) => Some(credentials),
            Cached::Unusable => None,
        }
    }

    /// Stores the result of a renewal. If it failed, the `old` credentials are used for some more seconds.
    pub(super) fn renewed<E>(
        &self,
        result: Result<Credentials, E>,
        old: Option<Credentials>,
        now: SystemTime,
    ) -> Result<Credentials, E> {
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

    fn entry(&self) -> MutexGuard<'_, Entry> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
