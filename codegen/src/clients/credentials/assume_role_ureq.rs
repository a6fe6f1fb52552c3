//! The credentials of a role, as the source of a client.

use ureq::Agent;

use super::super::super::runtime::Region;
use super::super::super::runtime::credentials::Credentials;
use super::super::CredentialsError;
use super::blocking::finish;
use super::provider::Blocking;
use super::role::Role;
use super::sts;

/// Assumes a role with any credentials. The result is a function for
/// [`Client::with_credentials`](super::super::Client::with_credentials), which calls it again before the credentials
/// expire.
///
/// STS is called through the agent, in the region: with its FIPS and dual-stack options, and with its URL if it has one.
/// Each call takes the current credentials of `source`, which can be the role before this one.
pub fn assume_role(
    agent: Agent,
    region: impl Into<Region>,
    role: Role,
    source: impl Fn() -> Result<Credentials, CredentialsError> + Send + Sync + 'static,
) -> impl Fn() -> Result<Credentials, CredentialsError> + Send + Sync + 'static {
    let (system, region) = (Blocking(agent), region.into());
    move || {
        let credentials = source()?;
        let assumed = finish(sts::assume_role(&system, &region, &role, &credentials));
        assumed.map_err(|failure| CredentialsError::new(failure.into_reason()))
    }
}
