//! Credentials of IAM Identity Center (SSO).

use std::time::{Duration, SystemTime};

use http::{Method, StatusCode};

use super::super::super::runtime::credentials::Credentials;
use super::super::super::runtime::percent;
use super::chain::Context;
use super::document::{fields, required};
use super::exchange::{request, send, shown};
use super::failure::Failure;
use super::profile_chain::Sso;
use super::profiles::Profiles;
use super::sso_portal::{base_url, refusal};
use super::sso_token;
use super::system::Limits;

/// The name of the document in messages.
const DOCUMENT: &str = "the response of Identity Center";

/// Requests credentials with the cached token of a session.
///
/// # Errors
///
/// Fails if the profile names no account and role, if there is no valid token, or if the service rejects the token.
pub async fn load(context: &Context<'_>, sso: &Sso) -> Result<Credentials, Failure> {
    let system = context.system;
    let (Some(account_id), Some(role_name)) = (&sso.account_id, &sso.role_name) else {
        return Err(Failure::failed(
            "the profile selects a token of Identity Center; for credentials, set `sso_account_id` and `sso_role_name`",
        ));
    };
    let token = sso_token::load(system, sso).await?;
    let profiles = Profiles::read(system)?;
    let mut url = base_url(system, &profiles, "SSO", "portal.sso", &sso.region)?;
    url.push_str("/federation/credentials?role_name=");
    percent::encode(&mut url, role_name, "");
    url.push_str("&account_id=");
    percent::encode(&mut url, account_id, "");
    let request = request(Method::GET, &url, &[("x-amz-sso_bearer_token", token.token())])?;
    let reply = send(system, &request, Limits::OF_SERVICE).await;
    let reply = reply
        .map_err(|error| Failure::Failed(format!("no response from `{}`: {error}", shown(&url))))?;
    if reply.status() != StatusCode::OK {
        let help = match reply.status() {
            StatusCode::UNAUTHORIZED => "; run `aws sso login`",
            _ => "",
        };
        return Err(refusal("`GetRoleCredentials`", &reply, help));
    }
    let document = fields(reply.body(), DOCUMENT)?;
    let role = document.value("roleCredentials").unwrap_or_default();
    let role = fields(role.as_bytes(), "`roleCredentials`")?;
    let member = |name| required(&role, name, "`roleCredentials`");
    let (id, secret) = (member("accessKeyId")?, member("secretAccessKey")?);
    // The expiry is in milliseconds.
    let expiry = member("expiration")?.parse().ok().map(Duration::from_millis);
    let expiry = expiry.and_then(|since| SystemTime::UNIX_EPOCH.checked_add(since));
    let expiry = expiry.ok_or_else(|| Failure::failed("the `expiration` is not a time"))?;
    let credentials = Credentials::new(id, secret, role.text("sessionToken"), Some(expiry), "sso");
    Ok(credentials.with_account_id(account_id))
}
