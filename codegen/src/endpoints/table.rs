//! The usual pattern of hosts with its exceptions, as the runtime reads them.

use super::functions::is_host;
use super::partition::Partition;
use crate::ir::{EndpointAnswer, EndpointException, EndpointPlace};

/// How a service is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndpointParams<'a> {
    pub region: &'a str,
    pub fips: bool,
    pub dual_stack: bool,
}

/// What is as usual for a service.
#[derive(Clone, Copy, Debug)]
pub struct HostDefaults<'a> {
    /// What its hosts start with; nothing if its model does not say it.
    pub prefix: &'a str,
    /// Its name in signatures.
    pub signing_name: &'a str,
}

/// Where a service answers, and what a signature is made for if it is not what is usual.
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
    /// Says what is usual, too, so that two can be compared.
    pub(super) fn whole(self, usual: HostDefaults<'_>, region: &str) -> Self {
        Self {
            url: self.url,
            signing_region: Some(self.signing_region.unwrap_or_else(|| region.to_owned())),
            signing_name: Some(self.signing_name.unwrap_or_else(|| usual.signing_name.to_owned())),
        }
    }
}

/// Where a service answers.
#[derive(Clone, Copy, Debug)]
pub struct EndpointTable<'a> {
    /// What is as usual.
    pub usual: HostDefaults<'a>,
    /// What is not. The first that fits counts.
    pub exceptions: &'a [EndpointException],
}

impl EndpointTable<'_> {
    /// Where the service answers in a region, and what signatures are made for; nothing if it does not, or if
    /// the region cannot be part of a host.
    pub fn resolve(&self, region: &str, fips: bool, dual_stack: bool) -> Option<ResolvedEndpoint> {
        let asked = EndpointParams { region, fips, dual_stack };
        is_host(region, false).then(|| self.answer(asked)).flatten()
    }

    pub(super) fn answer(&self, asked: EndpointParams<'_>) -> Option<ResolvedEndpoint> {
        let mut exceptions = self.exceptions.iter();
        match exceptions.find(|exception| exception.fits(asked)) {
            Some(exception) => resolve(exception.answer.as_ref()?, self.usual, asked),
            None => resolve(&EndpointAnswer::default(), self.usual, asked),
        }
    }
}

impl EndpointException {
    fn fits(&self, asked: EndpointParams<'_>) -> bool {
        let among = |names: &[String], name: &str| names.iter().any(|known| known == name);
        let is_there = match &self.place {
            EndpointPlace::Everywhere => true,
            EndpointPlace::Partitions(ids) => among(ids, Partition::of(asked.region).id),
            EndpointPlace::Regions(names) => among(names, asked.region),
        };
        is_there
            && self.fips.is_none_or(|fips| fips == asked.fips)
            && self.dual_stack.is_none_or(|dual_stack| dual_stack == asked.dual_stack)
    }
}

/// An answer without its gaps.
pub(super) fn resolve(
    answer: &EndpointAnswer,
    usual: HostDefaults<'_>,
    asked: EndpointParams<'_>,
) -> Option<ResolvedEndpoint> {
    let fill = |text: &String| {
        let EndpointParams { region, fips, dual_stack } = asked;
        Partition::of(region).fill(text, region, fips, dual_stack)
    };
    let pattern = || match usual.prefix {
        "" => None,
        prefix => Some(fill(&format!("https://{prefix}{{fips}}.{{region}}.{{suffix}}"))),
    };
    let resolved = ResolvedEndpoint {
        url: answer.url.as_ref().map(fill).or_else(pattern)?,
        signing_region: answer.signing_region.as_ref().map(fill),
        signing_name: answer.signing_name.clone(),
    };
    Some(resolved.whole(usual, asked.region))
}
