//! Endpoints of a service: the host for a region, and the URL of a request.

use http::Uri;
use http::uri::{Authority, InvalidUri, PathAndQuery, Scheme};

use super::operation::Request;
use super::partition::Partition;
use super::request::{BuildError, Query, RequestBuilder, is_host_label};
use super::service::Endpoint;

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

/// An exception to the default host pattern, and where it applies.
///
/// URLs and signing regions may contain placeholders:
///
/// | placeholder | value |
/// | --- | --- |
/// | `{region}` | the region |
/// | `{global}` | the region of the partition's global endpoints |
/// | `{fips}` | `-fips` for FIPS endpoints, otherwise nothing |
/// | `{suffix}` | the domain of the partition: `{dual_stack_suffix}` for dual stack, otherwise `{ipv4_suffix}` |
/// | `{ipv4_suffix}` | the IPv4 domain of the partition |
/// | `{dual_stack_suffix}` | the dual-stack domain of the partition |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exception {
    scope: Scope,
    fips: Option<bool>,
    dual_stack: Option<bool>,
    url: Option<&'static str>,
    is_refused: bool,
    signing_region: Option<&'static str>,
    signing_name: Option<&'static str>,
}

/// The regions of an exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Everywhere,
    Partitions(&'static [&'static str]),
    Regions(&'static [&'static str]),
}

impl Exception {
    const fn new(scope: Scope) -> Self {
        Self {
            scope,
            fips: None,
            dual_stack: None,
            url: None,
            is_refused: false,
            signing_region: None,
            signing_name: None,
        }
    }

    /// Applies to every region.
    #[must_use]
    pub const fn everywhere() -> Self {
        Self::new(Scope::Everywhere)
    }

    /// Applies to all regions of these partitions.
    #[must_use]
    pub const fn in_partitions(ids: &'static [&'static str]) -> Self {
        Self::new(Scope::Partitions(ids))
    }

    /// Applies to these regions.
    #[must_use]
    pub const fn in_regions(names: &'static [&'static str]) -> Self {
        Self::new(Scope::Regions(names))
    }

    /// Applies only with FIPS, or only without.
    #[must_use]
    pub const fn fips(mut self, enabled: bool) -> Self {
        self.fips = Some(enabled);
        self
    }

    /// Applies only with dual stack, or only without.
    #[must_use]
    pub const fn dual_stack(mut self, enabled: bool) -> Self {
        self.dual_stack = Some(enabled);
        self
    }

    /// Sets the URL.
    #[must_use]
    pub const fn url(mut self, url: &'static str) -> Self {
        self.url = Some(url);
        self
    }

    /// Changes nothing: the default host applies, and later exceptions are skipped.
    #[must_use]
    pub const fn usual(self) -> Self {
        self
    }

    /// Refuses the endpoint: the service is not available there.
    #[must_use]
    pub const fn refused(mut self) -> Self {
        self.is_refused = true;
        self
    }

    /// Sets the region in signatures.
    #[must_use]
    pub const fn signing_region(mut self, region: &'static str) -> Self {
        self.signing_region = Some(region);
        self
    }

    /// Sets the service name in signatures.
    #[must_use]
    pub const fn signing_name(mut self, name: &'static str) -> Self {
        self.signing_name = Some(name);
        self
    }

    fn applies(&self, region: &str, fips: bool, dual_stack: bool) -> bool {
        let is_in_scope = match self.scope {
            Scope::Everywhere => true,
            Scope::Partitions(ids) => ids.contains(&Partition::of(region).id),
            Scope::Regions(names) => names.contains(&region),
        };
        is_in_scope
            && self.fips.unwrap_or(fips) == fips
            && self.dual_stack.unwrap_or(dual_stack) == dual_stack
    }

    fn always_applies(&self) -> bool {
        self.scope == Scope::Everywhere && self.fips.is_none() && self.dual_stack.is_none()
    }
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
        let mut exceptions = self.exceptions.iter();
        let exception = exceptions.find(|exception| exception.applies(region, fips, dual_stack));
        if let Some(exception) = exception.filter(|exception| exception.is_refused) {
            return Err(match (fips, dual_stack) {
                _ if exception.always_applies() => {
                    "no host is known for such a request; set `Region::url`"
                }
                (true, true) => "FIPS with dual stack is not available there",
                (true, false) => "FIPS is not available in this region",
                (false, true) => "dual stack is not available there",
                (false, false) => "the service is not available there",
            });
        }
        let default_url = || match self.prefix {
            "" => Err("the model defines no endpoint; set `Region::url`"),
            prefix => Ok(format!("https://{prefix}{}", expand(DEFAULT_PATTERN))),
        };
        let url = exception.and_then(|exception| exception.url);
        let signing_region = exception.and_then(|exception| exception.signing_region);
        Ok(RegionEndpoint {
            url: url.map_or_else(default_url, |url| Ok(expand(url)))?,
            signing_region: signing_region.map(expand),
            signing_name: exception.and_then(|exception| exception.signing_name),
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
        resolve(request, &self.url)
    }
}

