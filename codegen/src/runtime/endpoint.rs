//! Endpoints of a service: the host for a region, and the URL of a request.

use http::Uri;
use http::uri::{self, Authority, PathAndQuery, Scheme};

use super::operation::Request;
use super::partition::Partition;
use super::request::BuildError;
use super::service::Endpoint;

pub use super::exception::Exception;

/// The default host pattern after the endpoint prefix.
const DEFAULT_PATTERN: &str = "{fips}.{region}.{suffix}";

/// The endpoints of a service: a default host pattern, and exceptions to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoints {
    /// The start of the default hosts. `backup` means `https://backup{fips}.{region}.{suffix}`.
    pub prefix: &'static str,
    /// Exceptions to the default pattern. The first one that applies is used.
    pub exceptions: &'static [Exception],
}

/// The endpoint of a service in a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RegionEndpoint {
    pub url: String,
    /// `None` for the region itself.
    pub signing_region: Option<String>,
    /// `None` for the signing name of the service.
    pub signing_name: Option<&'static str>,
}

impl Endpoints {
    /// Looks up the endpoint in a region. The error is the reason why there is none.
    pub(super) fn lookup(
        &self,
        region: &str,
        fips: bool,
        dual_stack: bool,
    ) -> Result<RegionEndpoint, &'static str> {
        let expand = |text: &str| Partition::of(region).expand(text, region, fips, dual_stack);
        let answer = Exception::answer(self.exceptions, region, fips, dual_stack)?;
        let default_url = || match self.prefix {
            "" => Err("the model defines no endpoint; set `Region::url`"),
            prefix => Ok(format!("https://{prefix}{}", expand(DEFAULT_PATTERN))),
        };
        Ok(RegionEndpoint {
            url: answer.url.map_or_else(default_url, |url| Ok(expand(url)))?,
            signing_region: answer.signing_region.map(expand),
            signing_name: answer.signing_name,
        })
    }
}

/// The host prefix of an operation, such as `data.`: an extension of its requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostPrefix(pub String);

/// The URL in a member of an operation, whose scheme and host replace those of the endpoint: an extension of its
/// requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostUrl(pub String);

/// The endpoint has to contain the bucket of the request: an extension of requests to S3. [`Endpoint::resolve`] removes
/// it for an endpoint of [`Operation::endpoint_in`](super::operation::Operation::endpoint_in).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfBucket {
    /// The bucket has a name.
    Name,
    /// The bucket is that of an access point, whose ARN has the region.
    AccessPoint,
}

impl Endpoint {
    /// Puts the scheme, host and base path of this endpoint before the path of a request.
    ///
    /// # Errors
    ///
    /// See [`resolve`].
    pub fn resolve(&self, mut request: Request) -> Result<Request, BuildError> {
        if !self.host_prefix {
            request.extensions_mut().remove::<HostPrefix>();
        }
        if self.has_bucket {
            request.extensions_mut().remove::<OfBucket>();
        }
        let root = if self.signing_name == S3 { Root::Base } else { Root::Slash };
        located(request, &self.url, root)
    }
}

/// The signing name of S3.
const S3: &str = "s3";

/// The path of a request to `/`, if the endpoint URL has a path.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Root {
    /// The path of the URL and a slash.
    Slash,
    /// The path of the URL. That of S3 may end in a bucket.
    Base,
}

/// Returns the request with the scheme, host and path of an endpoint URL, such as
/// `https://backup.eu-west-1.amazonaws.com`. A [`HostPrefix`] of the request is put before the host; a [`HostUrl`]
/// replaces scheme and host.
///
/// The host is lowercased and a default port is removed, because HTTP clients would otherwise do this after signing.
///
/// # Errors
///
/// Fails if the endpoint URL is not an `http` or `https` URL of a host and a path, or if the request already has a host.
/// The error does not contain the URL.
pub fn resolve(request: Request, endpoint: &str) -> Result<Request, BuildError> {
    located(request, endpoint, Root::Slash)
}

fn located(mut request: Request, endpoint: &str, root: Root) -> Result<Request, BuildError> {
    if request.uri().host().is_some() {
        return Err(BuildError::Uri("the request already has a host".to_owned()));
    }
    let refused = |reason: &str| BuildError::Uri(reason.to_owned());
    if request.extensions().get::<OfBucket>().is_some() {
        return Err(refused(
            "the URL has no bucket; use `Operation::endpoint_in` and `Endpoint::resolve`",
        ));
    }
    let invalid = |error: &dyn std::fmt::Display| BuildError::Uri(error.to_string());
    let mut sent = parts(endpoint).map_err(refused)?;
    if let Some(HostUrl(url)) = request.extensions().get() {
        let url = parts(url).map_err(refused)?;
        (sent.scheme, sent.authority) = (url.scheme, url.authority);
    }
    let prefix = request.extensions().get::<HostPrefix>();
    let prefix = prefix.map_or("", |prefix| prefix.0.as_str());
    let host = sent.authority.as_ref().map_or("", Authority::as_str);
    if !prefix.is_empty() && host.starts_with('[') {
        return Err(refused("an IP address has no host prefix"));
    }
    let host = format!("{prefix}{host}").to_ascii_lowercase();
    let default_port = if sent.scheme == Some(Scheme::HTTP) { ":80" } else { ":443" };
    let host = host.strip_suffix(default_port).unwrap_or(&host);
    sent.authority = Some(Authority::try_from(host).map_err(|error| invalid(&error))?);
    let base = sent.path_and_query.as_ref().map_or("/", PathAndQuery::path);
    let mut path = request.uri().to_string();
    if request.uri().path() == "/" && root == Root::Base {
        path.replace_range(..1, base);
    } else {
        path.insert_str(0, base.trim_end_matches('/'));
    }
    let path = PathAndQuery::try_from(path);
    sent.path_and_query = Some(path.map_err(|error| invalid(&error))?);
    *request.uri_mut() = Uri::from_parts(sent).map_err(|error| invalid(&error))?;
    Ok(request)
}

/// The segments that clients and servers may remove from a path, plain and percent-encoded.
const DOTS: [&str; 6] = [".", "..", "%2e", ".%2e", "%2e.", "%2e%2e"];

/// Splits an endpoint URL. Refuses URLs that HTTP clients treat differently. The error is a reason without the URL,
/// which may be secret.
pub(super) fn parts(url: &str) -> Result<uri::Parts, &'static str> {
    let parts = Uri::try_from(url).map_err(|_| "the endpoint URL cannot be parsed")?.into_parts();
    let is_http = [Some(Scheme::HTTP), Some(Scheme::HTTPS)].contains(&parts.scheme);
    let path = parts.path_and_query.as_ref().map_or("", PathAndQuery::path);
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~%!$&'()*+,;=:@".contains(&byte);
    let is_dot = |part: &str| DOTS.iter().any(|dots| dots.eq_ignore_ascii_case(part));
    match &parts.authority {
        None => Err("the endpoint URL needs a scheme and a host"),
        Some(host) if host.as_str().bytes().any(|byte| byte == b'@') => {
            Err("the endpoint URL must not contain user information")
        }
        Some(_) if !is_http => Err("the endpoint URL must start with `http` or `https`"),
        Some(_) if url.contains(['?', '#']) => Err("the endpoint URL must not have a query"),
        Some(_) if path.split('/').any(is_dot) => {
            Err("the path of the endpoint URL must have no segment `.` or `..`")
        }
        Some(_) if !path.bytes().all(is_plain) => {
            Err("the path of the endpoint URL must be percent-encoded")
        }
        Some(_) => Ok(parts),
    }
}
