//! Buckets and keys in requests of S3.

use super::super::endpoint::OfBucket;
use super::super::percent;
use super::super::request::{BuildError, RequestBuilder, Text, is_host_label};

/// The parts of an ARN.
type Parts<'a> = [&'a str; 6];

/// A bucket, or an access point of a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bucket<'a> {
    /// The name of a bucket, or an alias of an access point.
    Name(&'a str),
    /// The ARN of an access point.
    AccessPoint(AccessPoint<'a>),
}

/// An access point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AccessPoint<'a> {
    pub name: &'a str,
    pub account: &'a str,
    pub region: &'a str,
}

impl<'a> Bucket<'a> {
    /// Reads a bucket name or ARN. The error is the reason why requests cannot be sent there.
    pub(super) fn read(text: &'a str) -> Result<Self, &'static str> {
        // Outposts and S3 Express have hosts and signatures of their own.
        if text.ends_with("--x-s3") || text.ends_with("--xa-s3") {
            Err("S3 Express is not supported (`--x-s3` and `--xa-s3`)")
        } else if text.ends_with("--op-s3") && text.len() >= 50 {
            Err("S3 on Outposts is not supported (`--op-s3`)")
        } else if text.starts_with("arn:") {
            AccessPoint::read(text).map(Self::AccessPoint)
        } else if matches!(text, "" | "." | "..") {
            Err("the name of a bucket must not be empty, `.` or `..`")
        } else {
            Ok(Self::Name(text))
        }
    }
}

/// The parts of an ARN.
fn arn(text: &str) -> Option<Parts<'_>> {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let parts: Parts<'_> = parts.try_into().ok()?;
    let [arn, partition, service, _, _, resource] = parts;
    (arn == "arn" && ![partition, service, resource].contains(&"")).then_some(parts)
}

impl<'a> AccessPoint<'a> {
    fn read(text: &'a str) -> Result<Self, &'static str> {
        const EXPECTED: &str = "an ARN must be that of an access point, as `arn:aws:s3:REGION:ACCOUNT:accesspoint:NAME`";
        let [_, partition, service, region, account, resource] = arn(text).ok_or(EXPECTED)?;
        match service {
            "s3" => {}
            "s3-object-lambda" => return Err("S3 Object Lambda is not supported"),
            "s3-outposts" => return Err("S3 on Outposts is not supported"),
            _ => return Err(EXPECTED),
        }
        let name = resource.strip_prefix("accesspoint").ok_or(EXPECTED)?;
        let name = name.strip_prefix([':', '/']).ok_or(EXPECTED)?;
        if region.is_empty() {
            return Err("multi-region access points are not supported: they need SigV4a");
        }
        let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
        if !partition.starts_with("aws")
            || !is_account
            || !is_host_label(name)
            || !is_host_label(region)
        {
            return Err(EXPECTED);
        }
        Ok(Self { name, account, region })
    }
}

impl RequestBuilder {
    /// Sends the request to a bucket, which becomes a part of the endpoint.
    ///
    /// # Errors
    ///
    /// Fails if the text is not the name of a bucket and not the ARN of an access point, and for buckets that are not
    /// supported: those of S3 Express, Outposts and Object Lambda, and multi-region access points.
    pub fn bucket(&mut self, name: &'static str, value: &impl Text) -> Result<(), BuildError> {
        let bucket = value.text();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
        let checked = match Bucket::read(&bucket) {
            Ok(Bucket::Name(name)) if name.len() > 255 || !name.chars().all(is_plain) => Err(
                "the name of a bucket must be 1 to 255 letters, digits, dots, hyphens and underscores",
            ),
            Ok(Bucket::Name(_)) => Ok(OfBucket::Name),
            Ok(Bucket::AccessPoint(_)) => Ok(OfBucket::AccessPoint),
            Err(reason) => Err(reason),
        };
        let bucket = checked.map_err(|reason| BuildError::Member(name.to_owned(), reason))?;
        self.extensions.insert(bucket);
        Ok(())
    }

    /// Appends the key of an object. Slashes are not encoded, and segments such as `..` are a part of the key.
    ///
    /// # Errors
    ///
    /// Fails if the key is empty: the request would be one for the bucket.
    pub fn key(&mut self, name: &'static str, value: &impl Text) -> Result<(), BuildError> {
        let key = value.text();
        if key.is_empty() {
            return Err(BuildError::EmptyLabel(name));
        }
        let mut path = String::new();
        percent::encode(&mut path, key.as_ref(), "/");
        self.path(&path);
        Ok(())
    }
}
