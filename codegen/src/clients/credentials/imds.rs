//! Credentials and the region from the metadata service of an EC2 instance (`IMDSv2`).

use std::time::Duration;

use http::{Method, StatusCode, Uri};

use super::super::super::runtime::credentials::Credentials;
use super::document::{credentials, fields};
use super::exchange::{Reply, request, send, shown};
use super::failure::Failure;
use super::profiles::Profiles;
use super::stability::{STABLE, extended};
use super::system::{Limits, System};

const LIMITS: Limits = Limits {
    connect: Duration::from_secs(1),
    total: Duration::from_secs(2),
    attempts: 4,
    repeats_timeouts: true,
    uses_proxy: false,
};

/// The limits of the first request: a timeout means that there is no service.
const FIRST: Limits = Limits { repeats_timeouts: false, ..LIMITS };

/// The lifetime of a session token, in seconds. A token is used for one load only.
const LIFETIME: &str = "21600";

const ROLES: &str = "/latest/meta-data/iam/security-credentials/";
const REGION: &str = "/latest/meta-data/placement/region";

/// The name of the document in messages.
const DOCUMENT: &str = "the response of the metadata service";

/// Loads the credentials of the instance's role.
///
/// # Errors
///
/// Fails if the service is disabled or not there, if the instance has no role, or if the service returns an error.
pub async fn load(system: &dyn System) -> Result<Credentials, Failure> {
    let mut session = Session::start(system).await?;
    let role = session.get(ROLES).await?;
    let role =
        String::from_utf8_lossy(role.body()).lines().next().map(|role| role.trim().to_owned());
    let Some(role) = role.filter(|role| !role.is_empty()) else {
        return Err(Failure::not_configured("the instance has no role"));
    };
    let reply = session.get(&format!("{ROLES}{role}")).await?;
    let document = fields(reply.body(), DOCUMENT)?;
    if let Some(code) = document.text("Code").filter(|code| code != "Success") {
        let message = document.text("Message").unwrap_or_default();
        return Err(Failure::Failed(format!("the metadata service returned `{code}`: {message}")));
    }
    let credentials = credentials(&document, "Token", DOCUMENT, STABLE)?;
    Ok(extended(credentials, system.now()))
}

/// The region of the instance.
///
/// # Errors
///
/// Fails if the service is disabled or not there, or if it returns an error.
pub async fn region(system: &dyn System) -> Result<String, Failure> {
    let reply = Session::start(system).await?.get(REGION).await?;
    Ok(String::from_utf8_lossy(reply.body()).trim().to_owned())
}

/// The base URL of the service.
///
/// # Errors
///
/// Fails if the service is disabled, or if its URL or mode is invalid.
pub fn endpoint(system: &dyn System) -> Result<String, Failure> {
    let disabled = "AWS_EC2_METADATA_DISABLED";
    if system.variable(disabled).is_some_and(|value| value.trim().eq_ignore_ascii_case("true")) {
        return Err(Failure::NotConfigured(format!("`{disabled}` is set")));
    }
    let profiles = Profiles::read(system)?;
    let setting = |variable, property| {
        system.variable(variable).or_else(|| profiles.setting(property).map(ToOwned::to_owned))
    };
    let url = setting("AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint");
    if let Some(url) = url {
        let uri = url.parse::<Uri>();
        let invalid = |problem: &str| {
            Failure::Failed(format!("the endpoint of the metadata service is invalid: {problem}"))
        };
        let uri = uri.map_err(|error| invalid(&error.to_string()))?;
        if !matches!(uri.scheme_str(), Some("http" | "https")) {
            return Err(invalid("the scheme is neither `http` nor `https`"));
        }
        return Ok(url.trim_end_matches('/').to_owned());
    }
    let mode =
        setting("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode");
    match mode.as_deref().map(str::to_ascii_lowercase).as_deref() {
        None | Some("ipv4") => Ok("http://169.254.169.254".to_owned()),
        Some("ipv6") => Ok("http://[fd00:ec2::254]".to_owned()),
        Some(_) => Err(Failure::Failed(format!(
            "`{}` is not an endpoint mode of the metadata service, which are `IPv4` and `IPv6`",
            mode.unwrap_or_default()
        ))),
    }
}

/// A session of the metadata service.
struct Session<'s> {
    system: &'s dyn System,
    endpoint: String,
    token: String,
}

impl<'s> Session<'s> {
    async fn start(system: &'s dyn System) -> Result<Session<'s>, Failure> {
        let endpoint = endpoint(system)?;
        let token = token(system, &endpoint).await?;
        Ok(Self { system, endpoint, token })
    }

    /// Reads a path. A rejected token is replaced once.
    async fn get(&mut self, path: &str) -> Result<Reply, Failure> {
        let mut reply = self.attempt(path).await?;
        if reply.status() == StatusCode::UNAUTHORIZED {
            self.token = token(self.system, &self.endpoint).await?;
            reply = self.attempt(path).await?;
        }
        match reply.status() {
            StatusCode::OK => Ok(reply),
            StatusCode::NOT_FOUND => Err(Failure::NotConfigured(format!(
                "the metadata service has no `{path}`; the instance may have no role"
            ))),
            status => {
                Err(Failure::Failed(format!("the metadata service returned status {status}")))
            }
        }
    }

    async fn attempt(&self, path: &str) -> Result<Reply, Failure> {
        let url = format!("{}{path}", self.endpoint);
        let request = request(Method::GET, &url, &[("x-aws-ec2-metadata-token", &self.token)])?;
        let reply = send(self.system, &request, LIMITS).await;
        reply.map_err(|error| {
            Failure::Failed(format!("no response from `{}`: {error}", shown(&url)))
        })
    }
}

/// Requests a session token.
async fn token(system: &dyn System, endpoint: &str) -> Result<String, Failure> {
    let url = format!("{endpoint}/latest/api/token");
    let lifetime = [("x-aws-ec2-metadata-token-ttl-seconds", LIFETIME)];
    let request = request(Method::PUT, &url, &lifetime)?;
    let reply = send(system, &request, FIRST).await;
    let reply = reply.map_err(|error| {
        let hint = if error.is_timeout {
            "; in a container, the hop limit of the instance must be 2"
        } else {
            ""
        };
        let endpoint = shown(endpoint);
        Failure::NotConfigured(format!("no metadata service at `{endpoint}`: {error}{hint}"))
    })?;
    match reply.status() {
        StatusCode::OK => Ok(String::from_utf8_lossy(reply.body()).trim().to_owned()),
        StatusCode::FORBIDDEN => Err(Failure::failed(
            "the metadata service is disabled, or rejects this caller (status 403)",
        )),
        status => Err(Failure::Failed(format!(
            "the metadata service returned status {status} for a token"
        ))),
    }
}
