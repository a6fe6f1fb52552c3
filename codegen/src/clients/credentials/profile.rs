//! Credentials that the selected profile configures.

use super::super::super::runtime::credentials::Credentials;
use super::chain::{Context, of_account};
use super::failure::Failure;
use super::process;
use super::profile_chain::{Base, Keys, ProfileChain};
use super::profiles::Profiles;

/// Loads the credentials of the selected profile. The files are read again at each call.
///
/// # Errors
///
/// Fails if there is no such profile, if its credentials are incomplete, if STS refuses a role, or if the profile needs a
/// source that the output does not have.
pub async fn load(context: &Context<'_>) -> Result<Credentials, Failure> {
    let profiles = Profiles::read(context.system)?;
    let profile = profiles.selected.as_str();
    let ProfileChain { base, roles } = ProfileChain::resolve(&profiles)?;
    let Some(assume) = context.sources.role else {
        let is_base = roles.is_empty();
        return if is_base {
            first(context, profile, base).await
        } else {
            Err(needs(profile, "role"))
        };
    };
    let mut credentials = first(context, profile, base).await?;
    for role in &roles {
        credentials = assume(context, role, &credentials).await?;
    }
    Ok(credentials)
}

/// Loads the first credentials of a chain.
async fn first(context: &Context<'_>, profile: &str, base: Base) -> Result<Credentials, Failure> {
    match base {
        Base::Keys(Keys { id, secret, token, account_id }) => {
            let keys = Credentials::new(id, secret, token, None, "profile");
            Ok(of_account(keys, account_id))
        }
        Base::Process { command, account_id } => {
            process::load(context.system, &command, account_id).await
        }
        Base::Sso(sso) => match context.sources.sso {
            Some(load) => load(context, &sso).await,
            None => Err(needs(profile, "sso")),
        },
        Base::WebIdentity(identity) => match context.sources.web_identity {
            Some(load) => load(context, &identity).await,
            None => Err(needs(profile, "web-identity")),
        },
        Base::Named(source) => named(context, profile, &source).await,
        Base::LoginSession(_) => Err(Failure::Failed(format!(
            "profile `{profile}` has a session of `aws login`: replace `login_session` by `credential_process = aws \
             configure export-credentials --format process` in another profile"
        ))),
    }
}

/// The error for a profile that needs a source that the output does not have.
fn needs(profile: &str, source: &str) -> Failure {
    Failure::Failed(format!(
        "profile `{profile}` needs the source `{source}`: add `\"{source}\"` to `credentials` in the manifest"
    ))
}

/// Loads credentials from the value of `credential_source`.
async fn named(context: &Context<'_>, profile: &str, source: &str) -> Result<Credentials, Failure> {
    let sources = context.sources;
    let (load, word) = match source {
        "Environment" => (sources.environment, "environment"),
        "EcsContainer" => (sources.container, "container"),
        "Ec2InstanceMetadata" => (sources.imds, "imds"),
        _ => {
            let problem = format!("profile `{profile}`: unknown `credential_source` `{source}`");
            return Err(Failure::Failed(problem));
        }
    };
    let Some(load) = load else { return Err(needs(profile, word)) };
    load(context).await.map_err(|failure| {
        let reason = failure.into_reason();
        Failure::Failed(format!("`credential_source = {source}` of profile `{profile}`: {reason}"))
    })
}
