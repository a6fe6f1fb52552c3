//! The credentials of a role, as the source of a client.

use std::fmt;

use super::super::super::runtime::Region;
use super::super::{CredentialsError, ProvideCredentials, ProvidedCredentials};
use super::provider::Waiting;
use super::role::Role;
use super::sts;

/// Assumes a role with any credentials. The result is the source of a client, for example for
/// [`Client::new`](super::super::Client::new), which asks for credentials again before they expire.
///
/// STS is called through the HTTP client, in the region: with its FIPS and dual-stack options, and with its URL if it has
/// one. Each call takes the current credentials of `source`, which can be the role before this one.
pub fn assume_role(
    http: reqwest::Client,
    region: impl Into<Region>,
    role: Role,
    source: impl ProvideCredentials + 'static,
) -> AssumedRole {
    let system = Waiting { direct: http.clone(), http };
    AssumedRole { system, region: region.into(), role, source: Box::new(source) }
}

/// The credentials of a role that is assumed with other credentials.
pub struct AssumedRole {
    system: Waiting,
    region: Region,
    role: Role,
    source: Box<dyn ProvideCredentials>,
}

impl ProvideCredentials for AssumedRole {
    fn provide_credentials(&self) -> ProvidedCredentials<'_> {
        Box::pin(async {
            let credentials = self.source.provide_credentials().await?;
            let assumed =
                sts::assume_role(&self.system, &self.region, &self.role, &credentials).await;
            assumed.map_err(|failure| CredentialsError::new(failure.into_reason()))
        })
    }
}

impl fmt::Debug for AssumedRole {
    /// Does not show the HTTP client, whose proxy may have a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AssumedRole").field("role", &self.role).finish_non_exhaustive()
    }
}
