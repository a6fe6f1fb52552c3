//! Roles to assume.

use std::time::Duration;

/// A role to assume, such as `Role::new("arn:aws:iam::123456789012:role/vet").external_id("stable")`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Role {
    /// The ARN of the role.
    pub arn: String,
    /// The ID that the owner of the role requires.
    pub external_id: Option<String>,
    /// The name of the session. By default, each session has a name of its own.
    pub session_name: Option<String>,
    /// The duration of the session, from 15 minutes to the limit of the role. The default is one hour.
    pub duration: Option<Duration>,
}

impl Role {
    /// A role with this ARN.
    pub fn new(arn: impl Into<String>) -> Self {
        Self { arn: arn.into(), external_id: None, session_name: None, duration: None }
    }

    /// Sets the ID that the owner of the role requires.
    #[must_use]
    pub fn external_id(mut self, id: impl Into<String>) -> Self {
        self.external_id = Some(id.into());
        self
    }

    /// Sets the name of the session, which logs show.
    #[must_use]
    pub fn session_name(mut self, name: impl Into<String>) -> Self {
        self.session_name = Some(name.into());
        self
    }

    /// Sets the duration of the session, in whole seconds.
    #[must_use]
    pub fn duration(mut self, duration: Duration) -> Self {
        self.duration = Some(duration);
        self
    }
}
