//! Credentials from the agent of a container: ECS, or EKS Pod Identity.

use std::net::IpAddr;
use std::time::Duration;

use http::{Method, StatusCode, Uri};

use super::super::super::runtime::credentials::Credentials;
use super::super::super::runtime::json::fields::Fields;
use super::document::{credentials, fields};
use super::exchange::{request, send, shown};
use super::failure::Failure;
use super::system::{Limits, System};

/// The address of the ECS agent.
const AGENT: &str = "http://169.254.170.2";

/// The addresses besides loopback that receive the token without TLS: ECS, EKS with IPv4, and EKS with IPv6.
const ALLOWED: [&str; 3] = ["169.254.170.2", "169.254.170.23", "fd00:ec2::23"];

const RELATIVE: &str = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
const FULL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
const TOKEN_FILE: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
const TOKEN: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN";

const LIMITS: Limits = Limits {
    connect: Duration::from_secs(2),
    total: Duration::from_secs(5),
    attempts: 3,
    repeats_timeouts: true,
    uses_proxy: false,
};

/// The name of the document in messages.
const DOCUMENT: &str = "the response of the container's agent";

/// Asks the agent of the container.
///
/// # Errors
///
/// Fails if no agent is configured, if its URL is not allowed, or if it returns no credentials.
pub async fn load(system: &dyn System) -> Result<Credentials, Failure> {
    let url = url(system)?;
    let token = token(system)?;
    let mut headers = vec![("accept", "application/json")];
    headers.extend(token.as_deref().map(|token| ("authorization", token)));
    let request = request(Method::GET, &url, &headers)?;
    let reply = send(system, &request, LIMITS).await;
    let reply = reply
        .map_err(|error| Failure::Failed(format!("no response from `{}`: {error}", shown(&url))))?;
    if reply.status() != StatusCode::OK {
        let reason = fields(reply.body(), DOCUMENT).ok().map(|fields| reason(&fields));
        let (url, status) = (shown(&url), reply.status());
        let reason = reason.unwrap_or_default();
        return Err(Failure::Failed(format!("`{url}` returned status {status}{reason}")));
    }
    credentials(&fields(reply.body(), DOCUMENT)?, "Token", DOCUMENT, "container")
}

/// The code and the message of an error document.
fn reason(fields: &Fields) -> String {
    let texts = ["code", "message"].iter().filter_map(|name| fields.text(name));
    texts.fold(String::new(), |reason, text| reason + ": " + &text)
}

/// The URL of the credentials.
///
/// # Errors
///
/// Fails if no URL is configured, or if it is not allowed.
pub fn url(system: &dyn System) -> Result<String, Failure> {
    if let Some(path) = system.variable(RELATIVE) {
        let url = format!("{AGENT}{path}");
        let invalid = |problem: &str| Failure::Failed(format!("`{RELATIVE}` {problem}"));
        let _: Uri = url.parse().map_err(|error| invalid(&format!("is not a path: {error}")))?;
        return if path.starts_with('/') { Ok(url) } else { Err(invalid("is not a path")) };
    }
    let url = system.variable(FULL).ok_or_else(|| {
        Failure::NotConfigured(format!("neither `{RELATIVE}` nor `{FULL}` is set"))
    })?;
    let invalid = |problem: &str| Failure::Failed(format!("`{FULL}` {problem}"));
    let uri: Uri = url.parse().map_err(|error| invalid(&format!("is not a URL: {error}")))?;
    let host = uri.host().ok_or_else(|| invalid("has no host"))?;
    match uri.scheme_str() {
        Some("https") => {}
        Some("http") if is_allowed(system, host)? => {}
        Some("http") => {
            return Err(invalid("is neither HTTPS nor an address of the machine or its agent"));
        }
        _ => return Err(invalid("is neither HTTP nor HTTPS")),
    }
    Ok(url)
}

/// Whether a host may receive the token without TLS. All addresses of a name must be loopback addresses.
fn is_allowed(system: &dyn System, host: &str) -> Result<bool, Failure> {
    let literal = host.trim_start_matches('[').trim_end_matches(']');
    if let Ok(address) = literal.parse::<IpAddr>() {
        let is_agent = |allowed: &str| allowed.parse() == Ok(address);
        return Ok(address.is_loopback() || ALLOWED.iter().any(|allowed| is_agent(allowed)));
    }
    let addresses = system.addresses(host);
    let addresses = addresses.map_err(|error| {
        Failure::Failed(format!("cannot resolve `{host}` of `{FULL}`: {error}"))
    })?;
    Ok(!addresses.is_empty() && addresses.iter().all(IpAddr::is_loopback))
}

/// The authorization token. The file is read at each call, because it is rotated.
fn token(system: &dyn System) -> Result<Option<String>, Failure> {
    let (token, variable) = match system.variable(TOKEN_FILE) {
        Some(path) => {
            let token = system.read(&path);
            let cannot = |error| Failure::Failed(format!("cannot read `{path}`: {error}"));
            (Some(token.map_err(cannot)?), TOKEN_FILE)
        }
        None => (system.variable(TOKEN), TOKEN),
    };
    if token.iter().any(|token| token.contains(['\r', '\n'])) {
        return Err(Failure::Failed(format!("the token of `{variable}` contains a line break")));
    }
    Ok(token)
}
