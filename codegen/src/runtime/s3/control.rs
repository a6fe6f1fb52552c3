//! Endpoints of S3 Control. The account is the host prefix of its operations.

use super::super::endpoint_params::Arn;
use super::super::partition::Partition;
use super::super::request::is_host_label;
use super::super::service::{Endpoint, NoEndpoint, Region, Service};
use super::host::of_region;

/// The members of a request that select its host.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Target<'a> {
    /// The Outpost.
    pub outpost: Option<&'a str>,
    /// The bucket or the access point.
    pub names: &'a [Option<&'a str>],
    /// The ARN of a tagged resource.
    pub resource: Option<&'a str>,
}

/// Returns the endpoint of a request.
///
/// # Errors
///
/// See [`Service::endpoint`]. Also fails for resources of S3 Express, and for ARNs of buckets and access points, which
/// are those of Outposts.
pub fn endpoint(
    service: &Service,
    region: &Region,
    target: &Target<'_>,
) -> Result<Endpoint, NoEndpoint> {
    let endpoint = service.endpoint(region)?;
    let none = |reason| Err(service.none(region, reason));
    let mut names = target.names.iter().copied().flatten();
    let is_directory = |name: &str| name.ends_with("--xa-s3");
    if names.clone().any(is_directory) || Arn::read(target.resource).service == "s3express" {
        return none("S3 Express is not supported");
    }
    if names.any(|name| name.starts_with("arn:")) {
        return none("S3 on Outposts is not supported for ARNs");
    }
    let is_custom = region.url_of_service(service).is_some();
    if region.fips && !is_custom && Partition::of(&region.name).id == "aws-cn" {
        return none("the partition has no FIPS endpoints");
    }
    if target.outpost.is_some_and(|outpost| !is_host_label(outpost)) {
        return none("the Outpost is not a valid label");
    }
    Ok(match target.outpost {
        None if is_custom => endpoint,
        None => Endpoint {
            url: format!("https://{}", of_region("s3-control", &region.name, region)),
            ..endpoint
        },
        Some(_) => outposts(region, endpoint, is_custom),
    })
}

/// The endpoint of S3 on Outposts, which has no host prefix.
fn outposts(region: &Region, endpoint: Endpoint, is_custom: bool) -> Endpoint {
    let partition = Partition::of(&region.name);
    let fips = if region.fips { "-fips" } else { "" };
    let suffix = if region.dual_stack { partition.dual_stack } else { partition.suffix };
    let url = format!("https://s3-outposts{fips}.{}.{suffix}", region.name);
    let url = if is_custom { endpoint.url } else { url };
    Endpoint { url, host_prefix: false, signing_name: "s3-outposts".to_owned(), ..endpoint }
}
