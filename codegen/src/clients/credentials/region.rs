//! The region and the retry policy of a client from its settings.

use super::super::super::runtime::retry::Policy;
use super::super::super::runtime::{Region, Service};
use super::settings::{Configured, Settings};

/// The retry policy with the configured number of attempts.
pub fn policy(settings: &Settings) -> Policy {
    let policy = Policy::default();
    settings.max_attempts.map_or(policy, |attempts| policy.attempts(attempts))
}

/// Creates the region from the settings. Each of the services has the endpoint URL at its index.
pub fn region(configured: Configured, services: &[&Service]) -> Region {
    let Configured { settings: Settings { fips, dual_stack, .. }, region, urls } = configured;
    let mut region = Region::new(region);
    (region.fips, region.dual_stack) = (fips, dual_stack);
    for (service, url) in services.iter().zip(urls) {
        region = url.into_iter().fold(region, |region, url| region.url_of(service, url));
    }
    region
}
