//! The sources of credentials, in the order in which they are tried.

use super::super::super::runtime::credentials::Credentials;
use super::failure::{Failure, NoCredentials};
use super::profile_chain::{Sso, WebIdentity};
use super::role::Role;
use super::system::{Pending, System};

/// The variable with the file of a web identity.
const WEB_IDENTITY: &str = "AWS_WEB_IDENTITY_TOKEN_FILE";

/// Loads credentials from a source.
pub type Load = for<'a> fn(&'a Context<'a>) -> Pending<'a, Result<Credentials, Failure>>;

/// Loads credentials from IAM Identity Center.
pub type LoadSso =
    for<'a> fn(&'a Context<'a>, &'a Sso) -> Pending<'a, Result<Credentials, Failure>>;

/// Assumes a role with the given credentials.
pub type LoadRole = for<'a> fn(
    &'a Context<'a>,
    &'a Role,
    &'a Credentials,
) -> Pending<'a, Result<Credentials, Failure>>;

/// Assumes the role of a web identity.
pub type LoadWebIdentity =
    for<'a> fn(&'a Context<'a>, &'a WebIdentity) -> Pending<'a, Result<Credentials, Failure>>;

/// Loads the name of the region.
pub type LoadRegion = for<'a> fn(&'a Context<'a>) -> Pending<'a, Result<String, Failure>>;

/// The sources of an output. A source that its manifest does not name is `None`.
#[derive(Clone, Copy, Default)]
pub struct Sources {
    /// The environment variables.
    pub environment: Option<Load>,
    /// The selected profile.
    pub profile: Option<Load>,
    /// IAM Identity Center, which a profile selects.
    pub sso: Option<LoadSso>,
    /// The roles of a profile.
    pub role: Option<LoadRole>,
    /// Web identities, of a profile or of the environment.
    pub web_identity: Option<LoadWebIdentity>,
    /// The agent of a container.
    pub container: Option<Load>,
    /// The metadata service of an EC2 instance.
    pub imds: Option<Load>,
    /// The region of an EC2 instance.
    pub region: Option<LoadRegion>,
}

/// The system and the sources.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The system.
    pub system: &'a dyn System,
    /// The sources.
    pub sources: Sources,
}

impl Context<'_> {
    /// Loads credentials from the first source that is configured. A web identity in the environment is tried also if its
    /// source is missing: it is refused then, so that the credentials of another source do not take its place.
    ///
    /// # Errors
    ///
    /// Fails if no source is configured, or if the first one that is configured fails.
    pub async fn load(&self) -> Result<Credentials, NoCredentials> {
        let Sources { environment, profile, container, imds, .. } = self.sources;
        let is_tried =
            self.sources.web_identity.is_some() || self.system.variable(WEB_IDENTITY).is_some();
        let web_identity: Load = |context| Box::pin(web_identity(context));
        let sources = [
            ("environment", environment),
            ("profile", profile),
            ("web-identity", is_tried.then_some(web_identity)),
            ("container", container),
            ("imds", imds),
        ];
        let (mut error, mut missing) = (NoCredentials::default(), Vec::new());
        for (name, source) in sources {
            let Some(load) = source else {
                missing.push(name);
                continue;
            };
            match load(self).await {
                Ok(credentials) => return Ok(credentials),
                Err(Failure::NotConfigured(reason)) => error.add(name, reason),
                Err(Failure::Failed(reason)) => {
                    error.add(name, reason);
                    return Err(error);
                }
            }
        }
        if !missing.is_empty() {
            error.add("sources that the manifest does not name", missing.join(", "));
        }
        Err(error)
    }
}

/// Credentials of an account, if its ID is known.
pub fn of_account(credentials: Credentials, id: Option<String>) -> Credentials {
    match id {
        Some(id) => credentials.with_account_id(id),
        None => credentials,
    }
}

/// Assumes the role of the web identity in the environment.
async fn web_identity(context: &Context<'_>) -> Result<Credentials, Failure> {
    let variable = |name| context.system.variable(name);
    let token_file = variable(WEB_IDENTITY)
        .ok_or_else(|| Failure::not_configured("`AWS_WEB_IDENTITY_TOKEN_FILE` is not set"))?;
    let load = context.sources.web_identity.ok_or_else(|| {
        Failure::failed(
            "`AWS_WEB_IDENTITY_TOKEN_FILE` is set, which needs the source `web-identity`: add `\"web-identity\"` to \
             `credentials` in the manifest, or unset the variable",
        )
    })?;
    let arn = variable("AWS_ROLE_ARN").ok_or_else(|| {
        Failure::failed("`AWS_WEB_IDENTITY_TOKEN_FILE` is set, but `AWS_ROLE_ARN` is not")
    })?;
    let session_name = variable("AWS_ROLE_SESSION_NAME");
    load(context, &WebIdentity { arn, token_file, session_name }).await
}
