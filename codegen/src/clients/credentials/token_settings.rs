//! Bearer tokens, and the order of authentication schemes, in the environment and the selected profile.

use super::super::Client;
use super::super::schemes::AuthScheme;
use super::failure::Failure;
use super::profiles::Profiles;
use super::settings::setting;
use super::system::Machine;
use super::token_provider::provider;
use super::{SERVICES, TOKENS};

/// The services for which a token in the environment replaces the signature, by their names in signatures.
///
/// Source: botocore, `handlers.get_bearer_auth_supported_services`.
const PREFER_TOKENS: [&str; 1] = ["bedrock"];

/// Sets the sources of tokens of a client, and the order of schemes.
#[allow(clippy::missing_errors_doc, clippy::unnecessary_wraps)] // As for other settings.
pub fn apply(
    mut client: Client,
    machine: &dyn Machine,
    profiles: &Profiles,
) -> Result<Client, Failure> {
    for (service, _) in SERVICES {
        let name = service.signing_name;
        let tokens = provider(&client, name);
        client.settings.schemes.add_tokens(name, tokens);
        if PREFER_TOKENS.contains(&name) && TOKENS.has_variable(machine, name) {
            client.settings.schemes.prefer_tokens(name);
        }
    }
    client.settings.schemes.preferred = preferred(machine, profiles);
    Ok(client)
}

/// The schemes of `AWS_AUTH_SCHEME_PREFERENCE` or `auth_scheme_preference`. Like botocore, farrier skips other schemes.
pub fn preferred(machine: &dyn Machine, profiles: &Profiles) -> Vec<AuthScheme> {
    let setting =
        setting(machine, profiles, "AWS_AUTH_SCHEME_PREFERENCE", "auth_scheme_preference");
    let (_, names) = setting.unwrap_or_default();
    let scheme = |name: &str| match name.trim() {
        "sigv4" => Some(AuthScheme::SigV4),
        "httpBearerAuth" => Some(AuthScheme::Bearer),
        "noAuth" => Some(AuthScheme::Unsigned),
        _ => None,
    };
    names.split(',').filter_map(scheme).collect()
}
