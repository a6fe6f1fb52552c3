//! Hosts of S3.

use super::super::partition::Partition;
use super::super::service::Region;

/// The host of a region, such as `s3-fips.dualstack.eu-west-1.amazonaws.com` for the name `s3`.
pub(super) fn of_region(name: &str, place: &str, region: &Region) -> String {
    let fips = if region.fips { "-fips" } else { "" };
    let dual_stack = if region.dual_stack { ".dualstack" } else { "" };
    format!("{name}{fips}{dual_stack}.{place}.{}", Partition::of(place).suffix)
}
