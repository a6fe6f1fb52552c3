//! Where a request goes: the endpoint of the service, and what an operation puts before its host.

use http::Uri;
use http::uri::{Authority, PathAndQuery, Scheme};

use super::operation::Request;
use super::request::{BuildError, Query, RequestBuilder, is_host_label};
use super::service::Endpoint;

/// What stands before the host of the endpoint: an extension of those requests that need it. Without it, a request goes to
/// the host itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostPrefix(pub String);

impl Endpoint {
    /// The request with the scheme, the host and the path of this endpoint.
    ///
    /// # Errors
    ///
    /// As [`resolve`].
    pub fn resolve(&self, mut request: Request) -> Result<Request, BuildError> {
        if !self.host_prefix {
            request.extensions_mut().remove::<HostPrefix>();
        }
        resolve(request, &self.url)
    }
}

/// The request with the scheme, the host and the path of an endpoint, such as
/// `https://backup.eu-west-1.amazonaws.com`, and with its [`HostPrefix`] before the host.
///
/// The host is written as HTTP clients write it, so that it is signed as it is sent: in small letters, and without the port
/// that its scheme has anyway.
///
/// # Errors
///
/// Fails if the endpoint has no scheme or no host, or has a query; and if the request has a host already.
pub fn resolve(mut request: Request, endpoint: &str) -> Result<Request, BuildError> {
    let invalid = |error: http::Error| BuildError::Uri(format!("{endpoint}: {error}"));
    let mut parts = Uri::try_from(endpoint).map_err(|error| invalid(error.into()))?.into_parts();
    let (Some(authority), Some(scheme)) = (&parts.authority, &parts.scheme) else {
        return Err(BuildError::Uri(format!("{endpoint}: an endpoint has a scheme and a host")));
    };
    if parts.path_and_query.as_ref().is_some_and(|path| path.query().is_some()) {
        return Err(BuildError::Uri(format!("{endpoint}: an endpoint has no query")));
    }
    if request.uri().host().is_some() {
        return Err(BuildError::Uri(format!("{}: it has a host already", request.uri())));
    }
    let prefix = request.extensions().get::<HostPrefix>();
    let prefix = prefix.map_or("", |prefix| prefix.0.as_str());
    let (user, host) = match authority.as_str().rsplit_once('@') {
        Some((user, host)) => (format!("{user}@"), host),
        None => (String::new(), authority.as_str()),
    };
    let host = format!("{prefix}{host}").to_ascii_lowercase();
    let usual_port = if *scheme == Scheme::HTTP { ":80" } else { ":443" };
    let host = host.strip_suffix(usual_port).unwrap_or(&host);
    let authority = Authority::try_from(format!("{user}{host}"));
    parts.authority = Some(authority.map_err(|error| invalid(error.into()))?);
    let base = parts.path_and_query.as_ref().map_or("", PathAndQuery::path).trim_end_matches('/');
    let path = PathAndQuery::try_from(format!("{base}{}", request.uri()));
    parts.path_and_query = Some(path.map_err(|error| invalid(error.into()))?);
    *request.uri_mut() = Uri::from_parts(parts).map_err(|error| invalid(error.into()))?;
    Ok(request)
}

impl RequestBuilder {
    /// Adds a fixed part of the host prefix.
    pub fn host(&mut self, text: &str) {
        match self.extensions.get_mut::<HostPrefix>() {
            Some(prefix) => prefix.0.push_str(text),
            None => _ = self.extensions.insert(HostPrefix(text.to_owned())),
        }
    }

    /// Adds a member to the host prefix.
    ///
    /// # Errors
    ///
    /// Fails unless it is 1 to 63 letters, digits and hyphens, and neither starts nor ends with a hyphen.
    pub fn host_label(&mut self, name: &'static str, value: &impl Query) -> Result<(), BuildError> {
        let mut label = String::new();
        value.each(&mut |text| label.push_str(text));
        if !is_host_label(&label) {
            return Err(BuildError::HostLabel(name));
        }
        self.host(&label);
        Ok(())
    }
}
