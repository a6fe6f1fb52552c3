//! The token of IAM Identity Center that `aws sso login` stores, and its renewal.

use std::time::{Duration, SystemTime};

use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Method, StatusCode};

use super::super::super::runtime::Timestamp;
use super::super::super::runtime::bearer_token::BearerToken;
use super::super::super::runtime::hex::hex;
use super::super::super::runtime::json::fields::Fields;
use super::super::super::runtime::sha1::sha1;
use super::document::{fields, required, time};
use super::exchange::{request, send, shown};
use super::failure::Failure;
use super::profile_chain::Sso;
use super::profiles::{Profiles, home};
use super::sso_portal::{base_url, refusal};
use super::system::{Limits, System};

/// A token is renewed this long before it expires.
const MARGIN: Duration = Duration::from_secs(5 * 60);

/// Loads the token of a session from the cache of the AWS CLI, and renews it if it expires soon.
///
/// # Errors
///
/// Fails if there is no token, or if it has expired and cannot be renewed.
pub async fn load(system: &dyn System, sso: &Sso) -> Result<BearerToken, Failure> {
    let path = path(system, sso)?;
    let text = system.read(&path);
    let text = text.map_err(|error| {
        Failure::Failed(format!("cannot read the token `{path}`: {error}; run `aws sso login`"))
    })?;
    let token = fields(text.as_bytes(), &format!("`{path}`"))?;
    let access = required(&token, "accessToken", &format!("`{path}`"))?;
    let expiry = token.text("expiresAt").and_then(|text| time(&text));
    let expiry = expiry
        .ok_or_else(|| Failure::Failed(format!("the `expiresAt` of `{path}` is not a time")))?;
    let now = system.now();
    let old = BearerToken::new(access, Some(expiry));
    if expiry > now + MARGIN {
        return Ok(old);
    }
    let renewed = match Renewal::of(&token, sso, now) {
        Some(renewal) => renewal.run(system, sso, token, &path).await,
        None => Err(Failure::failed("the token cannot be renewed")),
    };
    match renewed {
        // The old token is still valid.
        Err(_) if expiry > now => Ok(old),
        Err(Failure::Failed(reason) | Failure::NotConfigured(reason)) => Err(Failure::Failed(
            format!("the token `{path}` has expired: {reason}; run `aws sso login`"),
        )),
        renewed => renewed,
    }
}

/// The path of the token: the name is the hash of the session, or of the start URL.
fn path(system: &dyn System, sso: &Sso) -> Result<String, Failure> {
    let home = home(system, cfg!(windows));
    let home = home.ok_or_else(|| Failure::failed("there is no home folder with a token"))?;
    let name = hex(&sha1(sso.session.as_ref().unwrap_or(&sso.start_url).as_bytes()));
    let separator = std::path::MAIN_SEPARATOR;
    Ok([&home, ".aws", "sso", "cache", &format!("{name}.json")].join(&separator.to_string()))
}

/// The members of a token that renew it.
struct Renewal {
    client_id: String,
    client_secret: String,
    refresh_token: String,
}

impl Renewal {
    /// Returns `None` if the token cannot be renewed: only tokens of sessions can.
    fn of(token: &Fields, sso: &Sso, now: SystemTime) -> Option<Self> {
        sso.session.as_ref()?;
        let registration = token.text("registrationExpiresAt").and_then(|text| time(&text))?;
        Some(Self {
            client_id: token.text("clientId")?,
            client_secret: token.text("clientSecret")?,
            refresh_token: token.text("refreshToken")?,
        })
        .filter(|_| registration > now)
    }

    /// Renews a token, stores it, and returns the new one.
    async fn run(
        &self,
        system: &dyn System,
        sso: &Sso,
        mut token: Fields,
        path: &str,
    ) -> Result<BearerToken, Failure> {
        let profiles = Profiles::read(system)?;
        let url = base_url(system, &profiles, "SSO OIDC", "oidc", &sso.region)? + "/token";
        let mut body = Fields::default();
        body.set("clientId", &self.client_id);
        body.set("clientSecret", &self.client_secret);
        body.set("grantType", "refresh_token");
        body.set("refreshToken", &self.refresh_token);
        let mut request = request(Method::POST, &url, &[])?;
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        *request.body_mut() = body.write().into_bytes();
        let reply = send(system, &request, Limits::OF_SERVICE).await;
        let reply = reply.map_err(|error| {
            Failure::Failed(format!("no response from `{}`: {error}", shown(&url)))
        })?;
        if reply.status() != StatusCode::OK {
            return Err(refusal("`CreateToken`", &reply, ""));
        }
        let title = "the response of `CreateToken`";
        let created = fields(reply.body(), title)?;
        let access = required(&created, "accessToken", title)?;
        let seconds = required(&created, "expiresIn", title)?.parse();
        let seconds = seconds
            .map_err(|_| Failure::Failed(format!("the `expiresIn` of {title} is invalid")))?;
        let expiry = system.now().checked_add(Duration::from_secs(seconds));
        let expiry = expiry.unwrap_or(SystemTime::UNIX_EPOCH);
        token.set("accessToken", &access);
        let seconds = Timestamp::from(expiry).seconds();
        token.set("expiresAt", &Timestamp::from_seconds(seconds).to_string());
        if let Some(refresh) = created.text("refreshToken") {
            token.set("refreshToken", &refresh);
        }
        // Without the file, the next program renews the token again.
        let _ = system.replace(path, &token.write());
        Ok(BearerToken::new(access, Some(expiry)))
    }
}
