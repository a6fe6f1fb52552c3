//! The two services of IAM Identity Center: their endpoints and errors.

use super::super::super::runtime::partition::Partition;
use super::document::fields;
use super::exchange::Reply;
use super::failure::Failure;
use super::profiles::Profiles;
use super::settings::{Settings, endpoint_url};
use super::system::System;

/// The base URL of a service: a configured one, or the endpoint of the region.
///
/// # Errors
///
/// Fails if a setting or the name of the region is invalid.
pub fn base_url(
    system: &dyn System,
    profiles: &Profiles,
    service_id: &str,
    host: &str,
    region: &str,
) -> Result<String, Failure> {
    if let Some(url) = endpoint_url(system, profiles, service_id)? {
        return Ok(url.trim_end_matches('/').to_owned());
    }
    // The host receives the token.
    if !region.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return Err(Failure::Failed(format!(
            "`sso_region = {region}` is not the name of a region"
        )));
    }
    let Settings { fips, dual_stack, .. } = Settings::read(system, profiles)?;
    let partition = Partition::of(region);
    // The usual endpoints of the partition are FIPS endpoints.
    let is_validated = partition.id == "aws-us-gov" && !dual_stack;
    let fips = if fips && !is_validated { "-fips" } else { "" };
    let suffix = if dual_stack { partition.dual_stack } else { partition.suffix };
    Ok(format!("https://{host}{fips}.{region}.{suffix}"))
}

/// The error of a service, with the next thing to do.
pub fn refusal(operation: &str, reply: &Reply, help: &str) -> Failure {
    let fields = fields(reply.body(), "the error").unwrap_or_default();
    let message = fields.text("message").or_else(|| fields.text("error_description"));
    let message = message.map(|message| format!(": {message}")).unwrap_or_default();
    Failure::Failed(format!("{operation} returned status {}{message}{help}", reply.status()))
}
