//! The expected result of a case.

use std::time::{SystemTime, UNIX_EPOCH};

use farrier_codegen::diagnostic::Diagnostics;
use serde::Deserialize;

use super::output::runtime::Timestamp;
use super::output::runtime::bearer_token::BearerToken;
use super::output::runtime::credentials::Credentials;
use super::{CaseVerdict, errors};

/// A value, or a text in the error. The two files of cases have different names for the error.
#[derive(Clone, Debug, Deserialize)]
pub enum Expected<T> {
    /// The value.
    Ok(T),
    /// A text in the error.
    #[serde(alias = "Err", alias = "Error")]
    ErrorContains(String),
}

/// Expected credentials.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    access_key_id: String,
    secret_access_key: String,
    session_token: Option<String>,
    account_id: Option<String>,
    /// Seconds since the Unix epoch.
    expiry: Option<u64>,
}

impl From<&Credentials> for Keys {
    fn from(credentials: &Credentials) -> Self {
        let seconds = |time: SystemTime| time.duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            access_key_id: credentials.access_key_id().to_owned(),
            secret_access_key: credentials.secret_access_key().to_owned(),
            session_token: credentials.session_token().map(ToOwned::to_owned),
            account_id: credentials.account_id().map(ToOwned::to_owned),
            expiry: credentials.expires_after().map(|time| seconds(time).as_secs()),
        }
    }
}

/// An expected bearer token.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Token {
    token: String,
    /// A date and time.
    expiration: Option<String>,
}

impl From<&BearerToken> for Token {
    fn from(token: &BearerToken) -> Self {
        let expiry = token.expires_after().map(|time| Timestamp::from(time).to_string());
        Self { token: token.token().to_owned(), expiration: expiry }
    }
}

impl<T: PartialEq + std::fmt::Debug> Expected<T> {
    /// Compares a result.
    ///
    /// # Errors
    ///
    /// Fails if `errors.toml` is invalid.
    pub fn compare(&self, result: Result<T, String>) -> Result<CaseVerdict, Diagnostics> {
        let differ = |expected: &dyn std::fmt::Debug, actual: &dyn std::fmt::Debug| {
            CaseVerdict::Failed(vec![
                format!("expected: {expected:?}"),
                format!("farrier:  {actual:?}"),
            ])
        };
        match (self, result) {
            (Self::Ok(expected), Ok(actual)) if *expected == actual => Ok(CaseVerdict::Passed),
            (Self::Ok(expected), result) => Ok(differ(expected, &result)),
            (Self::ErrorContains(text), Ok(actual)) => Ok(differ(text, &actual)),
            (Self::ErrorContains(text), Err(error)) => errors::compare(text, &error),
        }
    }
}
