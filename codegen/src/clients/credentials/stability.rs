//! Static stability: credentials of an EC2 instance stay in use after their end, while they cannot be renewed.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use super::super::super::runtime::credentials::Credentials;
use super::failure::NoCredentials;

/// The source with static stability: services accept its expired credentials while the source cannot renew them.
pub const STABLE: &str = "imds";

/// Expired credentials stay in use for this long. Clients load them again 5 minutes before.
const EXTENSION: Duration = Duration::from_secs(15 * 60);

/// The last credentials that were loaded.
#[derive(Debug, Default)]
pub struct Last(Mutex<Option<Credentials>>);

impl Last {
    /// Stores loaded credentials. If loading failed, returns the last ones if their source has static stability.
    ///
    /// # Errors
    ///
    /// Fails if loading failed, and the last credentials cannot stay in use.
    pub fn or_stable(
        &self,
        result: Result<Credentials, NoCredentials>,
        now: SystemTime,
    ) -> Result<Credentials, NoCredentials> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match result {
            Ok(credentials) => {
                *last = Some(credentials.clone());
                Ok(credentials)
            }
            Err(error) => match last.clone() {
                Some(old) if old.source() == STABLE => Ok(extended(old, now)),
                _ => Err(error),
            },
        }
    }
}

/// Replaces an expiry in the past, or in the next minute.
pub fn extended(credentials: Credentials, now: SystemTime) -> Credentials {
    match credentials.expires_after() {
        Some(end) if end <= now + Duration::from_secs(60) => {
            credentials.with_expiry(Some(now + EXTENSION))
        }
        _ => credentials,
    }
}
