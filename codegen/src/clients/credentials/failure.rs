//! Errors of sources of credentials. They contain no secrets.

use std::error::Error;
use std::fmt;

/// The reason why a source has no credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The source is not configured. The next source is tried.
    NotConfigured(String),
    /// The source is configured, and fails. No other source is tried.
    Failed(String),
}

impl Failure {
    /// The failure of a source that is configured.
    pub fn failed(message: impl Into<String>) -> Self {
        Self::Failed(message.into())
    }

    /// The failure of a source that is not configured.
    pub fn not_configured(message: impl Into<String>) -> Self {
        Self::NotConfigured(message.into())
    }

    /// The message.
    pub fn into_reason(self) -> String {
        match self {
            Self::NotConfigured(reason) | Self::Failed(reason) => reason,
        }
    }
}

/// The error for missing credentials: each source that was tried, with the reason why it has none.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct NoCredentials {
    tried: Vec<(&'static str, String)>,
}

impl NoCredentials {
    /// Adds a source and the reason why it has no credentials.
    pub(super) fn add(&mut self, source: &'static str, reason: String) {
        self.tried.push((source, reason));
    }
}

/// Writes the message: `main` prints its error with this trait.
impl fmt::Debug for NoCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for NoCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot load credentials")?;
        for (index, (source, reason)) in self.tried.iter().enumerate() {
            write!(f, "{} {source}: {reason}", if index == 0 { ":" } else { ";" })?;
        }
        Ok(())
    }
}

impl Error for NoCredentials {}
