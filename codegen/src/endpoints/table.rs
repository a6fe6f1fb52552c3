//! The default host pattern with its exceptions, resolved in the same way as at runtime.

use super::functions::is_host;
use super::partition::Partition;
use crate::ir::{EndpointException, EndpointOverride, EndpointScope, Service};

/// The parameters of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndpointParams<'a> {
    pub region: &'a str,
    pub fips: bool,
    pub dual_stack: bool,
}

/// The default host pattern of a service.
#[derive(Clone, Copy, Debug)]
pub struct HostDefaults<'a> {
    /// The first label of its hosts. Empty if the model does not define it.
    pub prefix: &'a str,
    /// The name of the service in signatures.
    pub signing_name: &'a str,
}

impl<'a> HostDefaults<'a> {
    /// The default host pattern of a service.
    pub fn of(service: &'a Service) -> Self {
        let prefix = service.endpoint_prefix.as_deref().unwrap_or_default();
        Self { prefix, signing_name: service.signing_name.as_deref().unwrap_or(prefix) }
    }
}

/// A resolved endpoint. `None` in the signature means the default.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ResolvedEndpoint {
    /// The URL.
    pub url: String,
    /// The region of the signature.
    pub signing_region: Option<String>,
    /// The service of the signature.
    pub signing_name: Option<String>,
}

impl ResolvedEndpoint {
    /// Replaces the name of a region.
    pub(super) fn renamed(self, region: &str, name: &str) -> Self {
        let renamed = |text: String| text.replace(region, name);
        Self {
            url: renamed(self.url),
            signing_region: self.signing_region.map(renamed),
            signing_name: self.signing_name.map(renamed),
        }
    }

    /// Replaces `None` in the signature by the default, to make endpoints comparable.
    pub(super) fn with_defaults(self, defaults: HostDefaults<'_>, region: &str) -> Self {
        Self {
            url: self.url,
            signing_region: Some(self.signing_region.unwrap_or_else(|| region.to_owned())),
            signing_name: Some(
                self.signing_name.unwrap_or_else(|| defaults.signing_name.to_owned()),
            ),
        }
    }
}

/// The endpoints of a service: the default host pattern, and exceptions to it.
#[derive(Clone, Copy, Debug)]
pub struct EndpointTable<'a> {
    /// The default host pattern.
    pub defaults: HostDefaults<'a>,
    /// The exceptions. The first match is used.
    pub exceptions: &'a [EndpointException],
}

impl EndpointTable<'_> {
    /// The endpoint in a region. `None` if the service has none there, or if the region cannot be part of a host.
    pub fn resolve(&self, region: &str, fips: bool, dual_stack: bool) -> Option<ResolvedEndpoint> {
        let params = EndpointParams { region, fips, dual_stack };
        is_host(region, false).then(|| self.answer(params)).flatten()
    }

    pub(super) fn answer(&self, params: EndpointParams<'_>) -> Option<ResolvedEndpoint> {
        self.answer_of(self.exceptions.iter().find(|exception| exception.fits(params)), params)
    }

    /// The endpoint of an exception, or of the default host pattern.
    pub(super) fn answer_of(
        &self,
        exception: Option<&EndpointException>,
        params: EndpointParams<'_>,
    ) -> Option<ResolvedEndpoint> {
        match exception {
            Some(exception) => resolve(exception.answer.as_ref()?, self.defaults, params),
            None => resolve(&EndpointOverride::default(), self.defaults, params),
        }
    }
}

impl EndpointException {
    pub(super) fn fits(&self, params: EndpointParams<'_>) -> bool {
        let among = |names: &[String], name: &str| names.iter().any(|known| known == name);
        let is_there = match &self.scope {
            EndpointScope::Everywhere => true,
            EndpointScope::Partitions(ids) => among(ids, Partition::of(params.region).id),
            EndpointScope::Regions(names) => among(names, params.region),
        };
        is_there
            && self.fips.is_none_or(|fips| fips == params.fips)
            && self.dual_stack.is_none_or(|dual_stack| dual_stack == params.dual_stack)
    }
}

/// Resolves the placeholders of an answer.
pub(super) fn resolve(
    answer: &EndpointOverride,
    defaults: HostDefaults<'_>,
    params: EndpointParams<'_>,
) -> Option<ResolvedEndpoint> {
    let fill = |text: &String| {
        let EndpointParams { region, fips, dual_stack } = params;
        Partition::of(region).expand(text, region, fips, dual_stack)
    };
    let pattern = || match defaults.prefix {
        "" => None,
        prefix => Some(fill(&format!("https://{prefix}{{fips}}.{{region}}.{{suffix}}"))),
    };
    let resolved = ResolvedEndpoint {
        url: answer.url.as_ref().map(fill).or_else(pattern)?,
        signing_region: answer.signing_region.as_ref().map(fill),
        signing_name: answer.signing_name.clone(),
    };
    Some(resolved.with_defaults(defaults, params.region))
}
