//! The sources of bearer tokens, in the order in which they are tried.

use super::super::super::runtime::bearer_token::BearerToken;
use super::failure::Failure;
use super::profile_chain::{self, Sso};
use super::profiles::Profiles;
use super::system::{Machine, Pending, System};

/// Loads a token of IAM Identity Center.
pub type LoadSsoToken =
    for<'a> fn(&'a dyn System, &'a Sso) -> Pending<'a, Result<BearerToken, Failure>>;

/// The sources of an output.
#[derive(Clone, Copy)]
pub struct TokenSources {
    /// Whether there are environment variables.
    pub environment: bool,
    /// The session of IAM Identity Center that a profile selects.
    pub sso: Option<LoadSsoToken>,
}

impl TokenSources {
    /// Loads the token for a service with this name in signatures.
    ///
    /// # Errors
    ///
    /// Fails if no source is configured, or if the first one that is configured fails.
    pub async fn load(self, system: &dyn System, service: &str) -> Result<BearerToken, Failure> {
        let name = variable_name(service);
        let unset = if self.environment {
            match system.variable(&name) {
                Some(token) => return Ok(token.into()),
                None => format!("`{name}` is not set"),
            }
        } else {
            "the output has no source `environment`".to_owned()
        };
        self.of_profile(system).await.map_err(|failure| {
            Failure::Failed(format!(
                "cannot load a bearer token: environment: {unset}; sso: {}",
                failure.into_reason()
            ))
        })
    }

    /// Whether a variable has a token for a service.
    pub fn has_variable(self, machine: &dyn Machine, service: &str) -> bool {
        self.environment && machine.variable(&variable_name(service)).is_some()
    }

    async fn of_profile(self, system: &dyn System) -> Result<BearerToken, Failure> {
        let load = self.sso.ok_or_else(|| {
            Failure::not_configured("add `\"sso\"` to `credentials` in the manifest")
        })?;
        let profiles = Profiles::read(system)?;
        let name = &profiles.selected;
        let profile = profiles.profiles.get(name);
        let profile = profile.ok_or_else(|| Failure::Failed(profiles.missing(name)))?;
        let session = profile_chain::sso(&profiles, name, profile)?;
        let session = session.filter(|sso| sso.session.is_some());
        let session = session.ok_or_else(|| {
            Failure::NotConfigured(format!("profile `{name}` has no `sso_session`"))
        })?;
        load(system, &session).await
    }
}

/// The variable with the token for a service, such as `AWS_BEARER_TOKEN_BEDROCK`.
fn variable_name(service: &str) -> String {
    let name = service.replace(['-', ' '], "_").to_ascii_uppercase();
    format!("AWS_BEARER_TOKEN_{name}")
}
