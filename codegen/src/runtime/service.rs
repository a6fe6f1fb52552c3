//! Services, regions and endpoints.

use std::fmt;

use super::endpoint::{self, Endpoints, RegionEndpoint};
use super::request::is_host_label;

/// The parameter of endpoint rules for the account ID.
const ACCOUNT_ID: &str = "AccountId";

/// An AWS service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    /// The full name, such as `AWS Backup`.
    pub name: &'static str,
    /// The name of the service in signatures, such as `backup`.
    pub signing_name: &'static str,
    /// The endpoints of the service.
    pub endpoints: Endpoints,
}

/// A short, sorted list of names and values. A `BTreeMap` here would be a tenth of the code of a small crate.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Texts(Vec<(&'static str, String)>);

impl Texts {
    /// Returns the text of a name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(other, _)| *other == name);
        found.map(|(_, text)| text.as_str())
    }

    /// Sets the text of a name.
    pub(super) fn set(&mut self, name: &'static str, text: String) {
        let at = self.0.partition_point(|(other, _)| *other < name);
        match self.0.get_mut(at) {
            Some((other, old)) if *other == name => *old = text,
            _ => self.0.insert(at, (name, text)),
        }
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.0.iter().map(|(name, text)| (name, text))).finish()
    }
}

/// The region to send requests to, and options of its endpoint.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Region {
    /// The name of the region, such as `eu-west-1`.
    pub name: String,
    /// Whether to use the FIPS endpoint, whose cryptography is validated (FIPS 140).
    pub fips: bool,
    /// Whether to use the dual-stack endpoint, which supports IPv6.
    pub dual_stack: bool,
    /// A custom endpoint URL, such as `http://localhost:5000`. It overrides the endpoint of the region.
    pub url: Option<String>,
    /// The custom endpoint URLs of single services, by name of the service.
    urls: Texts,
    /// Whether the host prefix of an operation applies to a custom URL.
    pub host_prefix: bool,
    /// Parameters of the endpoint rules, by name.
    pub(super) settings: Texts,
}

impl Region {
    /// Creates a region from its name, such as `eu-west-1`.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            fips: false,
            dual_stack: false,
            url: None,
            urls: Texts::default(),
            host_prefix: false,
            settings: Texts::default(),
        }
    }

    /// Uses the FIPS endpoint, whose cryptography is validated (FIPS 140).
    #[must_use]
    pub fn fips(mut self) -> Self {
        self.fips = true;
        self
    }

    /// Uses the dual-stack endpoint, which supports IPv6.
    #[must_use]
    pub fn dual_stack(mut self) -> Self {
        self.dual_stack = true;
        self
    }

    /// Sends requests to a custom URL, and signs them for this region. Host prefixes of operations are ignored, unless
    /// [`host_prefix`](Self::host_prefix) is called.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Sets the account ID of the credentials. Hosts of some services start with the ID.
    #[must_use]
    pub fn account_id(mut self, id: impl Into<String>) -> Self {
        self.settings.set(ACCOUNT_ID, id.into());
        self
    }

    /// Sets the account ID, unless it is set.
    #[must_use]
    pub fn or_account_id(mut self, id: Option<&str>) -> Self {
        if let (Some(id), None) = (id, self.settings.get(ACCOUNT_ID)) {
            self.settings.set(ACCOUNT_ID, id.to_owned());
        }
        self
    }

    /// Sends the requests of one service to a custom URL, as [`url`](Self::url) does for all services.
    #[must_use]
    pub fn url_of(mut self, service: &Service, url: impl Into<String>) -> Self {
        self.urls.set(service.name, url.into());
        self
    }

    /// Returns the custom URL of a service.
    pub(super) fn url_of_service(&self, service: &Service) -> Option<&str> {
        self.urls.get(service.name).or(self.url.as_deref())
    }

    /// Applies the host prefixes of operations to the custom URL.
    #[must_use]
    pub fn host_prefix(mut self) -> Self {
        self.host_prefix = true;
        self
    }
}

impl fmt::Debug for Region {
    /// Does not show user information in the URL, which is refused when the URL is used.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |url: &str| {
            (if url.bytes().any(|byte| byte == b'@') { "<invalid>" } else { url }).to_owned()
        };
        let urls = self.urls.0.iter().map(|(service, url)| (*service, shown(url)));
        f.debug_struct("Region")
            .field("name", &self.name)
            .field("fips", &self.fips)
            .field("dual_stack", &self.dual_stack)
            .field("url", &self.url.as_deref().map(shown))
            .field("urls", &Texts(urls.collect()))
            .field("host_prefix", &self.host_prefix)
            .field("settings", &self.settings)
            .finish()
    }
}

impl From<&str> for Region {
    fn from(name: &str) -> Self {
        Self::new(name)
    }
}

impl From<String> for Region {
    fn from(name: String) -> Self {
        Self::new(name)
    }
}

/// An endpoint: the URL of requests, and the region and service in their signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Endpoint {
    /// The base URL. [`resolve`](Self::resolve) applies it to a request.
    pub url: String,
    /// Whether the host prefix of an operation applies.
    pub host_prefix: bool,
    /// The region in signatures; for `SigV4a`, the set of regions, such as `*`.
    pub signing_region: String,
    /// The service name in signatures.
    pub signing_name: String,
    /// Whether the URL contains the bucket of S3.
    pub(super) has_bucket: bool,
}

impl Service {
    /// Returns the endpoint of this service in a region. If operations have endpoints of their own, call
    /// [`Operation::endpoint_in`](super::operation::Operation::endpoint_in).
    ///
    /// # Errors
    ///
    /// Fails if the region name is invalid, or if the service has no such endpoint in the region.
    pub fn endpoint(&self, region: &Region) -> Result<Endpoint, NoEndpoint> {
        let none = |reason| self.none(region, reason);
        if !is_host_label(&region.name) {
            return Err(none("the region name is invalid"));
        }
        // The service expects the lowercase name in the signature.
        if region.name.contains(|c: char| c.is_ascii_uppercase()) {
            return Err(none("region names are lowercase"));
        }
        let url = region.url_of_service(self);
        let endpoint = if let Some(url) = url {
            endpoint::parts(url).map_err(none)?;
            RegionEndpoint { url: url.to_owned(), signing_region: None, signing_name: None }
        } else {
            self.endpoints.lookup(&region.name, region.fips, region.dual_stack).map_err(none)?
        };
        Ok(Endpoint {
            url: endpoint.url,
            host_prefix: url.is_none() || region.host_prefix,
            signing_region: endpoint.signing_region.unwrap_or_else(|| region.name.clone()),
            signing_name: endpoint.signing_name.unwrap_or(self.signing_name).to_owned(),
            has_bucket: false,
        })
    }

    pub(super) fn none(&self, region: &Region, reason: &'static str) -> NoEndpoint {
        NoEndpoint { service: self.name, region: region.name.clone(), reason }
    }
}

/// The error for a region without an endpoint of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoEndpoint {
    service: &'static str,
    region: String,
    reason: &'static str,
}

impl fmt::Display for NoEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} has no endpoint in `{}`: {}", self.service, self.region, self.reason)
    }
}

impl std::error::Error for NoEndpoint {}
