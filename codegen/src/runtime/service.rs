//! Services, regions and endpoints.

use std::collections::BTreeMap;
use std::fmt;

use super::endpoint::{Endpoints, RegionEndpoint};
use super::request::is_host_label;

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

/// The region to send requests to, and options of its endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Whether the host prefix of an operation applies to `url`.
    pub host_prefix: bool,
    /// Parameters of the endpoint rules, by name.
    pub(super) settings: BTreeMap<&'static str, String>,
}

impl Region {
    /// Creates a region from its name, such as `eu-west-1`.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            fips: false,
            dual_stack: false,
            url: None,
            host_prefix: false,
            settings: BTreeMap::new(),
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

    /// Applies the host prefixes of operations to the custom URL.
    #[must_use]
    pub fn host_prefix(mut self) -> Self {
        self.host_prefix = true;
        self
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
    /// The region in signatures.
    pub signing_region: String,
    /// The service name in signatures.
    pub signing_name: String,
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
        let endpoint = if let Some(url) = &region.url {
            RegionEndpoint { url: url.clone(), signing_region: None, signing_name: None }
        } else {
            self.endpoints.lookup(&region.name, region.fips, region.dual_stack).map_err(none)?
        };
        Ok(Endpoint {
            url: endpoint.url,
            host_prefix: region.url.is_none() || region.host_prefix,
            signing_region: endpoint.signing_region.unwrap_or_else(|| region.name.clone()),
            signing_name: endpoint.signing_name.unwrap_or(self.signing_name).to_owned(),
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