/// Returns the request with the scheme, host and path of an endpoint URL, such as
/// `https://backup.eu-west-1.amazonaws.com`. A [`HostPrefix`] of the request is put before the host; a [`HostUrl`]
/// replaces scheme and host.
///
/// The host is lowercased and a default port is removed, because HTTP clients would otherwise do this after signing.
///
/// # Errors
///
/// Fails if the endpoint URL has no scheme, no host or a query, or if the request already has a host.
pub fn resolve(mut request: Request, endpoint: &str) -> Result<Request, BuildError> {
    let invalid = |error: &dyn std::fmt::Display| BuildError::Uri(format!("{endpoint}: {error}"));
    let mut parts = Uri::try_from(endpoint).map_err(|error| invalid(&error))?.into_parts();
    if let Some(HostUrl(url)) = request.extensions().get() {
        let invalid = |error: InvalidUri| BuildError::Uri(format!("{url}: {error}"));
        let url = Uri::try_from(url).map_err(invalid)?.into_parts();
        (parts.scheme, parts.authority) = (url.scheme, url.authority);
    }
    let (Some(authority), Some(scheme)) = (&parts.authority, &parts.scheme) else {
        return Err(invalid(&"the endpoint URL needs a scheme and a host"));
    };
    if parts.path_and_query.as_ref().is_some_and(|path| path.query().is_some()) {
        return Err(invalid(&"the endpoint URL must not have a query"));
    }
    if request.uri().host().is_some() {
        return Err(BuildError::Uri(format!("{}: the request already has a host", request.uri())));
    }
    let prefix = request.extensions().get::<HostPrefix>();
    let prefix = prefix.map_or("", |prefix| prefix.0.as_str());
    let (user, host) = match authority.as_str().rsplit_once('@') {
        Some((user, host)) => (format!("{user}@"), host),
        None => (String::new(), authority.as_str()),
    };
    let host = format!("{prefix}{host}").to_ascii_lowercase();
    let default_port = if *scheme == Scheme::HTTP { ":80" } else { ":443" };
    let host = host.strip_suffix(default_port).unwrap_or(&host);
    let authority = Authority::try_from(format!("{user}{host}"));
    parts.authority = Some(authority.map_err(|error| invalid(&error))?);
    let base = parts.path_and_query.as_ref().map_or("", PathAndQuery::path).trim_end_matches('/');
    let path = PathAndQuery::try_from(format!("{base}{}", request.uri()));
    parts.path_and_query = Some(path.map_err(|error| invalid(&error))?);
    *request.uri_mut() = Uri::from_parts(parts).map_err(|error| invalid(&error))?;
    Ok(request)
}

impl RequestBuilder {
    /// Sends the request to the host of a URL, unless the URL is empty.
    pub fn host_url(&mut self, url: &impl Query) {
        url.each(&mut |url| {
            if !url.is_empty() {
                self.extensions.insert(HostUrl(url.to_owned()));
            }
        });
    }

    /// Appends literal text to the host prefix.
    pub fn host(&mut self, text: &str) {
        match self.extensions.get_mut::<HostPrefix>() {
            Some(prefix) => prefix.0.push_str(text),
            None => _ = self.extensions.insert(HostPrefix(text.to_owned())),
        }
    }

    /// Appends a member to the host prefix.
    ///
    /// # Errors
    ///
    /// Fails unless the value is 1 to 63 letters, digits and inner hyphens.
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
