//! What a sender must know of a service: where it answers, and how its requests are signed.

use std::fmt;

use super::endpoints::{Endpoints, Found};
use super::request::is_host_label;

/// A service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    /// The name that people use, such as `AWS Backup`.
    pub name: &'static str,
    /// The name of the service in signatures, such as `backup`.
    pub signing_name: &'static str,
    /// Where it answers.
    pub endpoints: Endpoints,
}

/// Where a caller wants to be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Region {
    /// The name of the region, such as `eu-west-1`.
    pub name: String,
    /// Whether the host must use validated cryptography alone (FIPS 140).
    pub fips: bool,
    /// Whether the host must have addresses of IPv6, too.
    pub dual_stack: bool,
    /// The URL of a host of one's own, such as `http://localhost:5000`, which counts more than the rest.
    pub url: Option<String>,
    /// Whether what some operations put before the host of the service stands before that of `url`, too.
    pub host_prefix: bool,
}

impl Region {
    /// A region of this name, such as `eu-west-1`.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), fips: false, dual_stack: false, url: None, host_prefix: false }
    }

    /// Asks for hosts that use validated cryptography alone (FIPS 140).
    #[must_use]
    pub fn fips(mut self) -> Self {
        self.fips = true;
        self
    }

    /// Asks for hosts that have addresses of IPv6, too.
    #[must_use]
    pub fn dual_stack(mut self) -> Self {
        self.dual_stack = true;
        self
    }

    /// Sends requests to a URL of one's own, and signs them for this region. All go to this host, whatever some operations
    /// put before that of the service.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Puts what some operations put before the host of the service before that of one's own URL, too.
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

/// Where requests go, and what their signatures are made for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Endpoint {
    /// The URL, of which [`resolve`](Self::resolve) makes that of a request.
    pub url: String,
    /// Whether what an operation puts before the host belongs there.
    pub host_prefix: bool,
    /// The region of the signature.
    pub signing_region: String,
    /// The service of the signature.
    pub signing_name: String,
}

impl Service {
    /// Where this service answers.
    ///
    /// # Errors
    ///
    /// Fails if the region cannot be part of a host, and if the service does not answer there as it is asked to.
    pub fn endpoint(&self, region: &Region) -> Result<Endpoint, NoEndpoint> {
        let none = |reason| NoEndpoint { service: self.name, region: region.name.clone(), reason };
        if !is_host_label(&region.name) {
            return Err(none("it is not the name of a region"));
        }
        // In another way, the signature would be for no region of the service.
        if region.name.contains(|c: char| c.is_ascii_uppercase()) {
            return Err(none("the names of regions are in small letters"));
        }
        let found = if let Some(url) = &region.url {
            Found { url: url.clone(), signing_region: None, signing_name: None }
        } else {
            self.endpoints.find(&region.name, region.fips, region.dual_stack).map_err(none)?
        };
        Ok(Endpoint {
            url: found.url,
            host_prefix: region.url.is_none() || region.host_prefix,
            signing_region: found.signing_region.unwrap_or_else(|| region.name.clone()),
            signing_name: found.signing_name.unwrap_or(self.signing_name).to_owned(),
        })
    }
}

/// Why a service has no endpoint where it is looked for.
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
