//! Credentials for signing requests.

use std::fmt;
use std::time::SystemTime;

/// An access key of AWS. `Debug` shows neither the secret nor the session token.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    access_key_id: String,
    secret_access_key: String,
    session_token: Option<String>,
    expires_after: Option<SystemTime>,
    account_id: Option<String>,
    source: &'static str,
}

impl Credentials {
    /// Creates credentials. `source` is their origin in messages, such as `"vault"`.
    pub fn new(
        access_key_id: impl Into<String>,
        secret_access_key: impl Into<String>,
        session_token: Option<String>,
        expires_after: Option<SystemTime>,
        source: &'static str,
    ) -> Self {
        Self {
            access_key_id: access_key_id.into(),
            secret_access_key: secret_access_key.into(),
            session_token,
            expires_after,
            account_id: None,
            source,
        }
    }

    /// Sets the ID of the account that the credentials belong to. Hosts of some services start with the ID.
    #[must_use]
    pub fn with_account_id(mut self, id: impl Into<String>) -> Self {
        self.account_id = Some(id.into());
        self
    }

    /// Replaces the time after which the credentials are invalid.
    #[must_use]
    pub fn with_expiry(mut self, expires_after: Option<SystemTime>) -> Self {
        self.expires_after = expires_after;
        self
    }

    /// The id of the access key, which is not a secret.
    #[must_use]
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    /// The secret of the access key.
    #[must_use]
    pub fn secret_access_key(&self) -> &str {
        &self.secret_access_key
    }

    /// The session token of temporary credentials.
    #[must_use]
    pub fn session_token(&self) -> Option<&str> {
        self.session_token.as_deref()
    }

    /// The time after which the credentials are invalid.
    #[must_use]
    pub fn expires_after(&self) -> Option<SystemTime> {
        self.expires_after
    }

    /// The ID of the account that the credentials belong to, if it is known.
    #[must_use]
    pub fn account_id(&self) -> Option<&str> {
        self.account_id.as_deref()
    }

    /// The origin of the credentials, such as `"vault"`.
    #[must_use]
    pub fn source(&self) -> &'static str {
        self.source
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .field("secret_access_key", &"**")
            .field("session_token", &self.session_token.as_ref().map(|_| "**"))
            .field("expires_after", &self.expires_after)
            .field("account_id", &self.account_id)
            .field("source", &self.source)
            .finish()
    }
}
