//! Endpoints of S3: the host for a bucket in a region.
//!
//! This is the rule set of S3 without S3 Express, Outposts, Object Lambda and multi-region access points, which are
//! refused.

use super::super::partition::Partition;
use super::super::percent;
use super::super::request::is_host_label;
use super::super::service::{Endpoint, NoEndpoint, Region, Service};
use super::base::{Base, is_address};
use super::bucket::{AccessPoint, Bucket};
use super::host::of_region;

/// The global region, whose requests are signed for [`US_EAST`].
const GLOBAL: &str = "aws-global";

const US_EAST: &str = "us-east-1";

/// The rules of an operation for its bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BucketRule {
    /// A bucket name, or any ARN of a bucket or access point.
    Any,
    /// The bucket is not an access point.
    NoAccessPoint,
    /// The bucket is in the path: its region, and so the host, may be unknown.
    InPath,
}

/// Returns the endpoint of a request without a bucket.
///
/// # Errors
///
/// See [`Service::endpoint`].
pub fn without_bucket(service: &Service, region: &Region) -> Result<Endpoint, NoEndpoint> {
    let endpoint = service.endpoint(region)?;
    let base = base(service, region).map_err(|reason| service.none(region, reason))?;
    Ok(Endpoint { url: base.url(), signing_region: place(region).to_owned(), ..endpoint })
}

/// Returns the endpoint of a request to a bucket. The bucket is a label of the host, or the end of the path.
///
/// # Errors
///
/// See [`Service::endpoint`]. Also fails for buckets that are not supported, and if the settings of the region exclude
/// each other.
pub fn of_bucket(
    service: &Service,
    region: &Region,
    bucket: &str,
    rule: BucketRule,
) -> Result<Endpoint, NoEndpoint> {
    let endpoint = service.endpoint(region)?;
    let located = base(service, region).and_then(|base| match Bucket::read(bucket)? {
        Bucket::Name(name) => {
            let is_custom = region.url_of_service(service).is_some();
            let url = url(&base, region, name, rule, is_custom)?;
            Ok((url, place(region)))
        }
        Bucket::AccessPoint(point) if rule == BucketRule::Any => {
            Ok((point.url(service, region)?, point.region))
        }
        Bucket::AccessPoint(_) => Err("the operation does not accept access points"),
    });
    let (url, place) = located.map_err(|reason| service.none(region, reason))?;
    Ok(Endpoint { url, signing_region: place.to_owned(), has_bucket: true, ..endpoint })
}

/// The region of hosts and signatures.
fn place(region: &Region) -> &str {
    if region.name == GLOBAL { US_EAST } else { &region.name }
}

/// The URL without a bucket.
fn base(service: &Service, region: &Region) -> Result<Base, &'static str> {
    let accelerates = region.accelerates();
    if let Some(url) = region.url_of_service(service) {
        if accelerates {
            return Err("a custom URL excludes S3 Transfer Acceleration");
        }
        return Ok(Base::custom(url));
    }
    if region.fips && Partition::of(&region.name).id == "aws-cn" {
        return Err("the partition has no FIPS endpoints");
    }
    if region.fips && accelerates {
        return Err("S3 Transfer Acceleration excludes FIPS");
    }
    let is_global =
        region.name == GLOBAL || (region.name == US_EAST && region.is_set("UseGlobalEndpoint"));
    let host = if is_global && !region.fips && !region.dual_stack {
        format!("s3.{}", Partition::of(US_EAST).suffix)
    } else {
        of_region("s3", place(region), region)
    };
    Ok(Base::https(host))
}

/// The URL with a bucket.
fn url(
    base: &Base,
    region: &Region,
    bucket: &str,
    rule: BucketRule,
    is_custom: bool,
) -> Result<String, &'static str> {
    let accelerates = region.accelerates();
    // A host with dots does not match the certificate of S3.
    let is_label = is_hostable(bucket) && is_host_label(bucket);
    let is_host = is_hostable(bucket) && bucket.split('.').all(is_host_label);
    let in_path = match region.asked_style() {
        _ if rule == BucketRule::InPath => true,
        Some(in_path) => in_path,
        None => is_custom && !base.accelerates(),
    };
    let fits = is_label && !(is_custom && base.is_address())
        || is_host && !is_label && is_custom && base.scheme == "http";
    if !in_path && fits {
        if !is_label && region.name == GLOBAL {
            return Err("`aws-global` excludes hosts with the dots of a bucket");
        }
        return if accelerates { accelerated(region, bucket) } else { base.with_label(bucket) };
    }
    if accelerates {
        return Err("S3 Transfer Acceleration needs the bucket in the host");
    }
    let mut segment = String::new();
    percent::encode(&mut segment, bucket, "");
    Ok(base.with_segment(&segment))
}

/// The URL of S3 Transfer Acceleration.
fn accelerated(region: &Region, bucket: &str) -> Result<String, &'static str> {
    let Partition { id, suffix, .. } = Partition::of(&region.name);
    if id == "aws-cn" {
        return Err("the partition has no S3 Transfer Acceleration");
    }
    let host = match (region.dual_stack, region.name == GLOBAL) {
        (false, _) => "s3-accelerate",
        (true, false) => "s3-accelerate.dualstack",
        (true, true) => "s3-accelerate.dualstack.us-east-1",
    };
    Ok(format!("https://{bucket}.{host}.{suffix}"))
}

/// Whether a bucket name may be a part of a host, if its labels are valid.
fn is_hostable(name: &str) -> bool {
    name.len() >= 3 && !name.contains(|c: char| c.is_ascii_uppercase()) && !is_address(name)
}

impl AccessPoint<'_> {
    fn url(&self, service: &Service, region: &Region) -> Result<String, &'static str> {
        if region.accelerates() {
            return Err("access points exclude S3 Transfer Acceleration");
        }
        if region.setting("UseArnRegion") == Some("false") && self.region != region.name {
            return Err("the ARN has another region, and `UseArnRegion` is `false`");
        }
        if Partition::of(self.region).id != Partition::of(&region.name).id {
            return Err("the ARN has a region of another partition");
        }
        let base = match region.url_of_service(service) {
            Some(url) => Base::custom(url),
            None => Base::https(of_region("s3-accesspoint", self.region, region)),
        };
        base.with_label(&format!("{}-{}", self.name, self.account))
    }
}
