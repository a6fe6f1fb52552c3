//! Bearer tokens.

use std::fmt;
use std::time::SystemTime;

/// A bearer token, such as an API key. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct BearerToken {
    token: String,
    expires_after: Option<SystemTime>,
}

impl BearerToken {
    /// Creates a token that is valid until a time.
    pub fn new(token: impl Into<String>, expires_after: Option<SystemTime>) -> Self {
        Self { token: token.into(), expires_after }
    }

    /// The token, which is a secret.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The time after which the token is invalid.
    #[must_use]
    pub fn expires_after(&self) -> Option<SystemTime> {
        self.expires_after
    }
}

impl From<&str> for BearerToken {
    fn from(token: &str) -> Self {
        Self::new(token, None)
    }
}

impl From<String> for BearerToken {
    fn from(token: String) -> Self {
        Self::new(token, None)
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BearerToken")
            .field("expires_after", &self.expires_after)
            .finish_non_exhaustive()
    }
}
